"""Where a page of the field stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.farms.models import Contract, GrowingArea, Household


def home() -> dict[str, str]:
    return {"label": _("Vùng trồng"), "url": reverse("farms:areas")}


def trail(area: GrowingArea) -> list[dict[str, str]]:
    return [home(), {"label": str(area), "url": reverse("farms:area", args=[area.pk])}]


def diary_home() -> dict[str, str]:
    return {"label": _("Nhật ký"), "url": reverse("farms:diary")}


def households_home() -> dict[str, str]:
    return {"label": _("Hộ trồng"), "url": reverse("farms:households")}


def household_trail(household: Household) -> list[dict[str, str]]:
    own = {"label": household.called, "url": reverse("farms:household", args=[household.pk])}
    return [households_home(), own]


def contracts_home() -> dict[str, str]:
    return {"label": _("Hợp đồng"), "url": reverse("farms:contracts")}


def contract_trail(contract: Contract) -> list[dict[str, str]]:
    own = {"label": contract.number, "url": reverse("farms:contract", args=[contract.pk])}
    return [contracts_home(), own]
