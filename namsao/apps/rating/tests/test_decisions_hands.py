"""Three acts, three hands; and nothing is certified before the third."""

from datetime import timedelta
from fractions import Fraction

import pytest

from namsao.apps.products.models import Product
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.decision import Ruling, decide
from namsao.apps.rating.actions.submission import submit
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Decision, DecisionRow, Extension, Standing, StarCertificate, Submission
from namsao.apps.rating.signals import certificate_standing_changed
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow, NotPermitted

from .build import a_certificate, a_dossier, a_paper
from .build_decisions import TOMORROW, a_decision, a_proposed, a_recognised, a_submission


def test_what_the_leader_recognises_gets_its_certificate_and_its_stars(cast):
    dossier = a_proposed(cast)
    submission = a_submission(cast, dossier)
    assert not StarCertificate.objects.exists()

    decision = a_decision(cast, submission, "recognised", number="4120/QĐ-UBND")

    certificate = StarCertificate.objects.get()
    dossier.refresh_from_db()
    recognition = dossier.product.recognitions.get()
    assert (certificate.code, certificate.number) == ("22-2026-00001", "00001/2026")
    assert (certificate.stars, certificate.issued_on) == (4, TODAY)
    assert certificate.valid_to == TODAY.replace(year=TODAY.year + 3)
    assert (recognition.stars, recognition.decision_no, recognition.valid_to) == (
        4,
        "4120/QĐ-UBND",
        certificate.valid_to,
    )
    assert dossier.state == State.RECOGNISED
    assert list(dossier.moves.values_list("verb", flat=True))[-2:] == ["submit", "recognise"]
    assert dossier.moves.last().paper == decision.paper
    assert [e.verb for e in Entry.objects.filter(target_type__model="decision")] == ["decision.record"]
    assert Letter.objects.filter(name=certificate_standing_changed.name).count() == 1


def test_who_recorded_the_proposal_cannot_submit(cast):
    dossier = a_proposed(cast)

    with pytest.raises(NotPermitted, match="người khác phải trình"):
        submit(place=cast.province, dossiers=[dossier], number="45", on=TODAY, by=cast.secretary, at=NOW)

    assert not Submission.objects.exists()


@pytest.mark.parametrize("who", ["lan", "secretary"])
def test_who_submitted_or_proposed_cannot_decide(cast, who):
    submission = a_submission(cast)

    with pytest.raises(NotPermitted, match="ba việc của ba người"):
        a_decision(cast, submission, "recognised", by=getattr(cast, who))

    assert not Decision.objects.exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.FILED, State.ADVISED, State.HEARING, State.SUBMITTED])
def test_nothing_is_submitted_before_the_council_has_proposed_or_twice(cast, state):
    dossier = a_dossier(cast, state)

    with pytest.raises(NotAllowedNow, match="Không thể trình"):
        submit(place=cast.province, dossiers=[dossier], number="45", on=TODAY, by=cast.lan, at=NOW)


def test_nothing_is_decided_twice(cast):
    submission = a_submission(cast)
    a_decision(cast, submission, "recognised")

    with pytest.raises(NotAllowedNow, match="đã công nhận"):
        a_decision(cast, submission, "not_recognised")

    assert Decision.objects.count() == 1


def test_a_number_is_used_once_a_year(cast):
    submission = a_submission(cast)
    other = a_submission(cast, a_proposed(cast, product=a_product(cast, name="Miến khác")))
    a_decision(cast, submission, "recognised", number="4120/QĐ-UBND")

    with pytest.raises(AlreadyDone, match="4120"):
        a_decision(cast, other, "recognised", number="4120/QĐ-UBND")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"on": TOMORROW}, "chưa tới"),
        ({"on": TODAY - timedelta(days=1)}, "không thể trước ngày tờ trình"),
        ({"paper": None}, "bản ký"),
        ({"number": " "}, "số quyết định"),
        ({"signer": ""}, "người ký"),
    ],
)
def test_a_decision_without_its_paper_or_its_day_is_refused(cast, facts, sentence):
    submission = a_submission(cast)

    with pytest.raises(BadValue, match=sentence):
        a_decision(cast, submission, "recognised", **facts)

    assert (Decision.objects.count(), StarCertificate.objects.count()) == (0, 0)


def test_89_8_points_are_four_stars_and_do_not_go_to_the_ministry(cast):
    submission = a_submission(cast, a_proposed(cast, points=Fraction(449, 5), stars=4))

    with pytest.raises(BadValue, match="chưa đạt 90 điểm"):
        a_decision(cast, submission, "approved")
    a_decision(cast, submission, "recognised")

    assert StarCertificate.objects.get().stars == 4


def test_from_90_points_on_the_province_approves_and_cannot_give_five_stars(cast):
    dossier = a_proposed(cast, points=Fraction(90), stars=5)
    submission = a_submission(cast, dossier)

    with pytest.raises(BadValue, match="không tự công nhận 5 sao"):
        a_decision(cast, submission, "recognised")
    a_decision(cast, submission, "approved")

    dossier.refresh_from_db()
    assert (dossier.state, StarCertificate.objects.count()) == (State.APPROVED, 0)
    assert DecisionRow.objects.get().stars is None


def test_90_points_with_a_missed_gate_may_be_recognised_or_sent_on(cast):
    first = a_submission(cast, a_proposed(cast, points=Fraction(95), stars=4))
    second = a_submission(
        cast,
        a_proposed(cast, points=Fraction(95), stars=4, product=a_product(cast, name="Miến hai")),
    )

    a_decision(cast, first, "recognised")
    a_decision(cast, second, "approved")

    assert StarCertificate.objects.get().stars == 4


@pytest.mark.parametrize("stars", [0, 1, 2])
def test_below_three_stars_nothing_can_be_recognised(cast, stars):
    dossier = a_proposed(cast, points=Fraction(45), stars=stars)
    submission = a_submission(cast, dossier)

    with pytest.raises(BadValue, match="không ban hành quyết định công nhận"):
        a_decision(cast, submission, "recognised")
    a_decision(cast, submission, "not_recognised")

    dossier.refresh_from_db()
    assert (dossier.state, StarCertificate.objects.count()) == (State.NOT_RECOGNISED, 0)


def test_a_refusal_against_the_council_needs_its_reason(cast):
    dossier = a_proposed(cast)
    submission = a_submission(cast, dossier)

    with pytest.raises(BadValue, match="phải ghi lý do") as refused:
        a_decision(cast, submission, "not_recognised")
    a_decision(cast, submission, "not_recognised", why="Cơ sở ngừng sản xuất từ tháng 10.")

    assert refused.value.field == f"why_{dossier.pk}"
    assert DecisionRow.objects.get().why == "Cơ sở ngừng sản xuất từ tháng 10."


def test_part_of_a_submission_can_wait_for_another_decision(cast):
    now, later = a_proposed(cast), a_proposed(cast, product=a_product(cast, name="Miến chờ"))
    submission = a_submission(cast, now, later)
    paper = a_paper()

    decide(
        submission=submission,
        rulings={now.pk: Ruling("recognised")},
        number="1",
        on=TODAY,
        signer="PCT",
        paper=paper,
        by=cast.leader,
        at=NOW,
    )

    later.refresh_from_db()
    assert later.state == State.SUBMITTED
    assert StarCertificate.objects.get().product == now.product


def test_an_upgrade_replaces_the_older_certificate(cast):
    old = a_certificate(cast, stars=3)
    dossier = a_proposed(cast, product=old.product, kind=Kind.UPGRADE)

    a_decision(cast, a_submission(cast, dossier), "recognised")

    old = StarCertificate.objects.with_facts().get(pk=old.pk)
    new = StarCertificate.objects.exclude(pk=old.pk).get()
    assert old.standing(TODAY) == Standing.REPLACED
    assert old.standing(TODAY - timedelta(days=1)) == Standing.VALID
    assert old.ending.row == new.row
    assert Product.objects.with_standing(TODAY).get().stars == 4
    assert old.product.recognitions.get(stars=3).ended_on == TODAY


@pytest.mark.parametrize("stars", [3, 4])
def test_a_failed_upgrade_leaves_the_certificate_as_it_is(cast, stars):
    old = a_certificate(cast, stars=4)
    points = Fraction(60 if stars == 3 else 75)
    dossier = a_proposed(cast, product=old.product, kind=Kind.UPGRADE, points=points, stars=stars)
    submission = a_submission(cast, dossier)

    with pytest.raises(BadValue, match="giấy cũ giữ nguyên"):
        a_decision(cast, submission, "recognised")
    a_decision(cast, submission, "not_recognised")

    old = StarCertificate.objects.with_facts().get()
    assert old.standing(TODAY) == Standing.VALID
    assert Product.objects.with_standing(TODAY).get().stars == 4


def test_an_extension_ends_with_the_result(cast):
    issued = TODAY.replace(year=TODAY.year - 3) - timedelta(days=10)
    old = a_certificate(cast, issued_on=issued)
    dossier = a_proposed(cast, product=old.product, kind=Kind.REEVALUATION)
    Extension.objects.create(
        certificate=old, dossier=dossier, until=old.valid_to + timedelta(days=180), at=NOW, by=cast.lan
    )

    a_decision(cast, a_submission(cast, dossier), "recognised")

    old = StarCertificate.objects.with_facts().get(pk=old.pk)
    assert (old.extension.ended_on, old.standing(TODAY)) == (TODAY, Standing.REPLACED)


def test_certificates_of_a_year_are_numbered_one_after_the_other(cast):
    a_recognised(cast)
    second = a_recognised(cast, product=a_product(cast, name="Miến hai"))

    assert second.code == "22-2026-00002"
