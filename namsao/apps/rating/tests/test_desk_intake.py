"""The province takes in, puts in a round, sends back."""

from datetime import date, timedelta

import pytest

from namsao.apps.rating.actions.intake import accept, put_in_round, send_back
from namsao.apps.rating.actions.rounds import make_extra_round, make_regular_rounds
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import CommuneReport, Round
from namsao.apps.rating.queries.intake import components
from namsao.apps.rating.queries.queue import commune_due, intake_queue, province_due
from namsao.apps.rating.queries.rounds import falls_into, standings
from namsao.apps.rating.reasons import Reason
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

from .build import a_council, a_dossier, a_round
from .desk_build import a_reevaluation, another

pytestmark = pytest.mark.django_db


def test_accepting_sets_the_round_and_the_day_it_was_complete(cast):
    dossier, into = a_dossier(cast, State.PROPOSED), a_round(cast)

    accept(dossier=dossier, into=into, by=cast.lan, at=NOW)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.round, dossier.complete_on) == (State.ACCEPTED, into, TODAY)
    assert Entry.objects.filter(verb="dossier.accept").count() == 1
    with pytest.raises(NotAllowedNow):
        accept(dossier=dossier, into=into, by=cast.lan, at=NOW)


def test_a_first_dossier_needs_a_round_a_reevaluation_does_not(cast):
    first = a_dossier(cast, State.PROPOSED)
    with pytest.raises(BadValue) as refused:
        accept(dossier=first, into=None, by=cast.lan, at=NOW)
    assert refused.value.field == "round"

    again = a_reevaluation(cast, State.PROPOSED, product=another(cast))
    accept(dossier=again, into=None, by=cast.lan, at=NOW)

    again.refresh_from_db()
    assert province_due(again) == TODAY + timedelta(days=45)


def test_a_proposal_after_the_cut_off_is_not_put_in_that_round(cast):
    dossier = a_dossier(cast, State.PROPOSED)
    closed = a_round(cast, propose_before=TODAY, evaluate_before=TODAY + timedelta(days=30))
    over = a_round(
        cast, number=3, propose_before=TODAY - timedelta(days=9), evaluate_before=TODAY - timedelta(days=1)
    )
    central = a_round(cast, level=Round.Level.CENTRAL)

    for into in (closed, over, central):
        with pytest.raises(BadValue):
            accept(dossier=dossier, into=into, by=cast.lan, at=NOW)


def test_a_dossier_without_the_communes_report_is_not_accepted(cast):
    dossier = a_dossier(cast, State.FILED)
    type(dossier).objects.filter(pk=dossier.pk).update(state=State.PROPOSED)
    assert not CommuneReport.objects.exists()

    with pytest.raises(NotAllowedNow, match="Mẫu số 03"):
        accept(dossier=dossier, into=a_round(cast), by=cast.lan, at=NOW)

    assert [each.code for each in components(dossier) if each.is_blocking] == ["intake.form03"]


def test_sending_back_says_why_and_undoes_the_complete_day(cast):
    dossier = a_dossier(cast, State.ACCEPTED)

    step = send_back(dossier=dossier, reasons=[Reason("Phiếu kiểm nghiệm đã hết hạn.")], by=cast.lan, at=NOW)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.complete_on, step.why) == (
        State.RETURNED_BY_PROVINCE,
        None,
        "Phiếu kiểm nghiệm đã hết hạn.",
    )
    with pytest.raises(NotAllowedNow):
        send_back(dossier=dossier, reasons=[Reason("Lần nữa.")], by=cast.lan, at=NOW)


def test_an_accepted_dossier_changes_its_round_until_the_council_has_it(cast):
    dossier = a_dossier(cast, State.ACCEPTED)
    other = a_round(cast, number=3)

    put_in_round(dossier=dossier, into=other, by=cast.lan, at=NOW)

    dossier.refresh_from_db()
    assert dossier.round == other
    assert Entry.objects.filter(verb="put_in_round").count() == 1
    with pytest.raises(AlreadyDone):
        put_in_round(dossier=dossier, into=other, by=cast.lan, at=NOW)
    type(dossier).objects.update(state=State.HEARING)
    with pytest.raises(NotAllowedNow):
        put_in_round(dossier=dossier, into=dossier.round, by=cast.lan, at=NOW)


def test_reevaluations_come_first_then_the_longest_waiting(cast):
    first = a_dossier(cast, State.PROPOSED)
    again = a_reevaluation(cast, State.PROPOSED, product=another(cast))

    assert list(intake_queue(type(first).objects.all())) == [again, first]


def test_the_commune_has_fifteen_working_days_from_the_last_filing(cast):
    dossier = a_dossier(cast, State.FILED)

    assert commune_due(dossier) == date(2026, 12, 15)
    dossier.state = State.PROPOSED
    assert commune_due(dossier) is None


def test_the_regular_rounds_of_a_year_are_made_once(cast):
    made = make_regular_rounds(place=cast.province, year=2027, by=cast.lan, at=NOW)

    assert [(each.level, each.number, each.propose_before) for each in made] == [
        ("central", 2, date(2027, 1, 30)),
        ("province", 1, date(2027, 4, 30)),
        ("central", 1, date(2027, 7, 30)),
        ("province", 2, date(2027, 10, 30)),
    ]
    assert Entry.objects.filter(verb="make_round").count() == 4
    with pytest.raises(AlreadyDone):
        make_regular_rounds(place=cast.province, year=2027, by=cast.lan, at=NOW)
    with pytest.raises(BadValue):
        make_regular_rounds(place=cast.province, year=2031, by=cast.lan, at=NOW)


def test_only_the_missing_rounds_are_added(cast):
    a_round(cast, number=2)

    made = make_regular_rounds(place=cast.province, year=2026, by=cast.lan, at=NOW)

    assert ("province", 2) not in {(each.level, each.number) for each in made}
    assert len(made) == 3


def test_an_extra_round_needs_the_councils_rules(cast):
    given = {
        "place": cast.province,
        "plan_no": "12/KH-UBND",
        "propose_before": TODAY + timedelta(days=20),
        "evaluate_before": TODAY + timedelta(days=50),
        "by": cast.lan,
        "at": NOW,
    }
    a_council(cast)
    with pytest.raises(NotAllowedNow, match="Điều 5"):
        make_extra_round(**given)

    cast.council.extra_rounds = True
    cast.council.save()
    made = make_extra_round(**given)

    assert (made.number, made.is_extra, made.plan_no) == (3, True, "12/KH-UBND")
    for wrong, field in [
        ({"plan_no": " "}, "plan_no"),
        ({"propose_before": TODAY}, "propose_before"),
        ({"evaluate_before": TODAY + timedelta(days=20)}, "evaluate_before"),
    ]:
        with pytest.raises(BadValue) as refused:
            make_extra_round(**given | wrong)
        assert refused.value.field == field


def test_a_proposal_falls_into_the_next_round_that_still_takes_it(cast):
    assert falls_into(cast.province, date(2026, 4, 29)).propose_before == date(2026, 4, 30)
    assert falls_into(cast.province, date(2026, 4, 30)).propose_before == date(2026, 10, 30)
    assert falls_into(cast.province, TODAY).propose_before == date(2027, 4, 30)

    extra = a_round(cast, number=3, is_extra=True, plan_no="12/KH-UBND")

    assert falls_into(cast.province, TODAY) == extra


def test_a_round_counts_what_the_reader_may_see(cast):
    first = a_dossier(cast, State.ACCEPTED)
    a_dossier(cast, State.ADVISED, product=another(cast))

    assert standings([first.round], cast.lan)[0].counts == {"advice": 1, "council": 1}
    assert standings([first.round], cast.tuan)[0].total == 2
    assert standings([first.round], cast.other_tuan)[0].total == 0
