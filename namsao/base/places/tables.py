import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from namsao.base.places.models import Place


class PlaceTable(tables.Table):
    name = tables.Column(verbose_name=_("Tên"), linkify=("places:place", {"pk": tables.A("pk")}))
    kind = tables.Column(verbose_name=_("Loại"))
    code = tables.Column(verbose_name=_("Mã"))
    parties = tables.Column(
        verbose_name=pgettext_lazy("danh sách", "Chủ thể"),
        accessor="n_parties",
        attrs={"td": {"class": "n"}, "th": {"class": "n"}},
    )

    class Meta:
        model = Place
        fields = ("name", "kind", "code", "parties")

    def order_name(self, queryset: object, is_descending: bool) -> tuple[object, bool]:  # django-tables2's
        return queryset.order_by(("-" if is_descending else "") + "name_sort"), True
