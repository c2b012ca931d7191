"""Dossiers, councils, results, decisions, certificates."""

from namsao.apps.rating.models.after import Forwarding, Inspection, ResultNotice, RevocationCase
from namsao.apps.rating.models.certificate import (
    STANDING_WORDS,
    Ending,
    Extension,
    Standing,
    StarCertificate,
    StarCertificateQuerySet,
    goes_on,
)
from namsao.apps.rating.models.council import Council, Member, MemberQuerySet, Round, sheets_count
from namsao.apps.rating.models.decision import Decision, DecisionRow, Submission, SubmissionRow
from namsao.apps.rating.models.desk import Advice, CommuneReport, SampleMove, TestRequest
from namsao.apps.rating.models.dossier import (
    Attachment,
    Dossier,
    DossierQuerySet,
    Filing,
    Move,
    Representative,
)
from namsao.apps.rating.models.sitting import Declaration, Hearing, Recusal, Result, Sheet, Sitting
from namsao.base.audit.locks import lock

for locked in (Move, Filing, Recusal, Result, Submission, SubmissionRow, Decision, DecisionRow):
    lock(locked)
for locked in (StarCertificate, Ending):
    lock(locked)
lock(CommuneReport, "OLD.issued_at IS NOT NULL")
lock(Advice, "OLD.submitted_at IS NOT NULL")
lock(Sheet, "OLD.submitted_at IS NOT NULL")

__all__ = [
    "STANDING_WORDS",
    "Advice",
    "Attachment",
    "CommuneReport",
    "Council",
    "Decision",
    "DecisionRow",
    "Declaration",
    "Dossier",
    "DossierQuerySet",
    "Ending",
    "Extension",
    "Filing",
    "Forwarding",
    "Hearing",
    "Inspection",
    "Member",
    "MemberQuerySet",
    "Move",
    "Recusal",
    "Representative",
    "Result",
    "ResultNotice",
    "RevocationCase",
    "Round",
    "SampleMove",
    "Sheet",
    "Sitting",
    "Standing",
    "StarCertificate",
    "StarCertificateQuerySet",
    "Submission",
    "SubmissionRow",
    "TestRequest",
    "goes_on",
    "sheets_count",
]
