"""What the desk of decisions starts from: a council's proposal on paper, a submission, a decision."""

from datetime import date, timedelta
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from namsao.apps.products.actions import delist
from namsao.apps.rating.actions.decision import Ruling, decide
from namsao.apps.rating.actions.submission import submit
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import (
    Decision,
    DecisionRow,
    Dossier,
    Ending,
    Sitting,
    StarCertificate,
    Submission,
)
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.files.tests.papers import a_pdf

from .build import a_dossier, a_paper


def a_proposed(cast: SimpleNamespace, **facts: Any) -> Dossier:
    """A dossier whose council has proposed its result; the secretary recorded it."""
    dossier = a_dossier(cast, State.SCORED, **facts)
    Sitting.objects.filter(proposed_at=None).update(
        minutes_no="9/BB-HĐ", minutes_on=TODAY, proposed_at=NOW, proposed_by=cast.secretary
    )
    return dossier


def a_submission(cast: SimpleNamespace, *dossiers: Dossier, **facts: Any) -> Submission:
    given = {"number": f"{Submission.objects.count() + 45}/TTr-SNNMT", "on": TODAY, "by": cast.lan, "at": NOW}
    return submit(place=cast.province, dossiers=dossiers or [a_proposed(cast)], **given | facts)


def a_decision(cast: SimpleNamespace, submission: Submission, verdict: str, **facts: Any) -> Decision:
    """The leader decides everything of the submission alike."""
    why = facts.pop("why", "")
    rulings = {row.dossier_id: Ruling(verdict, why) for row in submission.rows.all()}
    given = {
        "number": f"{Decision.objects.count() + 4120}/QĐ-UBND",
        "on": TODAY,
        "signer": "Phó Chủ tịch",
        "paper": a_paper(),
        "by": cast.leader,
        "at": NOW,
    }
    return decide(submission=submission, rulings=rulings, **given | facts)


def a_recognised(cast: SimpleNamespace, **facts: Any) -> StarCertificate:
    """A certificate that went the whole way of the three hands."""
    dossier = a_proposed(cast, **facts)
    a_decision(cast, a_submission(cast, dossier), "recognised")
    return StarCertificate.objects.get(row__dossier=dossier)


def an_approved(cast: SimpleNamespace, points: Fraction = Fraction(91), **facts: Any) -> Dossier:
    """A dossier of 90 points and more, approved and not yet sent to the ministry."""
    dossier = a_proposed(cast, points=points, stars=5, **facts)
    a_decision(cast, a_submission(cast, dossier), "approved")
    dossier.refresh_from_db()
    return dossier


def a_revocation(cast: SimpleNamespace, certificate: StarCertificate, on: date = TODAY) -> Decision:
    """A revocation as the desk of what comes after writes it."""
    decision = Decision.objects.create(
        place=cast.province, kind="revocation", number="900/QĐ-UBND", on=on, paper=a_paper(), at=NOW
    )
    row = DecisionRow.objects.create(
        decision=decision, product=certificate.product, verdict="revoked", certificate=certificate
    )
    Ending.objects.create(certificate=certificate, standing="revoked", on=on, row=row, at=NOW)
    delist(product=certificate.product, on=on, reason="revoked", decision_no="900", by=cast.lan, at=NOW)
    return decision


TOMORROW = TODAY + timedelta(days=1)


def signed_pdf() -> SimpleUploadedFile:
    """A signed paper as a browser sends it."""
    return SimpleUploadedFile("qd.pdf", a_pdf(1), "application/pdf")
