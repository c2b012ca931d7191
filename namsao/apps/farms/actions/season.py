"""Open and end seasons."""

from datetime import date, datetime

from django.db import transaction

from namsao.apps.farms import rules
from namsao.apps.farms.models import GrowingArea, Season
from namsao.base.audit.actions import record
from namsao.base.ui.days import show_day
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow


@transaction.atomic
def start_season(*, area: GrowingArea, name: str, started_on: date, by: Actor, at: datetime) -> Season:
    """Open a season on an area.

    Writes: Season, one audit entry.
    Raises: NotAllowedNow while another season is open; BadValue for a name used before or a day to come.
    """
    name = rules.tidy(name)
    # The row is locked so that two people do not open two seasons.
    area = GrowingArea.objects.select_for_update().get(pk=area.pk)
    running = area.seasons.open().first()
    if running:
        raise NotAllowedNow(
            f"Vụ “{running}” chưa kết thúc. Hãy kết thúc vụ đó rồi mở vụ mới.",
            f"Season “{running}” is still open: end it first.",
        )
    rules.check_not_future(started_on, rules.day_of(at), "started_on")
    if area.seasons.filter(name=name).exists():
        raise BadValue(
            f"Vùng trồng này đã có vụ tên “{name}”. Hãy đặt tên khác, ví dụ thêm năm.",
            f"This area has a season named “{name}” already.",
            "name",
        )
    season = Season.objects.create(area=area, name=name, started_on=started_on)
    record(by=by, at=at, verb="start_season", target=season)
    return season


@transaction.atomic
def end_season(*, season: Season, ended_on: date, by: Actor, at: datetime) -> Season:
    """Close a season; its harvest lots stay as they are.

    Writes: the season, one audit entry.
    Raises: AlreadyDone for a closed one; BadValue for a day to come, before its start or the last day of its diary.
    """
    season = Season.objects.select_for_update().get(pk=season.pk)
    if not season.is_open:
        raise AlreadyDone(
            f"Vụ “{season}” đã kết thúc ngày {show_day(season.ended_on)}.",
            f"Season “{season}” has ended already.",
        )
    rules.check_not_future(ended_on, rules.day_of(at), "ended_on")
    newest = season.entries.not_voided().first()
    first_day = max(season.started_on, newest.done_on) if newest else season.started_on
    if ended_on < first_day:
        raise BadValue(
            f"Vụ này còn việc ghi ngày {show_day(first_day)}, nên không thể kết thúc trước ngày đó.",
            f"The season has entries of {first_day}: it cannot end before.",
            "ended_on",
        )
    season.ended_on = ended_on
    season.save(update_fields=["ended_on"])
    record(by=by, at=at, verb="end_season", target=season)
    return season
