"""The advisory group: whose dossier, the visit, proposed scores, the report; and who may read the scores."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from namsao.apps.evidence.tests.build import a_document, a_file
from namsao.apps.rating.actions.advice import Visit, assign, submit_advice, write_proposed, write_visit
from namsao.apps.rating.actions.laboratory import answer_test, ask_test, drop_test
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Advice, Hearing, Member, Recusal, Sheet, Sitting
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.advice import may_read_scores, progress, readiness
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.finding import State as Stand

from .build import a_dossier, best
from .desk_build import a_reevaluation, a_test_report, another, ready_to_submit, report, with_group

pytestmark = pytest.mark.django_db


def hand_in(cast, dossier, **facts):
    given = {"report_no": "08/BC-TTV", "report_on": TODAY, "by": cast.advisers[0], "at": NOW}
    return submit_advice(dossier=dossier, **given | facts)


def seat(user):
    return Member.objects.get(user=user)


def test_a_complete_report_goes_to_the_council(cast):
    dossier = ready_to_submit(cast)

    advice = hand_in(cast, dossier)

    dossier.refresh_from_db()
    assert (dossier.state, advice.report_no, advice.submitted_at) == (State.ADVISED, "08/BC-TTV", NOW)
    assert advice.member == seat(cast.advisers[0])
    assert Entry.objects.filter(verb="dossier.advise").count() == 1
    with pytest.raises(NotAllowedNow):
        hand_in(cast, dossier)


def test_a_report_handed_in_cannot_be_changed_by_sql(cast):
    advice = hand_in(cast, ready_to_submit(cast))

    with pytest.raises(DatabaseError), transaction.atomic():
        Advice.objects.filter(pk=advice.pk).update(summary="khác")


def test_saving_some_scores_keeps_the_others(cast):
    dossier, mai = with_group(cast), cast.advisers[1]
    write_proposed(dossier=dossier, scores={"1.1": 3}, notes={"1.1": "Đủ hợp đồng"}, by=mai, at=NOW)

    write_proposed(dossier=dossier, scores={"1.2": 0}, notes={"1.2": ""}, by=mai, at=NOW)

    found = report(dossier)
    assert (found.scores, found.notes) == ({"1.1": 3, "1.2": 0}, {"1.1": "Đủ hợp đồng"})
    assert [each.done for each in progress(dossier, found)] == [2, 0, 0]
    assert Entry.objects.filter(verb="write_advice").count() == 1


@pytest.mark.parametrize("scores", [{"1.1": 9}, {"99": 1}, {"1.1": -1}])
def test_only_official_options_are_proposed(cast, scores):
    dossier = with_group(cast)

    with pytest.raises(BadValue):
        write_proposed(dossier=dossier, scores=scores, notes={}, by=cast.advisers[0], at=NOW)

    assert not Advice.objects.exists()


@pytest.mark.parametrize("state", [State.PROPOSED, State.ADVISED])
def test_the_group_writes_only_on_accepted_dossiers(cast, state):
    with_group(cast)
    other = a_dossier(cast, state, product=another(cast))

    with pytest.raises(NotAllowedNow):
        write_visit(dossier=other, visit=Visit(), by=cast.advisers[0], at=NOW)


def test_one_missing_score_keeps_the_report_back(cast):
    dossier = with_group(cast)
    ready_to_submit(cast, dossier)
    advice = report(dossier)
    advice.scores = {code: seq for code, seq in advice.scores.items() if code != "5.1"}
    advice.save()
    total = len(criteria_of(dossier).criteria)

    with pytest.raises(NotAllowedNow, match=f"{total - 1}/{total} tiêu chí"):
        hand_in(cast, dossier)


def test_a_first_rating_needs_a_visit_a_reevaluation_may_say_why_not(cast):
    dossier = with_group(cast)
    with pytest.raises(BadValue) as refused:
        write_visit(dossier=dossier, visit=Visit(needed=False), by=cast.advisers[0], at=NOW)
    assert refused.value.field == "needed"

    again = a_reevaluation(cast, product=another(cast))
    write_visit(dossier=again, visit=Visit(needed=False, summary="Giữ hạng."), by=cast.lan, at=NOW)
    write_proposed(dossier=again, scores=best(again), notes={}, by=cast.lan, at=NOW)

    assert readiness(again, report(again))[0].state is Stand.NOT_APPLICABLE
    advice = hand_in(cast, again, by=cast.lan)
    assert advice.member is None


def test_the_report_is_dated_between_the_visit_and_today(cast):
    dossier = ready_to_submit(cast)

    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=2)):
        with pytest.raises(BadValue) as refused:
            hand_in(cast, dossier, report_on=day)
        assert refused.value.field == "report_on"


def test_the_visit_is_not_in_the_future_and_stops_are_known(cast):
    dossier = with_group(cast)

    for visit, field in [
        (Visit(on=TODAY + timedelta(days=1)), "on"),
        (Visit(stops=["boring"]), "stops"),
    ]:
        with pytest.raises(BadValue) as refused:
            write_visit(dossier=dossier, visit=visit, by=cast.advisers[0], at=NOW)
        assert refused.value.field == field


def test_a_dossier_is_given_to_a_member_of_the_group_only(cast):
    dossier = with_group(cast)
    nam, mai = cast.advisers

    assign(dossier=dossier, member=seat(mai), by=nam, at=NOW)

    assert report(dossier).member == seat(mai)
    with pytest.raises(AlreadyDone):
        assign(dossier=dossier, member=seat(mai), by=nam, at=NOW)
    with pytest.raises(BadValue):
        assign(dossier=dossier, member=seat(cast.chair), by=nam, at=NOW)


def test_an_open_test_keeps_the_report_back_until_it_is_answered_or_dropped(cast):
    dossier = ready_to_submit(cast)
    asked = ask_test(dossier=dossier, what="Hàm lượng SO2", by=cast.advisers[0], at=NOW)
    with pytest.raises(NotAllowedNow, match="kiểm nghiệm"):
        hand_in(cast, dossier)

    drop_test(test=asked, why="Đã có trong hồ sơ", by=cast.advisers[0], at=NOW)

    hand_in(cast, dossier)


def test_a_producer_answers_with_a_test_report_of_the_product(cast):
    asked = ask_test(dossier=with_group(cast), what="SO2", due=TODAY, by=cast.advisers[0], at=NOW)
    paper = a_test_report(cast)

    answer_test(test=asked, document=paper, by=cast.hoa, at=NOW)

    asked.refresh_from_db()
    paper.refresh_from_db()
    assert (asked.answer, asked.answered_at, paper.used_at) == (paper, NOW, NOW)
    for act in (
        lambda: answer_test(test=asked, document=paper, by=cast.hoa, at=NOW),
        lambda: drop_test(test=asked, why="thôi", by=cast.advisers[0], at=NOW),
    ):
        with pytest.raises(AlreadyDone):
            act()


def test_another_paper_is_no_answer(cast):
    asked = ask_test(dossier=with_group(cast), what="SO2", by=cast.advisers[0], at=NOW)
    wrong = a_document(cast)
    a_file(cast, wrong)
    empty = a_document(cast, kind="test-report", tick="", number="KN-1")
    restricted = a_document(cast, kind="test-report", tick="", number="KN-2", visibility="restricted")
    a_file(cast, restricted)

    for paper in (wrong, empty, restricted):
        with pytest.raises(BadValue) as refused:
            answer_test(test=asked, document=paper, by=cast.hoa, at=NOW)
        assert refused.value.field == "document"


def test_a_test_is_asked_for_with_words_and_a_day_to_come(cast):
    dossier = with_group(cast)

    for facts, field in [({"what": " "}, "what"), ({"what": "SO2", "due": TODAY - timedelta(days=1)}, "due")]:
        with pytest.raises(BadValue) as refused:
            ask_test(dossier=dossier, **facts, by=cast.advisers[0], at=NOW)
        assert refused.value.field == field
    type(dossier).objects.update(state=State.ADVISED)
    with pytest.raises(NotAllowedNow):
        ask_test(dossier=dossier, what="SO2", by=cast.advisers[0], at=NOW)


def test_a_member_reads_the_proposed_scores_only_after_the_own_sheet(cast):
    dossier = a_dossier(cast, State.HEARING)
    advice, hearing = report(dossier), dossier.hearings.get()
    second, third = cast.members[1], cast.members[2]

    assert [
        may_read_scores(each, advice) for each in (second, cast.advisers[0], cast.lan, cast.secretary)
    ] == [
        False,
        True,
        True,
        True,
    ]
    sheet = Sheet.objects.create(hearing=hearing, member=seat(second), started_at=NOW, saved_at=NOW)
    assert not may_read_scores(second, advice)
    sheet.submitted_at = NOW
    sheet.save()
    Recusal.objects.create(hearing=hearing, member=seat(third), why="người nhà", at=NOW)

    assert [may_read_scores(each, advice) for each in (second, third, cast.members[3])] == [
        True,
        False,
        False,
    ]
    hearing.closed_at = NOW
    hearing.save()
    assert [may_read_scores(each, advice) for each in (third, cast.members[3])] == [True, True]


def test_a_new_turn_and_a_new_report_are_hidden_again_until_the_new_sheet_is_in(cast):
    dossier = a_dossier(cast, State.HEARING)
    first, hearing, member = report(dossier), dossier.hearings.get(), cast.members[1]
    sheet = {"member": seat(member), "started_at": NOW, "saved_at": NOW, "submitted_at": NOW}
    later = NOW + timedelta(days=1)

    Sheet.objects.create(hearing=hearing, **sheet)
    seen = [may_read_scores(member, first)]
    hearing.turn = 2
    hearing.save()
    seen.append(may_read_scores(member, first))
    hearing.closed_at = NOW
    hearing.save()
    new = Advice.objects.create(dossier=dossier, changed_at=later, submitted_at=later)  # it is done again
    seen += [may_read_scores(member, first), may_read_scores(member, new)]
    council = hearing.sitting.council
    sitting = Sitting.objects.create(council=council, title="Phiên 2", held_on=TODAY, made_at=later)
    again = Hearing.objects.create(sitting=sitting, dossier=dossier, position=1, made_at=later)
    seen += [may_read_scores(member, first), may_read_scores(member, new)]
    Sheet.objects.create(hearing=again, **sheet)

    assert seen == [True, False, True, False, False, False]
    assert [may_read_scores(member, each) for each in (first, new)] == [True, True]


def test_a_member_cannot_read_them_before_the_dossier_is_on_an_agenda(cast):
    with_group(cast)
    dossier = a_dossier(cast, State.ADVISED, product=another(cast))

    assert not may_read_scores(cast.members[1], report(dossier))
