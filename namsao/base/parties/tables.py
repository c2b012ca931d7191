import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from namsao.base.parties.models import Party


class PartyTable(tables.Table):
    name = tables.Column(verbose_name=_("Tên"), linkify=("parties:party", {"pk": tables.A("pk")}))
    kind = tables.Column(verbose_name=_("Loại hình"))
    place = tables.Column(verbose_name=_("Xã, phường, đặc khu"), order_by="place__name_sort")
    phone = tables.Column(verbose_name=_("Điện thoại"), accessor="shown_phone", orderable=False, default="–")

    class Meta:
        model = Party
        fields = ("name", "kind", "place", "phone")

    def order_name(self, queryset: object, is_descending: bool) -> tuple[object, bool]:  # django-tables2's
        return queryset.order_by(("-" if is_descending else "") + "name_sort"), True
