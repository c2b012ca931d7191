"""Filters of the public register."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models import Standing, StarCertificate
from namsao.apps.rating.queries.register import DELISTED, WORDS, matching, sets_in, taxonomy
from namsao.base.places.models import Place
from namsao.core.words import pick

STARS = [("5", _("5 sao")), ("4", _("4 sao")), ("3", _("3 sao"))]
STANDINGS = [Standing.VALID, Standing.EXTENDED, Standing.EXPIRED, Standing.REVOKED, DELISTED]


class RegisterFilter(filters.FilterSet):
    """Over rows of `queries.register.speaking`."""

    q = filters.CharFilter(
        label=_("Tên sản phẩm, chủ thể, mã"), method="search", help_text=_("Gõ không dấu cũng tìm được.")
    )
    stars = filters.ChoiceFilter(label=_("Sao"), choices=STARS, empty_label=_("tất cả"))
    standing = filters.ChoiceFilter(
        label=_("Tình trạng"),
        field_name="shown",
        choices=[(str(each), WORDS[each]) for each in STANDINGS],
        empty_label=_("tất cả"),
    )
    commune = filters.ModelChoiceFilter(
        label=_("Xã, phường, đặc khu"),
        field_name="product__party__place",
        queryset=Place.objects.none(),
        empty_label=_("tất cả"),
    )
    sort = filters.ChoiceFilter(label=_("Nhóm sản phẩm"), method="of_sort", empty_label=_("tất cả"))
    lang = filters.CharFilter(method="leave", widget=HiddenInput)

    class Meta:
        model = StarCertificate
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rated = StarCertificate.objects.values("product__party__place")
        self.filters["commune"].field.queryset = Place.objects.filter(pk__in=rated)
        self.filters["sort"].extra["choices"] = sort_choices(get_language() or "vi")

    def search(
        self,
        found: QuerySet[StarCertificate],
        name: str,  # noqa: ARG002  # the library's call
        text: str,
    ) -> QuerySet[StarCertificate]:
        return matching(found, text)

    def of_sort(
        self,
        found: QuerySet[StarCertificate],
        name: str,  # noqa: ARG002  # the library's call
        sort: str,
    ) -> QuerySet[StarCertificate]:
        return found.filter(product__set_number__in=sets_in(sort))

    def leave(
        self,
        found: QuerySet[StarCertificate],
        name: str,  # noqa: ARG002  # the library's call
        value: str,  # noqa: ARG002  # the library's call
    ) -> QuerySet[StarCertificate]:
        return found


def sort_choices(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Industries as headings over their groups and sets, in the reader's language."""
    choices = []
    for industry in taxonomy():
        under = [(f"industry:{industry['slug']}", str(_("cả ngành")))]
        for group in industry["groups"]:
            if len(group["sets"]) > 1:
                under.append((f"group:{group['slug']}", pick(group["name"], language)[0]))
            under += [
                (f"set:{each['number']}", f"{each['number']}. {pick(each['name'], language)[0]}")
                for each in group["sets"]
            ]
        choices.append((pick(industry["name"], language)[0], under))
    return choices
