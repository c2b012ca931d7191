"""The diary: which seasons are written in, what was sprayed where, what a season took."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from namsao.apps.farms.models import DiaryEntry, HarvestLot, InputProduct, Season
from namsao.core.diary import (
    LONGEST_INTERVAL,
    Dose,
    Spray,
    Use,
    check_harvest,
    first_harvest_day,
    season_summary,
)
from namsao.core.finding import Finding

LATE = timedelta(days=30)  # a season just ended is still written in, by phones that were out of reach
MOST_SEASONS, MOST_RECENT = 300, 20

DiaryList = QuerySet[DiaryEntry]


def in_course(seasons: QuerySet[Season], today: date) -> list[Season]:
    """Those that are open or ended less than a month ago, newest first."""
    wanted = seasons.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today - LATE))
    shown = wanted.select_related("area__material", "area__party").defer("area__boundary")
    return list(shown.order_by("-started_on", "-pk")[:MOST_SEASONS])


def inputs_for(seasons: Iterable[Season], inputs: QuerySet[InputProduct]) -> list[InputProduct]:
    """Inputs in use that may be noted in one of the seasons: of their parties, and shared ones."""
    parties = {season.area.party_id for season in seasons}
    wanted = inputs.in_use().filter(Q(party=None) | Q(party__in=parties))
    return list(wanted.order_by("kind", "name_sort"))


def recent(entries: DiaryList, seasons: Iterable[Season]) -> list[DiaryEntry]:
    """The newest entries of the seasons with all a list shows of them."""
    wanted = entries.filter(season__in=[season.pk for season in seasons])
    return list(for_list(wanted).order_by("-made_at", "-pk")[:MOST_RECENT])


def for_list(entries: DiaryList) -> DiaryList:
    """With all that a row shows, `photo_count` among it."""
    counted = entries.annotate(photo_count=Count("photos"))
    related = ("input", "harvest", "household", "entered_by", "season__area__party", "replaces")
    return counted.select_related(*related)


def sprays_of(areas: Iterable[int]) -> dict[int, list[Spray]]:
    """Area id -> what was sprayed on it, whatever the season; areas without a spray are left out."""
    found: dict[int, list[Spray]] = {}
    for entry in _sprays(areas):
        found.setdefault(entry.season.area_id, []).append(_spray(entry))
    return found


def clear_days(seasons: Iterable[Season], today: date) -> Mapping[int, date]:
    """Season id -> the first day on which one may harvest, where that day is still to come."""
    chosen = list(seasons)
    sprays = sprays_of({season.area_id for season in chosen})
    firsts = {season.pk: first_harvest_day(sprays.get(season.area_id, [])) for season in chosen}
    return {pk: first for pk, first in firsts.items() if first and first > today}


def harvest_findings(season: Season, day: date) -> list[Finding]:
    """What the diary of the area says against a harvest on that day."""
    since = day - timedelta(days=LONGEST_INTERVAL)
    sprays = sprays_of([season.area_id]).get(season.area_id, [])
    return check_harvest(day, [spray for spray in sprays if spray.on >= since])


def findings_of(harvests: Iterable[HarvestLot], season: Season) -> list[tuple[HarvestLot, list[Finding]]]:
    """Each lot of the season with what the diary says against it; lots without a word are left out."""
    sprays = sprays_of([season.area_id]).get(season.area_id, [])
    judged = [(lot, check_harvest(lot.harvested_on, sprays)) for lot in harvests if not lot.voided_at]
    return [(lot, findings) for lot, findings in judged if findings]


def summary_of(entries: Iterable[DiaryEntry]) -> list[Dose]:
    """What the entries took of each input; voided ones do not count."""
    return season_summary(
        Use(entry.input.name, entry.done_on, entry.amount, entry.unit)
        for entry in entries
        if entry.input and not entry.voided_at
    )


def _sprays(areas: Iterable[int]) -> DiaryList:
    sprayed = DiaryEntry.objects.not_voided().filter(verb=DiaryEntry.Verb.SPRAY, season__area__in=areas)
    return sprayed.select_related("input", "season")


def _spray(entry: DiaryEntry) -> Spray:
    name = entry.input.name if entry.input else entry.note
    return Spray(entry.done_on, name, entry.waits_days)
