"""What the tests of this desk share: a late re-evaluation, a case on its way."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from namsao.apps.rating.actions.inspection import conclude, plan_inspection, write_inspection
from namsao.apps.rating.actions.revocation import open_revocation, submit_case, verify_case
from namsao.apps.rating.actions.revocation_decision import decide_case
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Dossier, Inspection, RevocationCase, StarCertificate
from namsao.apps.rating.tests.build import a_certificate, a_dossier, a_paper
from namsao.base.accounts.tests.cast import NOW, TODAY, a_user
from namsao.base.work.models import Notice
from namsao.core.actor import Role


def ending(cast: SimpleNamespace, days: int, **facts: Any) -> StarCertificate:
    """A certificate whose last day is so many days from today."""
    last = TODAY + timedelta(days=days)
    issued = last.replace(year=last.year - 3) + timedelta(days=1)
    return a_certificate(cast, issued_on=issued, **facts)


def a_reevaluation(cast: SimpleNamespace, certificate: StarCertificate, filed_on: date) -> Dossier:
    """Filed on that day, with the province."""
    dossier = a_dossier(cast, State.ACCEPTED, product=certificate.product, kind=Kind.REEVALUATION)
    Dossier.objects.filter(pk=dossier.pk).update(first_filed_on=filed_on, filed_on=filed_on)
    dossier.refresh_from_db()
    return dossier


def a_leader(cast: SimpleNamespace) -> Any:
    cast.leader = getattr(cast, "leader", None) or a_user(
        "Phó Chủ tịch Sơn", Role.LEADER, place=cast.province
    )
    return cast.leader


def a_case(cast: SimpleNamespace, certificate: StarCertificate | None = None, **facts: Any) -> RevocationCase:
    """Opened by Lan five days after a conclusion on food safety."""
    given = {
        "certificate": certificate or a_certificate(cast),
        "ground": "c",
        "conclusion_no": "45/KL-CCATTP",
        "concluded_on": TODAY - timedelta(days=5),
        "authority": "Chi cục An toàn thực phẩm",
        "facts": "Mẫu miến có hàn the.",
        "by": cast.lan,
        "at": NOW,
    }
    return open_revocation(**given | facts)


def submitted(cast: SimpleNamespace, case: RevocationCase) -> RevocationCase:
    """Verified and submitted by Lan today."""
    verify_case(case=case, verified="Đúng như kết luận.", verified_on=TODAY, by=cast.lan, at=NOW)
    return submit_case(case=case, submission_no="12/TTr", submitted_on=TODAY, by=cast.lan, at=NOW)


def revoked(
    cast: SimpleNamespace, certificate: StarCertificate | None = None, **facts: Any
) -> RevocationCase:
    """The whole way, decided today by the leader."""
    case = submitted(cast, a_case(cast, certificate, **facts))
    decide(cast, case)
    case.refresh_from_db()
    return case


def decide(cast: SimpleNamespace, case: RevocationCase, **facts: Any) -> Any:
    given = {"number": "77/QĐ-UBND", "on": TODAY, "signer": "Phó Chủ tịch Sơn", "paper": a_paper()}
    return decide_case(case=case, **given | {"by": a_leader(cast), "at": NOW} | facts)


LINE = {
    "code": "mark",
    "what": "Dùng nhãn hiệu OCOP đúng",
    "state": "failed",
    "severity": "blocking",
    "why": "In 5 sao, được công nhận 4 sao.",
    "remedy": "Thu hồi bao bì cũ.",
    "source": "Điều 9.3b",
}


def planned(cast: SimpleNamespace, certificate: Any = None, **facts: Any) -> Inspection:
    """On the calendar for today."""
    certificate = certificate or a_certificate(cast)
    given = {"kind": "periodic", "planned_on": TODAY, "team": "Đoàn của Sở", "by": cast.lan, "at": NOW}
    return plan_inspection(product=certificate.product, **given | facts)


def written(cast: SimpleNamespace, findings: Any = (LINE,), **facts: Any) -> Inspection:
    """Done today; a wrong mark was found."""
    given = {"done_on": TODAY, "team": "Đoàn của Sở", "text": "Xưởng sạch.", "by": cast.lan, "at": NOW}
    return write_inspection(inspection=planned(cast, **facts), findings=list(findings), **given)


def concluded(
    cast: SimpleNamespace, inspection: Inspection, conclusion: str = "to_fix", **facts: Any
) -> Inspection:
    """Concluded today, two weeks for repair."""
    given = {
        "conclusion_no": "8/KL",
        "concluded_on": TODAY,
        "fix_by": TODAY + timedelta(days=14),
        "by": cast.lan,
        "at": NOW,
    }
    return conclude(inspection=inspection, conclusion=conclusion, **given | facts)


def later(days: int) -> datetime:
    """That many days from now."""
    return NOW + timedelta(days=days)


def titles(user: Any, **wanted: Any) -> list[str]:
    """What the person was told, the oldest first."""
    return list(Notice.objects.filter(user=user, **wanted).order_by("pk").values_list("title", flat=True))
