"""A revocation: opened, answered, verified, submitted, decided by another hand; and what follows at once."""

from datetime import timedelta

import pytest

from namsao.apps.rating.actions.revocation import (
    answer_case,
    report_stopped,
    submit_case,
    verify_case,
)
from namsao.apps.rating.models import Decision
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow, NotPermitted

from .after_build import a_case, decide, ending, submitted
from .build import a_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_a_case_has_fifteen_days_from_the_conclusion(cast):
    case = a_case(cast)

    assert (case.due, case.opened_by) == (TODAY + timedelta(days=10), cast.lan)
    assert Entry.objects.get(verb="revocation.open").why == str(case.get_ground_display())


def test_the_communes_word_that_making_has_stopped_opens_a_case(cast):
    certificate = a_certificate(cast)

    case = report_stopped(
        certificate=certificate,
        paper_no="31/UBND",
        on=TODAY,
        facts="Xưởng đóng cửa từ tháng 9.",
        by=cast.tuan,
        at=NOW,
    )

    assert (case.ground, case.authority, case.due) == (
        "đ",
        "UBND xã Lục Hồn",
        TODAY + timedelta(days=15),
    )


def test_a_certificate_has_one_open_case(cast):
    case = a_case(cast)

    with pytest.raises(AlreadyDone):
        a_case(cast, case.certificate)


@pytest.mark.parametrize("days", [-1, -400])
def test_a_certificate_that_has_run_out_is_not_revoked(cast, days):
    with pytest.raises(NotAllowedNow):
        a_case(cast, ending(cast, days))


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"concluded_on": TODAY + timedelta(days=1)}, "concluded_on"),
        ({"concluded_on": TODAY - timedelta(days=31)}, "concluded_on"),  # before it was issued
        ({"ground": "z"}, "ground"),
    ],
)
def test_a_case_needs_a_ground_and_a_conclusion_that_can_be(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_case(cast, **facts)

    assert refused.value.field == field


def test_the_producer_answers_until_it_is_submitted(cast):
    case = a_case(cast)
    said = {"answer": "Mẫu lấy ở cửa hàng khác.", "by": cast.hoa, "at": NOW}

    assert answer_case(case=case, **said).answered_at == NOW
    submitted(cast, case)
    with pytest.raises(NotAllowedNow):
        answer_case(case=case, **said)


def test_nothing_is_submitted_before_it_is_verified_nor_twice(cast):
    case = a_case(cast)
    said = {"submission_no": "12/TTr", "submitted_on": TODAY, "by": cast.lan, "at": NOW}

    with pytest.raises(NotAllowedNow):
        submit_case(case=case, **said)
    submitted(cast, case)
    with pytest.raises(AlreadyDone):
        submit_case(case=case, **said)
    with pytest.raises(AlreadyDone):
        verify_case(case=case, verified="Khác", verified_on=TODAY, by=cast.lan, at=NOW)


def test_nothing_is_decided_before_it_is_submitted(cast):
    with pytest.raises(NotAllowedNow):
        decide(cast, a_case(cast))


def test_who_submitted_does_not_record_the_decision(cast):
    case = submitted(cast, a_case(cast))

    with pytest.raises(NotPermitted):
        decide(cast, case, by=cast.lan)

    assert not Decision.objects.filter(kind="revocation").exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),  # before the submission
        ({"signer": " "}, "signer"),
    ],
)
def test_a_decision_has_a_day_and_a_signer(cast, said, field):
    case = submitted(cast, a_case(cast))

    with pytest.raises(BadValue) as refused:
        decide(cast, case, **said)

    assert refused.value.field == field
