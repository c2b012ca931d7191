"""Two officers at the same moment: one wins, the other is told."""

import pytest

from namsao.apps.products.tests.test_two_at_once import both, on_disk  # noqa: F401  # the fixture
from namsao.apps.rating.actions.advice import submit_advice, write_proposed
from namsao.apps.rating.actions.commune import propose, return_to_producer, write_form03
from namsao.apps.rating.actions.intake import accept, send_back
from namsao.apps.rating.actions.samples import move_samples
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import CommuneReport, Dossier, Move
from namsao.apps.rating.queries.samples import balances
from namsao.apps.rating.reasons import Reason
from namsao.base.accounts.tests.cast import NOW, TODAY, the_cast
from namsao.core.errors import Refused

from .build import a_dossier, a_round
from .desk_build import five_samples, letters, ready_to_propose, ready_to_submit, report, with_group

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_disk")]


def one_is_refused(answers) -> bool:
    return sorted(isinstance(each, Refused) for each in answers) == [False, True]


def test_a_dossier_is_proposed_or_returned_never_both():
    cast = the_cast()
    dossier = ready_to_propose(cast)
    acts = (
        lambda: propose(dossier=Dossier.objects.get(pk=dossier.pk), letters=letters(), by=cast.tuan, at=NOW),
        lambda: return_to_producer(
            dossier=Dossier.objects.get(pk=dossier.pk), reasons=[Reason("Thiếu")], by=cast.tuan, at=NOW
        ),
    )

    answers = both(lambda n: acts[n]())

    assert one_is_refused(answers), answers
    assert Move.objects.exclude(verb="file").count() == 1


def test_two_drafts_of_form_03_are_one():
    cast = the_cast()
    dossier = a_dossier(cast, State.FILED)
    said = [{"material": "A"}, {"labour": "B"}]

    answers = both(lambda n: write_form03(dossier=dossier, said=said[n], by=cast.tuan, at=NOW))

    assert not any(isinstance(each, Exception) for each in answers), answers
    found = CommuneReport.objects.get()
    assert (found.material, found.labour) == ("A", "B")


def test_a_dossier_is_accepted_or_sent_back_never_both():
    cast = the_cast()
    dossier, into = a_dossier(cast, State.PROPOSED), a_round(cast)
    dossier = Dossier.objects.get(pk=dossier.pk)
    acts = (
        lambda: accept(dossier=dossier, into=into, by=cast.lan, at=NOW),
        lambda: accept(dossier=Dossier.objects.get(pk=dossier.pk), into=into, by=cast.quan, at=NOW),
    )

    answers = both(lambda n: acts[n]())

    assert one_is_refused(answers), answers
    send_back(dossier=dossier, reasons=[Reason("Thiếu")], by=cast.lan, at=NOW)


def test_the_last_samples_go_once():
    cast = the_cast()
    dossier = a_dossier(cast, State.FILED)
    five_samples(cast, dossier)

    answers = both(
        lambda _n: move_samples(
            dossier=dossier, source="commune", target="province", quantity=5, by=cast.tuan, at=NOW
        )
    )

    assert one_is_refused(answers), answers
    assert balances(dossier) == {"commune": 0, "province": 5}


def test_two_advisers_score_different_criteria_and_both_are_kept():
    cast = the_cast()
    dossier = with_group(cast)

    answers = both(
        lambda n: write_proposed(
            dossier=dossier, scores={f"1.{n + 1}": 1}, notes={}, by=cast.advisers[n], at=NOW
        )
    )

    assert not any(isinstance(each, Exception) for each in answers), answers
    assert report(dossier).scores == {"1.1": 1, "1.2": 1}


def test_a_report_is_handed_in_once():
    cast = the_cast()
    dossier = ready_to_submit(cast)

    answers = both(
        lambda n: submit_advice(
            dossier=Dossier.objects.get(pk=dossier.pk),
            report_no="08/BC-TTV",
            report_on=TODAY,
            by=cast.advisers[n],
            at=NOW,
        )
    )

    assert one_is_refused(answers), answers
    assert Move.objects.filter(verb="advise").count() == 1
