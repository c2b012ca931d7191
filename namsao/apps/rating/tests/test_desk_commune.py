"""The commune: Form 03, back to the producer, on to the province."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.commune import propose, return_to_producer, write_form03
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import CommuneReport, Dossier, Move
from namsao.apps.rating.queries.form03 import claims, readiness
from namsao.apps.rating.reasons import Reason
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import BadValue, NotAllowedNow
from namsao.core.finding import State as Stand

from .build import a_dossier
from .desk_build import SAID, draft, five_samples, letters, ready_to_propose

pytestmark = pytest.mark.django_db


def test_a_draft_keeps_what_is_not_said_again(cast):
    dossier = a_dossier(cast, State.FILED)
    write_form03(dossier=dossier, said={"material": "Dong riềng của 40 hộ."}, by=cast.tuan, at=NOW)

    write_form03(
        dossier=dossier, said={"material_verdict": "partly", "labour": "12 người"}, by=cast.tuan, at=NOW
    )

    found = draft(dossier)
    assert (found.material, found.material_verdict, found.labour) == (
        "Dong riềng của 40 hộ.",
        "partly",
        "12 người",
    )
    assert Entry.objects.filter(verb="write_form03").count() == 1


def test_a_second_hand_on_the_draft_is_kept_in_the_trail(cast):
    dossier = a_dossier(cast, State.FILED)
    write_form03(dossier=dossier, said={"idea": "Nghề cũ."}, by=cast.tuan, at=NOW)

    write_form03(dossier=dossier, said={"idea": "Nghề từ đời ông."}, by=cast.lan, at=NOW)

    assert Entry.objects.filter(verb="write_form03").count() == 2


def test_an_unknown_verdict_is_refused(cast):
    dossier = a_dossier(cast, State.FILED)

    with pytest.raises(BadValue) as refused:
        write_form03(dossier=dossier, said={"idea_verdict": "great"}, by=cast.tuan, at=NOW)

    assert refused.value.field == "idea_verdict"
    assert not CommuneReport.objects.exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.PROPOSED, State.ACCEPTED])
def test_form_03_is_written_only_while_the_commune_has_it(cast, state):
    dossier = a_dossier(cast, state)

    with pytest.raises(NotAllowedNow):
        write_form03(dossier=dossier, said=SAID, by=cast.tuan, at=NOW)


def test_proposing_issues_the_form_and_gives_the_product_its_code(cast, django_capture_on_commit_callbacks):
    dossier = ready_to_propose(cast)

    with django_capture_on_commit_callbacks(execute=True):
        report = propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)

    dossier.refresh_from_db()
    dossier.product.refresh_from_db()
    assert dossier.state == State.PROPOSED
    assert (report.report_no, report.letter_no, report.issued_at) == ("45/BC-UBND", "46/UBND-KT", NOW)
    assert dossier.product.ocop_code == "22-06841-01-2026"
    step = Move.objects.get(verb="propose")
    assert (step.paper_no, step.paper_on, step.by) == ("46/UBND-KT", TODAY, cast.tuan)
    assert Entry.objects.filter(verb="dossier.propose").count() == 1


def test_a_product_keeps_the_code_it_has(cast):
    dossier = ready_to_propose(cast, product=a_product(cast, ocop_code="22-06841-07-2024"))

    propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)

    dossier.product.refresh_from_db()
    assert dossier.product.ocop_code == "22-06841-07-2024"


def test_it_is_not_proposed_twice(cast):
    dossier = ready_to_propose(cast)
    propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)

    with pytest.raises(NotAllowedNow):
        propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)

    assert CommuneReport.objects.count() == 1


def test_an_issued_form_cannot_be_changed_by_sql(cast):
    report = propose(dossier=ready_to_propose(cast), letters=letters(), by=cast.tuan, at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic():
        CommuneReport.objects.filter(pk=report.pk).update(material="khác")


@pytest.mark.parametrize("missing", ["material", "labour_verdict", "idea", "identity_verdict"])
def test_without_one_of_the_four_findings_nothing_is_proposed(cast, missing):
    dossier = ready_to_propose(cast)
    write_form03(dossier=dossier, said={missing: ""}, by=cast.tuan, at=NOW)

    with pytest.raises(NotAllowedNow):
        propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)

    assert Dossier.objects.get().state == State.FILED


def test_without_five_samples_nothing_is_proposed(cast):
    dossier = a_dossier(cast, State.FILED)
    write_form03(dossier=dossier, said=SAID, by=cast.tuan, at=NOW)

    with pytest.raises(NotAllowedNow, match="5 sản phẩm mẫu"):
        propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)

    five_samples(cast, dossier)
    propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)


def test_tourism_is_proposed_without_samples(cast):
    dossier = a_dossier(cast, State.FILED, product=a_product(cast, name="Homestay Lục Hồn", set_number=26))
    write_form03(dossier=dossier, said=SAID, by=cast.tuan, at=NOW)

    assert [each.state for each in readiness(dossier, draft(dossier))][-1] is Stand.NOT_APPLICABLE
    propose(dossier=dossier, letters=letters(), by=cast.tuan, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"report_no": "  "}, "report_no"),
        ({"letter_no": ""}, "letter_no"),
        ({"report_on": TODAY + timedelta(days=1)}, "report_on"),
        ({"letter_on": TODAY - timedelta(days=1)}, "letter_on"),
    ],
)
def test_papers_need_a_number_and_a_day_between_filing_and_today(cast, wrong, field):
    dossier = ready_to_propose(cast)

    with pytest.raises(BadValue) as refused:
        propose(dossier=dossier, letters=letters(**wrong), by=cast.tuan, at=NOW)

    assert refused.value.field == field


def test_a_return_tells_the_producer_why_and_keeps_the_first_day(cast):
    dossier = a_dossier(cast, State.FILED)
    reasons = [Reason("Ảnh mờ, chụp lại."), Reason("Thiếu hợp đồng thu mua.", "1.1"), Reason("  ", "")]

    step = return_to_producer(dossier=dossier, reasons=reasons, by=cast.tuan, at=NOW)

    dossier.refresh_from_db()
    assert step.why == "Ảnh mờ, chụp lại.\n1.1: Thiếu hợp đồng thu mua."
    assert (dossier.state, dossier.first_filed_on) == (State.RETURNED_BY_COMMUNE, TODAY)
    with pytest.raises(NotAllowedNow):
        return_to_producer(dossier=dossier, reasons=reasons, by=cast.tuan, at=NOW)


@pytest.mark.parametrize("reasons", [[], [Reason("   ")], [Reason("Thiếu.", "99.9")]])
def test_a_return_needs_a_reason_that_can_be_acted_upon(cast, reasons):
    dossier = a_dossier(cast, State.FILED)

    with pytest.raises(BadValue):
        return_to_producer(dossier=dossier, reasons=reasons, by=cast.tuan, at=NOW)

    assert Dossier.objects.get().state == State.FILED


def test_what_the_producer_claims_stands_beside_each_finding(cast):
    dossier = a_dossier(cast, State.FILED)

    found = claims(dossier, {"3.3": ["giấy"]})

    assert {key: [each.criterion.code for each in told] for key, told in found.items()} == {
        "material": ["1.1", "1.2"],
        "labour": ["3.3"],
        "idea": ["2.1"],
        "identity": ["5.3"],
    }
    assert found["labour"][0].option.points == 3
    assert found["labour"][0].exhibits == ["giấy"]
