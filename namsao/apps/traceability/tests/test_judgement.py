"""What is said against a story: amounts that cannot be, stages that lack, goods used after a recall."""

from datetime import timedelta
from decimal import Decimal

import pytest

from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.queries import background
from namsao.apps.traceability.queries.background import Goods, Season
from namsao.apps.traceability.queries.balance import Sum
from namsao.apps.traceability.queries.judgement import judge
from namsao.apps.traceability.queries.story import story
from namsao.base.accounts.tests.cast import NOW
from namsao.core.balance import Balance
from namsao.core.epcis.events import Quantity, transformation_event
from namsao.core.epcis.vocab import Action
from namsao.core.finding import Severity, State
from namsao.core.processes.reading import read
from namsao.packs import load

from .build import NOODLE, TUBER, a_lot, a_making, an_event

pytestmark = pytest.mark.django_db

TUBERS, NOODLES = a_lot("V1", TUBER), a_lot("MD1", NOODLE)
PACKS = "EA"


@pytest.fixture
def known(monkeypatch):
    """What higher apps know: packs of half a kilo made as canna noodles are, and a season of 2.4 ha."""
    noodles = Goods(net_kg=Decimal("0.5"), template=read(load("processes", "mien-dong")))
    season = Season(1, "Nà Sao, vụ 2026", Decimal("2.4"), {TUBERS: Decimal(420)})
    monkeypatch.setattr(background, "_goods", [lambda uris: {NOODLES: noodles} if NOODLES in uris else {}])
    monkeypatch.setattr(background, "_seasons", [lambda uris: {TUBERS: season} if TUBERS in uris else {}])


def made(cast, kg, packs, at=NOW - timedelta(hours=2), **facts):
    """Tubers became packs of noodles."""
    event = transformation_event(
        at=at,
        inputs=[Quantity(TUBERS, kg, "KGM")],
        outputs=[Quantity(NOODLES, packs)],
        biz_step="commissioning",
        **facts,
    )
    return capture(event=event, owner=cast.htx, by=cast.hoa, at=at)


def judged(cast, uri=NOODLES, person=None):
    person = person or cast.lan
    return judge(story(person, uri), person)


def codes(findings) -> list[str]:
    return [each.code for each in findings]


def test_more_used_than_harvested_is_found(cast):
    an_event(cast, TUBERS, kg=80, at=NOW - timedelta(hours=3))
    a_making(cast, [TUBERS], NOODLES)

    found = judged(cast, TUBERS)

    assert codes(found.findings) == ["balance.over"]
    assert "ra 100\N{NO-BREAK SPACE}kg, vào 80\N{NO-BREAK SPACE}kg" in found.findings[0].what
    assert found.sums == [
        Sum(f"{TUBER}/V1", "lot", Balance("KGM", Decimal(80), Decimal(100), Decimal(0)), is_over=True)
    ]


def test_two_per_cent_of_difference_is_let_pass(cast):
    an_event(cast, TUBERS, kg=Decimal("98.5"), at=NOW - timedelta(hours=3))
    a_making(cast, [TUBERS], NOODLES)

    found = judged(cast, TUBERS)

    assert (found.findings, [line.is_over for line in found.sums]) == ([], [False])


def test_packs_are_weighed_and_a_thousand_kilos_cannot_become_as_many(cast, known):
    an_event(cast, TUBERS, kg=1000, at=NOW - timedelta(hours=3))
    made(cast, 1000, 2000)

    (stages,) = judged(cast).stages

    over = [each for each in stages.findings if each.code == "process.yield_over"]
    assert [(each.state, each.verify) for each in over] == [(State.FAILED, True)]
    assert "1.000\N{NO-BREAK SPACE}kg" in over[0].what


def test_a_plausible_yield_is_not_spoken_of(cast, known):
    an_event(cast, TUBERS, kg=1000, at=NOW - timedelta(hours=3))
    made(cast, 1000, 280)

    found = judged(cast)

    assert not {code for code in codes(found.all_findings) if code.startswith("process.yield")}
    line = next(line for line in found.sums if line.kind == "batch")
    assert line.sums == Balance("KGM", Decimal(1000), Decimal("140.0"), Decimal(0))


def test_stages_that_lack_are_named(cast, known):
    an_event(cast, TUBERS, kg=1000, at=NOW - timedelta(hours=3))
    made(cast, 1000, 280)

    (stages,) = judged(cast).stages

    (missing,) = (each.what for each in stages.findings if each.code == "process.missing_stage")
    assert missing.startswith("Chưa thấy 7 công đoạn: rửa củ, nghiền; ")
    assert missing.endswith("; đóng gói")
    assert "dỡ củ" not in missing
    assert stages.name == f"{NOODLE}/MD1"


def test_a_stage_of_the_harvest_counts_for_the_batch_traced_forward(cast, known):
    an_event(cast, TUBERS, kg=1000, at=NOW - timedelta(hours=3))
    made(cast, 1000, 280)

    back, forward = judged(cast, NOODLES), judged(cast, TUBERS)

    assert codes(back.stages[0].findings) == codes(forward.stages[0].findings)


def test_a_season_is_balanced_with_all_it_gave(cast, known):
    an_event(cast, TUBERS, kg=420, at=NOW - timedelta(hours=3))
    made(cast, 300, 84)

    found = judged(cast)

    season = next(line for line in found.sums if line.kind == "season")
    assert season == Sum(
        "Nà Sao, vụ 2026", "season", Balance("KGM", Decimal(420), Decimal(300), Decimal(0)), is_over=False
    )


def test_a_season_is_not_for_those_who_only_hold_its_goods(cast, known):
    an_event(cast, TUBERS, owner=cast.other_htx, kg=420, at=NOW - timedelta(hours=3))
    made(cast, 300, 84)

    kinds = {
        person.name: {line.kind for line in judged(cast, person=person).sums}
        for person in (cast.hoa, cast.lan)
    }

    assert kinds == {"Hoa": {"batch"}, "Lan": {"lot", "batch", "season"}}


def test_what_one_may_not_see_is_said_before_anything_is_missed(cast):
    an_event(cast, TUBERS, owner=cast.other_htx, at=NOW - timedelta(hours=3))
    a_making(cast, [TUBERS], NOODLES)

    assert codes(judged(cast, person=cast.hoa).findings) == ["trail.unseen"]
    assert codes(judged(cast, person=cast.lan).findings) == []


def test_a_lot_without_origin_is_found(cast):
    a_making(cast, [TUBERS], NOODLES)

    (finding,) = judged(cast).findings

    assert (finding.code, finding.state) == ("trail.no_origin", State.MISSING)
    assert f"{TUBER}/V1" in finding.what


def recalled(cast, uri, at):
    return an_event(cast, uri, action=Action.OBSERVE, kg=1, at=at, biz_step="holding", disposition="recalled")


@pytest.mark.parametrize(
    ("recalled_uri", "severity"), [(NOODLES, Severity.BLOCKING), (TUBERS, Severity.ADVISORY)]
)
def test_sold_after_a_recall_of_the_lot_or_of_what_it_was_made_of(cast, recalled_uri, severity):
    an_event(cast, TUBERS, at=NOW - timedelta(hours=9))
    a_making(cast, [TUBERS], NOODLES, at=NOW - timedelta(hours=8))
    recalled(cast, recalled_uri, NOW - timedelta(hours=3))
    an_event(
        cast,
        NOODLES,
        action=Action.OBSERVE,
        kg=5,
        at=NOW,
        biz_step="retail_selling",
        disposition="retail_sold",
    )

    (finding,) = judged(cast).findings

    assert (finding.code, finding.severity) == ("trail.used_after_recall", severity)


def test_goods_on_their_way_back_after_a_recall_are_no_use(cast):
    an_event(cast, NOODLES, kg=90, at=NOW - timedelta(hours=8))
    recalled(cast, NOODLES, NOW - timedelta(hours=3))
    an_event(cast, NOODLES, action=Action.OBSERVE, kg=5, at=NOW, biz_step="shipping", disposition="returned")

    assert judged(cast).findings == []


def test_sold_past_the_last_day(cast):
    an_event(
        cast,
        NOODLES,
        kg=90,
        at=NOW - timedelta(hours=8),
        ilmd={"cbvmda:itemExpirationDate": "2026-11-23"},
    )
    an_event(
        cast, NOODLES, action=Action.OBSERVE, kg=5, at=NOW, biz_step="shipping", disposition="in_transit"
    )

    assert codes(judged(cast).findings) == ["trail.expired"]


def test_used_before_it_came_to_be(cast):
    an_event(cast, TUBERS, at=NOW)
    a_making(cast, [TUBERS], NOODLES, at=NOW - timedelta(hours=8))

    assert codes(judged(cast).findings) == ["trail.used_before_made"]


def test_shipped_by_the_maker_and_used_by_the_buyer_counts_once(cast):
    an_event(cast, TUBERS, kg=100, at=NOW - timedelta(hours=9))
    an_event(
        cast,
        TUBERS,
        action=Action.OBSERVE,
        kg=100,
        at=NOW - timedelta(hours=8),
        biz_step="shipping",
        disposition="in_transit",
    )
    a_making(cast, [TUBERS], NOODLES, owner=cast.other_htx)

    found = judged(cast, TUBERS)

    assert (found.findings, [line.is_over for line in found.sums]) == ([], [False])
