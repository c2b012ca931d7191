"""Cases of revocation: whose they are, listed, told as a story."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from namsao.apps.rating.models import RevocationCase, StarCertificate
from namsao.core.rating.criterion import NATIONAL


def is_ministers(certificate: StarCertificate) -> bool:
    """Whether the minister alone revokes it. Source: Decision 26/2026/QĐ-TTg, art. 8.2b."""
    return certificate.stars == NATIONAL


def open_cases() -> QuerySet[RevocationCase]:
    return RevocationCase.objects.filter(row__isnull=True, dropped_on__isnull=True)


def listed(found: QuerySet[RevocationCase]) -> QuerySet[RevocationCase]:
    """Cases for a list: everything a row says in one query, the nearest clock first."""
    return found.select_related("certificate__product__party__place", "row__decision", "inspection").order_by(
        "due", "pk"
    )


def step_of(case: RevocationCase) -> str:
    """Where it stands: open, verified, submitted, decided or dropped."""
    if case.row_id is not None:
        return "decided"
    if case.dropped_on is not None:
        return "dropped"
    if case.submitted_on is not None:
        return "submitted"
    return "verified" if case.verified_on is not None else "open"


def story(case: RevocationCase) -> list[dict[str, Any]]:
    """What happened, for the timeline, the newest first."""
    steps: list[dict[str, Any]] = [
        {
            "what": _("Kết luận số %(no)s") % {"no": case.conclusion_no},
            "when": case.concluded_on,
            "where": case.authority,
        },
        {"what": _("Mở việc thu hồi"), "when": case.opened_at, "note": str(case.opened_by or "")},
    ]
    if case.answered_at:
        steps.append({"what": _("Chủ thể giải trình"), "when": case.answered_at})
    if case.verified_on:
        steps.append({"what": _("Xác minh xong"), "when": case.verified_on})
    if case.submitted_on:
        number = _("Trình thu hồi, tờ trình số %(no)s") % {"no": case.submission_no}
        steps.append({"what": number, "when": case.submitted_on, "note": str(case.submitted_by or "")})
    if case.dropped_on:
        steps.append({"what": _("Thôi thu hồi"), "when": case.dropped_on, "note": case.dropped_why})
    if case.row:
        decision = case.row.decision
        said = _("Thu hồi theo Quyết định %(no)s") % {"no": decision.number}
        steps.append({"what": said, "when": decision.on, "note": decision.signer, "kind": "bad"})
    return steps[::-1]
