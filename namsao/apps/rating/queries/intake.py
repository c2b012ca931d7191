"""What the province looks at before it takes a dossier in. Source: Decision 26/2026/QĐ-TTg, arts. 6.2 and 7.3a."""

from django.utils.translation import gettext as _

from namsao.apps.rating.models import Dossier
from namsao.apps.rating.queries.form03 import SAMPLES_SOURCE, issued_of
from namsao.apps.rating.queries.samples import balances, needed
from namsao.core.finding import Finding, Severity, State

SOURCE = "Quyết định 26/2026/QĐ-TTg, Điều 6 khoản 2"


def components(dossier: Dossier) -> list[Finding]:
    """The four parts of a proposal to the province."""
    report = issued_of(dossier)
    letter = report.letter_no if report else ""
    filing = dossier.filings.order_by("-at").first()
    return [
        _part("letter", _("Văn bản đề nghị của xã"), letter, Severity.ADVISORY),
        _part("form03", _("Báo cáo của xã (Mẫu số 03)"), report.report_no if report else ""),
        _part("filing", _("Hồ sơ sản phẩm (Mẫu số 01, 02 và minh chứng)"), str(filing) if filing else ""),
        _samples(dossier),
    ]


def _part(code: str, what: str, number: str, severity: Severity = Severity.BLOCKING) -> Finding:
    return Finding(
        code=f"intake.{code}",
        state=State.MET if number else State.MISSING,
        severity=severity,
        what=what,
        what_en=code,
        why=_("Số %(number)s.") % {"number": number} if number else _("Chưa có trong hồ sơ."),
        remedy=_("Đề nghị xã bổ sung."),
        source=SOURCE,
    )


def _samples(dossier: Dossier) -> Finding:
    wanted, held = needed(dossier), balances(dossier)
    there = sum(left for desk, left in held.items() if desk not in {"producer", "commune"})
    state = State.NOT_APPLICABLE if not wanted else State.MET if there >= wanted else State.MISSING
    why = _("Tỉnh giữ %(there)s trên %(wanted)s mẫu; xã còn giữ %(commune)s.") % {
        "there": there,
        "wanted": wanted,
        "commune": held.get("commune", 0),
    }
    return Finding(
        code="intake.samples",
        state=state,
        severity=Severity.ADVISORY,
        what=_("Sản phẩm mẫu"),
        what_en="samples",
        why=why if wanted else "",
        remedy=_("Nhận mẫu của xã rồi ghi vào sổ mẫu."),
        source=SAMPLES_SOURCE,
    )
