"""Where a page of the field stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.farms.models import GrowingArea


def home() -> dict[str, str]:
    return {"label": _("Vùng trồng"), "url": reverse("farms:areas")}


def trail(area: GrowingArea) -> list[dict[str, str]]:
    return [home(), {"label": str(area), "url": reverse("farms:area", args=[area.pk])}]


def diary_home() -> dict[str, str]:
    return {"label": _("Nhật ký"), "url": reverse("farms:diary")}
