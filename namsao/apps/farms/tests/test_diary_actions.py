"""The verbs of the diary."""

from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps

from namsao.apps.farms.actions import (
    OtherContent,
    correct_entry,
    end_season,
    void_entry,
    void_harvest,
)
from namsao.apps.farms.models import DiaryEntry, DiaryPhoto, HarvestLot
from namsao.apps.farms.queries import harvest_findings, summary_of
from namsao.apps.farms.tests.build import a_harvest, a_season, an_area, an_entry, an_input, some_facts
from namsao.apps.farms.tests.phone import a_picture
from namsao.apps.traceability.models import Event
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.diary import Work
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
LATER = NOW + timedelta(minutes=10)


def acts() -> list[tuple[str, str, str]]:
    return list(Entry.objects.order_by("id").values_list("verb", "target_label", "why"))


def test_spraying_is_noted_with_the_interval_of_that_day_and_leaves_history(cast):
    product = an_input(cast)

    entry = an_entry(
        cast, verb=Work.SPRAY, input=product, amount=Decimal("250"), worker=" Chị  Mai ", note="sâu cuốn lá"
    )

    assert (entry.input, entry.amount, entry.unit, entry.interval_days) == (product, 250, "MLT", 7)
    assert (entry.worker, entry.entered_by, entry.quantity_text) == ("Chị Mai", cast.hoa, "250\xa0ml")
    assert acts()[-1] == ("write_entry", "Phun 24/11/2026", "")


def test_the_same_entry_sent_twice_is_there_once(cast):
    season, client_id, picture = a_season(cast), uuid4(), a_picture()
    sent = {"client_id": client_id, "photos": [picture], "note": "tưới rãnh"}

    first = an_entry(cast, season, **sent)
    before = acts()
    again = an_entry(cast, season, **sent, at=LATER)

    assert again == first
    assert (DiaryEntry.objects.count(), DiaryPhoto.objects.count()) == (1, 1)
    assert acts() == before


def test_the_same_id_with_other_content_is_refused(cast):
    season, client_id = a_season(cast), uuid4()
    an_entry(cast, season, client_id=client_id, note="tưới rãnh")

    for other in ({"note": "tưới phun"}, {"note": "tưới rãnh", "photos": [a_picture()]}):
        with pytest.raises(OtherContent):
            an_entry(cast, season, client_id=client_id, **other)

    assert DiaryEntry.objects.count() == 1


def test_an_id_belongs_to_the_person_who_sends_it(cast):
    season, client_id = a_season(cast), uuid4()
    an_entry(cast, season, client_id=client_id)
    an_entry(cast, season, client_id=client_id, by=cast.tuan)

    assert [each.entered_by for each in DiaryEntry.objects.order_by("id")] == [cast.hoa, cast.tuan]


def test_a_harvest_from_the_outbox_makes_one_lot_however_often_it_is_sent(cast):
    season, client_id = a_season(cast), uuid4()
    harvest = {"verb": Work.HARVEST, "quantity_kg": Decimal(50), "client_id": client_id}

    first = an_entry(cast, season, **harvest)
    again = an_entry(cast, season, **harvest, at=LATER)
    # A second sack of the same weight, seconds later, has an id of its own.
    other = an_entry(cast, season, **harvest | {"client_id": uuid4()})

    assert again == first
    assert list(HarvestLot.objects.order_by("id").values_list("lot", flat=True)) == [
        "TH261124-1",
        "TH261124-2",
    ]
    assert (first.harvest.quantity_kg, other.harvest.lot) == (50, "TH261124-2")
    assert Event.objects.count() == 2
    assert [verb for verb, *_ in acts()].count("record_harvest") == 2


def test_every_harvest_is_a_line_of_the_diary_and_is_taken_back_with_it(cast):
    lot = a_harvest(cast, note="củ to")
    entry = DiaryEntry.objects.get()

    assert (entry.verb, entry.harvest, entry.done_on, entry.note) == ("harvest", lot, TODAY, "củ to")

    void_harvest(harvest=lot, why="cân nhầm", by=cast.hoa, at=LATER)
    entry.refresh_from_db()
    assert (entry.voided_at, entry.void_why) == (LATER, "cân nhầm")
    with pytest.raises(AlreadyDone):
        void_entry(entry=entry, why="nhầm", by=cast.hoa, at=LATER)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"done_on": TODAY + timedelta(days=2)}, "done_on"),
        ({"done_on": TODAY - timedelta(days=365)}, "done_on"),
        ({"amount": Decimal(2)}, "unit"),
        ({"amount": Decimal(0), "unit": "KGM"}, "amount"),
        ({"verb": Work.SPRAY}, "input"),
        ({"verb": Work.FERTILISE}, "input"),
        ({"area_ha": Decimal("2.5")}, "area_ha"),
        ({"verb": Work.HARVEST}, "quantity_kg"),
        ({"photos": [b"%PDF-1.7 ..."]}, "photos"),
        ({"photos": [b"no picture"]}, "photos"),
        ({"photos": [b"x"] * 5}, "photos"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_and_nothing_is_kept(cast, facts, field):
    season = a_season(cast)

    with pytest.raises(BadValue) as refused:
        an_entry(cast, season, **facts)

    assert refused.value.field == field
    assert (DiaryEntry.objects.count(), DiaryPhoto.objects.count()) == (0, 0)


def test_a_phone_whose_clock_is_a_day_ahead_is_believed(cast):
    assert an_entry(cast, done_on=TOMORROW).done_on == TOMORROW


def test_an_input_of_other_people_cannot_be_noted_and_a_shared_one_can(cast):
    season, others = a_season(cast), an_input(cast, party=cast.other_htx)
    shared = an_input(cast, party=None, name="Vôi bột", kind="other", interval_days=None, unit="KGM")

    with pytest.raises(BadValue) as refused:
        an_entry(cast, season, verb=Work.SPRAY, input=others)

    assert refused.value.field == "input"
    assert an_entry(cast, season, verb=Work.FERTILISE, input=shared, amount=Decimal(20)).unit == "KGM"


def test_an_entry_that_came_late_still_belongs_to_the_season_that_ended(cast):
    season = a_season(cast)
    end_season(season=season, ended_on=YESTERDAY, by=cast.hoa, at=NOW)

    assert an_entry(cast, season, done_on=YESTERDAY).season == season
    with pytest.raises(BadValue):
        an_entry(cast, season, done_on=TODAY)


def test_a_season_does_not_end_before_its_last_entry(cast):
    season = a_season(cast)
    an_entry(cast, season, done_on=TODAY)

    with pytest.raises(BadValue) as refused:
        end_season(season=season, ended_on=YESTERDAY, by=cast.hoa, at=NOW)

    assert refused.value.field == "ended_on"


def test_a_harvest_waits_for_the_interval_or_says_why_not(cast):
    season = a_season(cast)
    an_entry(cast, season, verb=Work.SPRAY, input=an_input(cast), done_on=TODAY - timedelta(days=3))

    with pytest.raises(NotAllowedNow) as refused:
        a_harvest(cast, season)
    assert refused.value.field == "early_why"
    assert "Thu hoạch từ ngày 28/11/2026." in refused.value.sentence

    lot = a_harvest(cast, season, early_why="bán làm giống, không ăn")
    assert lot.entry.early_why == "bán làm giống, không ăn"
    assert acts()[-1] == ("record_harvest", lot.lot, "bán làm giống, không ăn")
    assert [finding.code for finding in harvest_findings(season, TODAY)] == ["diary.interval"]


def test_a_spray_of_the_season_before_counts_and_one_on_another_area_does_not(cast):
    old = a_season(cast, name="Vụ 2025")
    an_entry(cast, old, verb=Work.SPRAY, input=an_input(cast), done_on=YESTERDAY)
    end_season(season=old, ended_on=YESTERDAY, by=cast.hoa, at=NOW)
    new = a_season(cast, old.area, started_on=TODAY)

    assert [finding.code for finding in harvest_findings(new, TODAY)] == ["diary.interval"]
    elsewhere = a_season(cast, an_area(cast, name="Nương khác"))
    assert harvest_findings(elsewhere, TODAY) == []


def test_a_spray_that_is_taken_back_no_longer_holds_up_the_harvest(cast):
    season = a_season(cast)
    spray = an_entry(cast, season, verb=Work.SPRAY, input=an_input(cast))

    void_entry(entry=spray, why="phun ruộng khác", by=cast.hoa, at=LATER)

    assert a_harvest(cast, season, at=LATER).lot == "TH261124-1"
    assert acts()[-2] == ("void_entry", "Phun 24/11/2026", "phun ruộng khác")
    with pytest.raises(AlreadyDone):
        void_entry(entry=spray, why="nữa", by=cast.hoa, at=LATER)


def test_a_harvest_is_not_taken_back_through_the_diary(cast):
    entry = a_harvest(cast).entry

    for refusing in (
        lambda: void_entry(entry=entry, why="nhầm", by=cast.hoa, at=LATER),
        lambda: correct_entry(entry=entry, facts=some_facts(), why="nhầm", by=cast.hoa, at=LATER),
    ):
        with pytest.raises(NotAllowedNow):
            refusing()

    entry.refresh_from_db()
    assert entry.voided_at is None


def test_a_correction_keeps_the_wrong_entry_and_takes_its_photos_along(cast):
    wrong = an_entry(cast, note="bón", photos=[a_picture()])

    right = correct_entry(
        entry=wrong, facts=some_facts(note="tưới"), why="chọn nhầm việc", by=cast.tuan, at=LATER
    )

    wrong.refresh_from_db()
    assert (wrong.voided_at, wrong.void_why, right.replaces) == (LATER, "chọn nhầm việc", wrong)
    assert [photo.entry for photo in DiaryPhoto.objects.all()] == [right]
    assert [verb for verb, *_ in acts()[-2:]] == ["void_entry", "write_entry"]


def test_a_season_sums_what_was_used_but_not_what_was_taken_back(cast):
    season, product = a_season(cast), an_input(cast)
    for amount in (250, 500):
        entry = an_entry(cast, season, verb=Work.SPRAY, input=product, amount=Decimal(amount))
    void_entry(entry=entry, why="nhầm", by=cast.hoa, at=LATER)

    (dose,) = summary_of(season.entries.select_related("input"))

    assert (dose.name, dose.times, [(amount, unit.code) for amount, unit in dose.totals]) == (
        "Chế phẩm Bt",
        1,
        [(Decimal("0.25"), "LTR")],
    )


def test_harvests_recorded_before_there_was_a_diary_get_their_line(cast):
    kept = a_harvest(cast)
    gone = a_harvest(cast, kept.season, lot="X1", note="củ nhỏ")
    void_harvest(harvest=gone, why="cân nhầm", by=cast.hoa, at=LATER)
    DiaryEntry.objects.filter(harvest=gone).delete()
    migration = import_module("namsao.apps.farms.migrations.0003_diary_of_harvests")

    for _ in range(2):
        migration.fill(apps, None)

    filled = DiaryEntry.objects.get(harvest=gone)
    assert DiaryEntry.objects.count() == 2
    assert (filled.verb, filled.season, filled.done_on, filled.note) == (
        "harvest",
        kept.season,
        TODAY,
        "củ nhỏ",
    )
    assert (filled.made_at, filled.voided_at, filled.void_why) == (NOW, LATER, "cân nhầm")
