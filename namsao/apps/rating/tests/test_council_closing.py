"""A council closes a product, or may not; its results; its proposal."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from namsao.apps.rating.actions.closing import rescore, stop
from namsao.apps.rating.actions.council import Facts, change_council, end_seat
from namsao.apps.rating.actions.scoring import submit_sheet
from namsao.apps.rating.actions.sitting import note_present, stand_back
from namsao.apps.rating.models import Council, Hearing, Result, Sheet
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.results import results_of
from namsao.apps.rating.tests.build import best
from namsao.apps.rating.tests.heard import a_heard_product, all_in, closed, handed_in, lowered, scorers
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

pytestmark = pytest.mark.django_db


def test_five_sheets_of_89_and_90_average_89_8_and_give_four_stars(cast):
    hearing = a_heard_product(cast)
    all_in(hearing, lowered(hearing, 11), *[lowered(hearing, 10)] * 4)

    result = closed(cast, hearing)

    assert (result.points, result.points_exact, result.sheets, result.spread) == (
        Decimal("89.8"),
        "449/5",
        5,
        1,
    )
    assert (result.stars, result.missed) == (4, [])
    assert result.rules["decimals"] is None


def test_a_council_that_rounds_makes_90_of_it(cast):
    hearing = a_heard_product(cast, decimals=0)
    all_in(hearing, lowered(hearing, 11), *[lowered(hearing, 10)] * 4)

    result = closed(cast, hearing)

    assert (result.points, result.stars) == (90, 5)


def test_the_best_sheets_give_five_stars_and_the_trail_has_no_number(cast):
    hearing = a_heard_product(cast)
    all_in(hearing)

    result = closed(cast, hearing)

    assert (result.stars, result.points, result.missed, result.parts) == (
        5,
        100,
        [],
        {"A": 40, "B": 25, "C": 35},
    )
    assert Hearing.objects.get().closed_at == NOW
    entry = Entry.objects.get(verb="close_hearing")
    assert (entry.why, entry.target_label) == ("", str(hearing))


@pytest.mark.parametrize(
    ("rule", "below", "holds"),
    [("majority", 2, True), ("majority", 3, False), ("all", 1, False), ("all", 0, True), ("mean", 1, False)],
)
def test_a_gate_holds_by_the_rule_of_the_council(cast, rule, below, holds):
    hearing = a_heard_product(cast, gates=rule, spread=100)
    gate = next(gate for gate in criteria_of(hearing.dossier).gates if gate.stars == 5)
    missing = best(hearing.dossier) | {gate.code: gate.seq - 1}
    all_in(hearing, *[missing] * below)

    result = closed(cast, hearing)

    assert (gate.code not in result.missed_codes) is holds
    assert (result.stars == 5) is holds


def test_a_product_with_a_sheet_missing_stays_open(client, cast):
    hearing = a_heard_product(cast)
    for member in scorers(cast.council)[:4]:
        handed_in(hearing, member)
    client.force_login(cast.secretary)

    answer = client.post(reverse("rating:close_hearing", args=[hearing.pk]))

    assert answer.status_code == 409
    assert "Còn thiếu phiếu của Uỷ viên 5" in answer.content.decode()
    assert not Result.objects.exists()


def test_an_absent_member_owes_no_sheet_while_the_quorum_holds(cast):
    hearing = a_heard_product(cast)
    *four, last = scorers(cast.council)
    for member in four:
        handed_in(hearing, member)
    note_present(sitting=hearing.sitting, present=[m.pk for m in four], by=cast.secretary, at=NOW)

    result = closed(cast, hearing)

    assert (result.sheets, last.pk in Hearing.objects.get().sitting.present) == (4, False)


def test_three_of_five_are_no_quorum_of_75_percent(cast):
    hearing = a_heard_product(cast)
    three = scorers(cast.council)[:3]
    for member in three:
        handed_in(hearing, member)
    note_present(sitting=hearing.sitting, present=[m.pk for m in three], by=cast.secretary, at=NOW)

    with pytest.raises(NotAllowedNow, match="có 3 trên 5 thành viên, quy chế cần ít nhất 4 phiếu"):
        closed(cast, hearing)


def test_without_the_chair_there_is_no_quorum(cast):
    hearing = a_heard_product(cast)
    rest = scorers(cast.council)[1:]
    for member in rest:
        handed_in(hearing, member)
    note_present(sitting=hearing.sitting, present=[m.pk for m in rest], by=cast.secretary, at=NOW)

    with pytest.raises(NotAllowedNow, match="chủ tịch hội đồng"):
        closed(cast, hearing)


def test_a_member_whose_sheet_is_in_is_not_noted_absent(cast):
    hearing = a_heard_product(cast)
    *rest, last = scorers(cast.council)
    handed_in(hearing, last)

    with pytest.raises(NotAllowedNow):
        note_present(sitting=hearing.sitting, present=[m.pk for m in rest], by=cast.secretary, at=NOW)


def test_a_sheet_of_who_stood_back_does_not_count(cast):
    hearing = a_heard_product(cast)
    last = scorers(cast.council)[-1]
    stand_back(hearing=hearing, why="Em ruột là chủ thể", by=last.user, at=NOW)
    for member in scorers(cast.council)[:-1]:
        handed_in(hearing, member, lowered(hearing, 10))

    result = closed(cast, hearing)

    assert (result.sheets, result.points) == (4, 90)


def test_members_too_far_apart_must_talk_and_score_again(cast):
    hearing = a_heard_product(cast)
    old = all_in(hearing, lowered(hearing, 11))
    with pytest.raises(NotAllowedNow, match="chênh nhau 11 điểm, quy chế cho tối đa 10"):
        closed(cast, hearing)

    rescore(hearing=hearing, discussion="Xem lại minh chứng mục 1.5.", by=cast.secretary, at=NOW)
    again = list(Sheet.objects.filter(turn=2).select_related("member__user"))
    assert [each.scores for each in again] == [each.scores for each in old]
    for sheet in again[1:]:
        submit_sheet(sheet=sheet, by=sheet.member.user, at=NOW)
    handed_in(hearing, again[0].member, lowered(hearing, 10))
    result = closed(cast, hearing)

    assert (result.spread, result.points, result.sheets) == (10, 98, 5)
    assert Hearing.objects.get().discussion == "Lượt 1: Xem lại minh chứng mục 1.5."
    assert Sheet.objects.filter(turn=1, submitted_at=NOW).count() == 5


def test_another_turn_needs_all_sheets_and_what_was_discussed(cast):
    hearing = a_heard_product(cast)
    handed_in(hearing, scorers(cast.council)[0])

    with pytest.raises(NotAllowedNow):
        rescore(hearing=hearing, discussion="Có", by=cast.secretary, at=NOW)
    with pytest.raises(BadValue):
        rescore(hearing=hearing, discussion=" ", by=cast.secretary, at=NOW)


def test_a_hard_stop_gives_no_stars_whatever_the_points(cast):
    hearing = a_heard_product(cast)
    all_in(hearing)

    result = stop(
        hearing=hearing, stops=["forged"], discussion="Giấy kiểm nghiệm giả.", by=cast.secretary, at=NOW
    )

    assert (result.stars, result.points, result.stopped) == (0, 100, ["forged"])


def test_a_stop_needs_a_quorum_of_members_or_sheets(cast):
    hearing = a_heard_product(cast)
    told = {"stops": ["forged"], "discussion": "Giả.", "by": cast.secretary, "at": NOW}

    with pytest.raises(NotAllowedNow):
        stop(hearing=hearing, **told)
    note_present(
        sitting=hearing.sitting, present=[m.pk for m in scorers(cast.council)], by=cast.secretary, at=NOW
    )
    result = stop(hearing=Hearing.objects.get(), **told)

    assert (result.stars, result.points, result.sheets) == (0, 0, 0)


def test_a_closed_product_stays_closed(cast):
    hearing = a_heard_product(cast)
    all_in(hearing)
    closed(cast, hearing)

    with pytest.raises(AlreadyDone):
        closed(cast, hearing)
    with pytest.raises(AlreadyDone):
        rescore(hearing=hearing, discussion="Lại", by=cast.secretary, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE rating_result SET stars = 3")
    assert Result.objects.get().stars == 5


def test_new_rules_do_not_touch_a_closed_result(cast):
    hearing = a_heard_product(cast)
    gate = next(gate for gate in criteria_of(hearing.dossier).gates if gate.stars == 5)
    all_in(hearing, best(hearing.dossier) | {gate.code: gate.seq - 1})
    result = closed(cast, hearing)
    facts = Facts(name="HĐ", decision_no="1", decided_on=TODAY, gates=Council.Gates.ALL, decimals=0)

    change_council(council=cast.council, facts=facts, by=cast.lan, at=NOW)

    [line] = results_of(hearing.dossier.round, cast.lan)
    assert (result.rules["gates"], result.stars) == ("majority", 5)
    assert (line.stars, line.agrees, line.points) == (5, True, Fraction(result.points_exact))


def test_a_seat_is_not_taken_away_while_its_sheet_waits(cast):
    hearing = a_heard_product(cast)
    member = scorers(cast.council)[1]
    handed_in(hearing, member)

    with pytest.raises(NotAllowedNow):
        end_seat(member=member, why="chuyển công tác", by=cast.lan, at=NOW)
