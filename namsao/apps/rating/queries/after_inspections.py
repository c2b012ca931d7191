"""What an inspection looks at, what it found, and which products it should go to first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from namsao.apps.rating.models import Inspection, RevocationCase, StarCertificate
from namsao.apps.rating.packs import criteria, newest
from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criteria import CriteriaSet

LONG_AGO = timedelta(days=365)
ENDS_SOON = timedelta(days=180)
COMPLAINTS_COUNT_FOR = timedelta(days=730)

# Source: Decision 26/2026/QĐ-TTg, art. 9.3b.
MARK_CHECKS = {
    "mark": gettext_lazy("Dùng nhãn hiệu OCOP đúng số sao, đúng sản phẩm được công nhận"),
    "advertising": gettext_lazy("Thông tin, quảng bá về sản phẩm đúng sự thật"),
    "label": gettext_lazy("Nhãn hàng hoá, tem đúng với sản phẩm đang bán"),
    "papers": gettext_lazy("Giấy tờ có thời hạn trong hồ sơ vẫn còn hiệu lực"),
}
MARK_SOURCE = "Điều 9.3b, Quyết định 26/2026/QĐ-TTg"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist. code: of the criterion, or a key of MARK_CHECKS."""

    code: str
    what: str
    hint: str
    source: str
    severity: Severity


def criteria_kept(certificate: StarCertificate, day: date) -> CriteriaSet:
    """The set the stars were given under: the dossier's own version, else the product's set as it is on the day."""
    dossier = certificate.row.dossier
    return criteria(dossier.pack if dossier else newest(certificate.product.set_number, day))


def checklist(certificate: StarCertificate | None, day: date) -> list[Check]:
    """What art. 9.3 asks: the minimum of each criterion for its stars, then mark and advertising."""
    marks = [Check(key, str(what), "", MARK_SOURCE, Severity.BLOCKING) for key, what in MARK_CHECKS.items()]
    if certificate is None:
        return marks
    asked = criteria_kept(certificate, day)
    # The gates come three stars first: the last one of a criterion is the highest it must keep.
    highest = {gate.code: gate for gate in asked.gates_up_to(certificate.stars)}
    source = f"{asked.name}, Quyết định {asked.decree}"
    kept = [
        Check(
            one.code,
            f"{one.code}. {one.title}",
            asked.criterion(one.code).option(highest[one.code].seq).label,
            source,
            Severity.BLOCKING,
        )
        for one in asked.criteria
        if one.code in highest
    ]
    return [*kept, *marks]


def findings_of(inspection: Inspection) -> list[Finding]:
    """What was found, in the common words; the order of the checklist."""
    return [
        Finding(
            code=each.get("code", OTHER),
            state=State(each["state"]),
            severity=Severity(each.get("severity", Severity.ADVISORY)),
            what=each["what"],
            why=each.get("why", ""),
            remedy=each.get("remedy", ""),
            source=each.get("source", ""),
        )
        for each in inspection.findings
    ]


def has_failed(findings: Iterable[Mapping[str, Any]]) -> bool:
    return any(each["state"] == State.FAILED for each in findings)


@dataclass
class Risk:
    """A certificate with the reasons to look at its product. score: sum of the reasons' weights."""

    certificate: StarCertificate
    score: int = 0
    reasons: list[str] = field(default_factory=list)

    def add(self, weight: int, reason: str) -> None:
        self.score += weight
        self.reasons.append(reason)


def by_risk(found: QuerySet[StarCertificate], day: date) -> list[Risk]:
    """Certificates that hold, the most pressing first: complaints, an unfinished repair, never or long not seen,
    soon to end; without those that have a visit on the calendar.

    The weights are the programme's own; each reason is shown, so that the officer judges.
    """
    holding = list(found.lasting_on(day).select_related("product__party__place"))
    past = _Past.of([each.product_id for each in holding], day)
    risks = [_risk(each, past, day) for each in holding if each.product_id not in past.planned]
    return sorted(risks, key=lambda risk: (-risk.score, risk.certificate.valid_to, risk.certificate.pk))


@dataclass(frozen=True)
class _Past:
    """What inspections know of products. last: product -> day of the last visit; complaints: product -> how many."""

    last: Mapping[int, date]
    complaints: Mapping[int, int]
    repairs: frozenset[int]
    planned: frozenset[int]

    @classmethod
    def of(cls, products: Sequence[int], day: date) -> "_Past":
        done = Inspection.objects.filter(product__in=products).order_by()
        told = done.filter(kind=Inspection.Kind.COMPLAINT, planned_on__gte=day - COMPLAINTS_COUNT_FOR)
        repairs = done.filter(conclusion=Inspection.Conclusion.TO_FIX, fixed_on=None)
        open_ = done.filter(conclusion=Inspection.Conclusion.OPEN)
        return cls(
            last=dict(
                done.filter(done_on__isnull=False).values_list("product").annotate(last=Max("done_on"))
            ),
            complaints=dict(told.values_list("product").annotate(n=Count("pk"))),
            repairs=frozenset(repairs.values_list("product", flat=True)),
            planned=frozenset(open_.values_list("product", flat=True)),
        )


def _risk(certificate: StarCertificate, past: _Past, day: date) -> Risk:
    risk, product = Risk(certificate), certificate.product_id
    if reports := past.complaints.get(product, 0):
        said = ngettext("%(n)s phản ánh trong 2 năm qua", "%(n)s phản ánh trong 2 năm qua", reports)
        risk.add(3 * reports, said % {"n": reports})
    if product in past.repairs:
        risk.add(3, _("còn việc phải khắc phục chưa xong"))
    last = past.last.get(product)
    if last is None:
        risk.add(2, _("chưa kiểm tra lần nào"))
    elif day - last > LONG_AGO:
        risk.add(1, _("hơn một năm chưa kiểm tra"))
    if certificate.valid_to - day <= ENDS_SOON:
        risk.add(1, _("giấy sắp hết hạn"))
    return risk


def cases_of(inspection: Inspection) -> QuerySet[RevocationCase]:
    return inspection.revocations.order_by("pk")


def listed(found: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """Inspections for a list: those without a conclusion first, the nearest day first."""
    return found.select_related("product__party__place").order_by("-planned_on", "-pk")
