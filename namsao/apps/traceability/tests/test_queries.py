"""What a code names, and how a lot came to be."""

from datetime import UTC, date, datetime, timedelta

import pytest

from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries import ledger as queries
from namsao.apps.traceability.tests.build import NOODLE, PLACE, TUBER, a_lot, a_making, an_event
from namsao.base.accounts.tests.cast import NOW
from namsao.core.epcis.vocab import Action
from namsao.core.gs1 import link
from namsao.core.gs1.errors import Invalid

A, B, STARCH = a_lot("A"), a_lot("B"), a_lot("TB1", "09521100000031")
NOODLES, OTHER_NOODLES = a_lot("MD1", NOODLE), a_lot("MD2", NOODLE)


def hours(n: int) -> datetime:
    return NOW + timedelta(hours=n)


@pytest.mark.parametrize(
    "code",
    [
        f"{TUBER}/A",
        f"{TUBER[1:]}/A",
        f"  https://id.gs1.org/01/{TUBER}/10/A ",
        f"HTTP://LOCALHOST:8000/01/{TUBER}/10/A?17=270101&linkType=all",
        f"(01){TUBER}(10)A",
        f"01{TUBER}10A",
    ],
)
def test_a_lot_is_found_however_it_is_written(cast, code):
    wanted = an_event(cast, A)
    an_event(cast, B)

    assert list(queries.about(Event.objects.all(), queries.link_of(code))) == [wanted]


def test_a_serial_is_followed_to_its_lot(cast):
    wanted = an_event(cast, A)

    assert list(queries.about(Event.objects.all(), queries.link_of(f"(01){TUBER}(10)A(21)77"))) == [wanted]


def test_a_gtin_alone_takes_all_its_lots_newest_first(cast):
    first, second = an_event(cast, A), an_event(cast, B, at=hours(1))
    an_event(cast, NOODLES)

    assert list(queries.about(Event.objects.all(), queries.link_of(TUBER))) == [second, first]


def test_a_place_takes_what_happened_there(cast):
    there = an_event(cast, A)
    an_event(cast, B, read_point="https://id.gs1.org/414/9521100000024")

    assert list(queries.about(Event.objects.all(), queries.link_of(PLACE))) == [there]


@pytest.mark.parametrize("code", ["mien dong", "123/A", f"{TUBER}/", f"{TUBER}/lô 1", "https://example.vn/"])
def test_what_names_nothing_is_refused(code):
    with pytest.raises(Invalid):
        queries.link_of(code)


def test_an_odd_lot_code_survives_the_way_to_its_link(cast):
    wanted = an_event(cast, link.canonical(link.of([("01", TUBER), ("10", "A/1%")])))

    assert list(queries.about(Event.objects.all(), queries.link_of(f"{TUBER}/A/1%"))) == [wanted]
    assert wanted.mentions.get().label == f"{TUBER}/A/1%"


def test_the_history_of_a_lot_goes_back_through_every_making_newest_first(cast):
    dug_a, dug_b = an_event(cast, A), an_event(cast, B, at=hours(1))
    ground = a_making(cast, [A, B], STARCH, at=hours(2))
    made = a_making(cast, [STARCH], NOODLES, at=hours(3))
    sold = an_event(cast, NOODLES, action=Action.OBSERVE, biz_step="shipping", at=hours(4))

    assert queries.history(NOODLES) == [sold, made, ground, dug_b, dug_a]
    assert queries.history(STARCH) == [made, ground, dug_b, dug_a]
    assert queries.history(A) == [ground, dug_a]
    assert queries.history("https://id.gs1.org/01/09521100000048/10/X") == []


def test_other_goods_of_the_same_input_are_no_part_of_the_history(cast):
    dug = an_event(cast, A)
    made = a_making(cast, [A], NOODLES, at=hours(1))
    other = a_making(cast, [A], OTHER_NOODLES, at=hours(2))

    assert queries.history(NOODLES) == [made, dug]
    assert queries.history(NOODLES, OTHER_NOODLES) == [other, made, dug]


def test_a_lot_made_of_itself_does_not_go_round_for_ever(cast):
    there = a_making(cast, [A], B)
    back = a_making(cast, [B], A, at=hours(1))

    assert queries.history(A) == [back, there]


def test_history_is_bounded_in_depth_and_number(cast, monkeypatch, django_assert_max_num_queries):
    chain = [a_making(cast, [a_lot(f"L{n}")], a_lot(f"L{n + 1}"), at=hours(n)) for n in range(20)]

    with django_assert_max_num_queries(2 * queries.DEEPEST + 2):
        assert queries.history(a_lot("L20")) == chain[::-1][: queries.DEEPEST]

    monkeypatch.setattr(queries, "MOST_EVENTS", 3)
    assert queries.history(a_lot("L20")) == chain[::-1][:3]


def test_a_day_known_without_its_hour_is_noon_in_vietnam_and_today_is_now():
    late = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # already the 25th in Vietnam

    assert queries.moment_of(date(2026, 11, 25), late) == late
    assert queries.moment_of(date(2026, 11, 24), late) == datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
