"""The desk of decisions in the browser: who may, what stays typed, what it costs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from namsao.apps.products.tests.build import a_product, a_recognition
from namsao.apps.rating.actions.bring_in import bring_in
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Decision, Forwarding, ResultNotice, StarCertificate, Submission
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.models import Posting
from namsao.base.accounts.tests.cast import NOW
from namsao.base.files.tests.papers import a_pdf
from namsao.core.actor import Role

from .build_decisions import a_proposed, a_recognised, a_submission, an_approved, signed_pdf

pytestmark = pytest.mark.usefixtures("noon")


LISTS = ["submissions", "decisions", "certificates", "submit", "with_ministry"]


def ruling(submission, **changed):
    """What a leader fills in, everything recognised."""
    typed = {"number": "4120/QĐ-UBND", "on": "24/11/2026", "signer": "PCT", "compared": "on"}
    typed |= {f"verdict_{row.dossier_id}": "recognised" for row in submission.rows.all()}
    return typed | {"paper": signed_pdf()} | changed


def test_the_agency_submits_and_the_leader_decides_in_the_browser(cast, client):
    dossier = a_proposed(cast)
    client.force_login(cast.lan)
    client.post(reverse("rating:submit"), {"dossiers": [dossier.pk], "number": "45/TTr", "on": "24/11/2026"})
    submission = Submission.objects.get()
    client.force_login(cast.leader)

    answer = client.post(reverse("rating:decide", args=[submission.pk]), ruling(submission))

    decision = Decision.objects.get()
    assert answer.url == reverse("rating:decision", args=[decision.pk])
    assert decision.paper.content() == a_pdf(1)
    assert StarCertificate.objects.get().stars == 4


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 403), ("thu", 403), ("hoa", 404), ("tuan", 404), ("binh", 404)]
)
def test_nobody_but_a_leader_decides(cast, client, who, status):
    submission = a_submission(cast)
    client.force_login(getattr(cast, who))

    answer = client.post(reverse("rating:decide", args=[submission.pk]), ruling(submission))

    assert (answer.status_code, Decision.objects.count()) == (status, 0)


def test_who_submitted_is_told_that_somebody_else_decides(cast, client):
    submission = a_submission(cast)
    Posting.objects.create(user=cast.lan, role=Role.LEADER, place=cast.province, since=NOW)
    client.force_login(cast.lan)

    answer = client.post(reverse("rating:decide", args=[submission.pk]), ruling(submission))

    assert answer.status_code == 422
    assert "ba việc của ba người" in answer.content.decode()


def test_a_bad_form_keeps_what_was_typed(cast, client):
    submission = a_submission(cast)
    client.force_login(cast.leader)

    answer = client.post(
        reverse("rating:decide", args=[submission.pk]), ruling(submission, on="24/11/2027", signer="Ông Sơn")
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày này chưa tới." in page
    assert 'value="Ông Sơn"' in page
    assert 'value="24/11/2027"' in page


def test_a_decision_is_not_written_down_without_having_been_compared(cast, client):
    submission = a_submission(cast)
    client.force_login(cast.leader)

    client.post(reverse("rating:decide", args=[submission.pk]), ruling(submission, compared=""))

    assert not Decision.objects.exists()


def test_a_paper_that_is_no_paper_is_refused_beside_its_field(cast, client):
    submission = a_submission(cast)
    client.force_login(cast.leader)
    bad = SimpleUploadedFile("qd.pdf", b"not a paper", "application/pdf")

    answer = client.post(reverse("rating:decide", args=[submission.pk]), ruling(submission, paper=bad))

    assert "paper" in answer.context["form"].errors
    assert not Decision.objects.exists()


def test_drafts_are_printed_and_nothing_is_written_down(cast, client):
    dossier = a_proposed(cast)
    client.force_login(cast.lan)
    first = client.post(reverse("rating:submission_draft"), {"dossiers": [dossier.pk]})
    assert not Submission.objects.exists()
    submission = a_submission(cast, dossier)
    client.force_login(cast.leader)

    second = client.post(reverse("rating:decision_draft", args=[submission.pk]), ruling(submission))

    assert [each.content[:5] for each in (first, second)] == [b"%PDF-", b"%PDF-"]
    assert not Decision.objects.exists()


def test_the_papers_of_a_decision_are_pdfs(cast, client):
    certificate = a_recognised(cast)
    decision = certificate.row.decision
    client.force_login(cast.lan)
    client.post(
        reverse("rating:notices", args=[decision.pk]),
        {"number": "12/TB", "on": "24/11/2026", "text": "Chúc mừng"},
    )
    notice = ResultNotice.objects.get()
    submission = Submission.objects.get()
    addresses = [
        reverse("rating:submission_pdf", args=[submission.pk]),
        reverse("rating:decision_pdf", args=[decision.pk]),
        reverse("rating:notice_pdf", args=[notice.pk]),
        reverse("rating:certificate_pdf", args=[certificate.pk]),
        f"{reverse('rating:certificates')}?format=pdf",
    ]

    answers = [client.get(address) for address in addresses]

    assert [(each.status_code, each.content[:5]) for each in answers] == [(200, b"%PDF-")] * 5
    client.force_login(cast.hoa)
    assert client.get(addresses[2]).status_code == 200
    assert client.get(addresses[3]).status_code == 200
    client.force_login(cast.other_hoa)
    assert client.get(addresses[3]).status_code == 404


def test_the_ministrys_certificate_is_never_printed_here(cast, client):
    client.force_login(cast.lan)

    five = client.get(reverse("rating:certificate_pdf", args=[_ministry_certificate(cast).pk]))

    assert five.status_code == 409
    assert "do Bộ cấp" in five.content.decode()


def _ministry_certificate(cast):
    a_recognition(cast, a_product(cast, name="Miến của Bộ"))
    bring_in(place=cast.province, by=INSTALLER, at=NOW)
    return StarCertificate.objects.get(is_ministry=True)


def test_a_dossier_goes_to_the_ministry_and_comes_back_in_the_browser(cast, client):
    dossier = an_approved(cast)
    client.force_login(cast.lan)
    papers = {
        f"paper_{code}": "có" for code in ("letter", "advice", "council", "approval", "product", "samples")
    }
    client.post(
        reverse("rating:forward", args=[dossier.pk]),
        {"letter_no": "88/UBND", "letter_on": "24/11/2026", **papers},
    )
    assert Forwarding.objects.get().papers["council"] == "có"

    client.post(
        reverse("rating:ministry_below", args=[dossier.pk]),
        {"number": "9/BNN", "on": "24/11/2026", "points": "88,5", "stars": "4", "text": ""},
    )

    dossier.refresh_from_db()
    assert (dossier.state, dossier.results.first().points_exact) == (State.BELOW_90, "177/2")


def test_a_correction_is_written_down_in_the_browser(cast, client):
    certificate = a_recognised(cast)
    row = certificate.row
    typed = {"number": "4300", "on": "24/11/2026", "signer": "PCT", "compared": "on", "paper": signed_pdf()}
    typed |= {f"stars_{row.pk}": "4", f"valid_to_{row.pk}": "20/11/2029", f"why_{row.pk}": "Sai ngày"}
    client.force_login(cast.leader)

    client.post(reverse("rating:correct", args=[row.decision_id]), typed)

    page = client.get(reverse("rating:decision", args=[row.decision_id])).content.decode()
    assert "đã đính chính" in page
    assert StarCertificate.objects.count() == 2
