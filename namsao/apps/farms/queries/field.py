"""Areas, seasons and harvests, and what waits for a producer."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.farms.models import GrowingArea, HarvestLot, Material, Season
from namsao.base.access.policy import rows
from namsao.base.parties.models import Party
from namsao.core.actor import Actor, Role
from namsao.core.vietnamese import fold

QUIET_DAYS = 60  # an open season without a harvest for so long is worth a question
MOST_WAITING = 3


def next_lot(material: Material, day: date) -> str:
    """The next free lot code of a day, such as TH261124-1."""
    prefix = f"TH{day:%y%m%d}-"
    taken = HarvestLot.objects.filter(material=material, lot__startswith=prefix).values_list("lot", flat=True)
    numbers = [int(rest) for lot in taken if (rest := lot.removeprefix(prefix)).isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def material_named(party: Party, name: str) -> Material | None:
    """The party's material of that name, whatever its marks and capitals."""
    wanted = fold(name)
    return next((known for known in Material.objects.filter(party=party) if fold(known.name) == wanted), None)


def listed(areas: QuerySet[GrowingArea]) -> QuerySet[GrowingArea]:
    """The areas with what their list shows; `open_season` is the name of the season in course, or None."""
    running = Season.objects.open().filter(area=OuterRef("pk")).values("name")[:1]
    shown = areas.select_related("party", "place", "material").defer("boundary")
    return shown.annotate(open_season=Subquery(running))


def seasons_of(area: GrowingArea) -> list[Season]:
    """The seasons of an area, newest first, each with its totals and its lots."""
    lots = HarvestLot.objects.select_related("material")
    # Note: Django drops the model's own order from a query that groups.
    seasons = area.seasons.with_harvest().order_by("-started_on", "-id")
    return list(seasons.prefetch_related(Prefetch("harvests", lots)))


def adders(actor: Actor) -> list[Party]:
    """Up to two parties for which the actor may add an area: one is a producer's own, two are a choice."""
    return list(rows(actor, "add_growing_area", Party.objects.producers())[:2])


def waiting(actor: Actor, day: date | None = None) -> list[dict[str, Any]]:
    """What a producer has to do next on its areas: at most three of {"label", "url_name", "pk", "hint"}.

    day: today when not given. Nothing for people who are not posted for a producer.
    """
    today = day or timezone.localdate()
    parties = _own(actor)
    found = [*_first_areas(parties), *_first_seasons(parties), *_quiet_seasons(parties, today)]
    return found[:MOST_WAITING]


def open_seasons(actor: Actor) -> list[Season]:
    """The seasons a producer may record a harvest in today, newest first; at most three."""
    parties = _own(actor)
    found = Season.objects.open().filter(area__party__in=parties).select_related("area__material")
    return list(found.order_by("-started_on", "-pk")[:MOST_WAITING])


def _own(actor: Actor) -> list[int]:
    """Ids of the parties the actor is posted for as a producer."""
    return [p.party_id for p in actor.postings() if p.role is Role.PRODUCER and p.party_id is not None]


def _first_areas(parties: list[int]) -> list[dict[str, Any]]:
    without = Party.objects.producers().filter(pk__in=parties, growing_areas__isnull=True)
    hint = _("Có vùng trồng thì lô hàng mới truy xuất được tới nơi trồng.")
    return [_task(_("Khai vùng trồng đầu tiên"), "farms:new_area", party.pk, hint) for party in without]


def _first_seasons(parties: list[int]) -> list[dict[str, Any]]:
    # Note: exclude(seasons__ended_on__isnull=True) would take an area without any season for one in season.
    in_season = Season.objects.open().values("area")
    idle = GrowingArea.objects.filter(party__in=parties).exclude(pk__in=in_season)
    hint = _("Mở vụ rồi mới ghi thu hoạch được.")
    return [
        _task(_("Mở vụ mới cho %(area)s") % {"area": area}, "farms:new_season", area.pk, hint)
        for area in idle[:MOST_WAITING]
    ]


def _quiet_seasons(parties: list[int], today: date) -> list[dict[str, Any]]:
    long_ago = today - timedelta(days=QUIET_DAYS)
    quiet = (
        Season.objects.open()
        .filter(area__party__in=parties, started_on__lt=long_ago)
        .with_harvest()
        .filter(Q(last_harvested_on__isnull=True) | Q(last_harvested_on__lt=long_ago))
        .select_related("area")
        .order_by(F("last_harvested_on").asc(nulls_first=True), "started_on")
    )
    hint = _("Đã %(days)s ngày chưa ghi thu hoạch. Hết vụ thì bấm kết thúc vụ.") % {"days": QUIET_DAYS}
    return [
        _task(
            _("Ghi thu hoạch %(area)s, %(season)s") % {"area": season.area, "season": season},
            "farms:harvest",
            season.pk,
            hint,
        )
        for season in quiet[:MOST_WAITING]
    ]


def _task(label: str, url_name: str, pk: int, hint: str) -> dict[str, Any]:
    return {"label": label, "url_name": url_name, "pk": pk, "hint": hint}
