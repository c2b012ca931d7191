"""Form 03: what the commune judges, what the producer says of it, and what still lacks before it proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models import CommuneReport, Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.samples import handed_in, needed
from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criterion import Criterion, Option

SOURCE = "Quyết định 26/2026/QĐ-TTg, Điều 7 khoản 2 điểm a và Mẫu số 03"
SAMPLES_SOURCE = "Quyết định 26/2026/QĐ-TTg, Điều 6 khoản 2 điểm d"


@dataclass(frozen=True, slots=True)
class Item:
    """One of the four. titles: how the criteria that ask for the same begin, in the 26 sets."""

    key: str
    name: Any
    asks: Any
    titles: tuple[str, ...]


ITEMS = (
    Item(
        "material",
        _("Sử dụng nguyên liệu địa phương"),
        _("Chủ thể khai thế nào, và thực tế dùng nguyên liệu trên địa bàn ra sao."),
        ("Nguồn nguyên liệu", "Vùng nguyên liệu"),
    ),
    Item(
        "labour",
        _("Sử dụng lao động địa phương"),
        _("Chủ thể khai bao nhiêu lao động, và thực tế bao nhiêu người trong xã làm ở đó."),
        ("Sử dụng lao động địa phương",),
    ),
    Item(
        "idea",
        _("Nguồn gốc ý tưởng sản phẩm"),
        _("Sản phẩm truyền thống hay mới, có đúng với thực tế của địa phương không."),
        ("Nguồn gốc ý tưởng",),
    ),
    Item(
        "identity",
        _("Bản sắc, trí tuệ địa phương"),
        _("Văn hoá, tri thức bản địa, kinh nghiệm và cách làm riêng nào tạo nên khác biệt."),
        ("Trí tuệ/bản sắc địa phương",),
    ),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the producer says under one criterion. option: None for none of these, or no answer yet."""

    criterion: Criterion
    option: Option | None
    is_answered: bool
    note: str
    exhibits: Sequence[Any]


def claims(dossier: Dossier, exhibits: Mapping[str, Sequence[Any]]) -> dict[str, list[Claim]]:
    """Item key -> the claims that belong to it."""
    criteria_set = criteria_of(dossier)
    return {
        item.key: [
            _claim(dossier, each, exhibits)
            for each in criteria_set.criteria
            if each.title.startswith(item.titles)
        ]
        for item in ITEMS
    }


def _claim(dossier: Dossier, criterion: Criterion, exhibits: Mapping[str, Sequence[Any]]) -> Claim:
    seq = dossier.self_scores.get(criterion.code)
    return Claim(
        criterion=criterion,
        option=criterion.option(seq) if seq is not None else None,
        is_answered=seq is not None,
        note=dossier.self_notes.get(criterion.code, ""),
        exhibits=exhibits.get(criterion.code, ()),
    )


def draft_of(dossier: Dossier) -> CommuneReport | None:
    return dossier.reports.filter(issued_at=None).first()


def issued_of(dossier: Dossier) -> CommuneReport | None:
    """The report the dossier was proposed with."""
    return dossier.reports.filter(issued_at__isnull=False).order_by("-issued_at").first()


def readiness(dossier: Dossier, report: CommuneReport | None) -> list[Finding]:
    """What must be there before the commune proposes: the four findings, and the samples."""
    return [*(_said(item, report) for item in ITEMS), _samples(dossier)]


def _said(item: Item, report: CommuneReport | None) -> Finding:
    text = getattr(report, item.key, "")
    verdict = getattr(report, f"{item.key}_verdict", "")
    is_met = bool(text.strip() and verdict)
    return Finding(
        code=f"form03.{item.key}",
        state=State.MET if is_met else State.MISSING,
        severity=Severity.BLOCKING,
        what=str(item.name),
        what_en=f"Form 03, {item.key}",
        why="" if is_met else str(_("Chưa viết nhận xét.") if verdict else _("Chưa chọn kết luận.")),
        remedy=str(_("Viết nhận xét và chọn kết luận ở Mẫu số 03.")),
        source=SOURCE,
    )


def _samples(dossier: Dossier) -> Finding:
    wanted, there = needed(dossier), handed_in(dossier)
    state = State.NOT_APPLICABLE if not wanted else State.MET if there >= wanted else State.MISSING
    return Finding(
        code="form03.samples",
        state=state,
        severity=Severity.BLOCKING,
        what=str(_("%(wanted)s sản phẩm mẫu") % {"wanted": wanted}) if wanted else str(_("Sản phẩm mẫu")),
        what_en=f"{wanted} samples",
        why=str(_("Đã nhận %(there)s mẫu.") % {"there": there}) if wanted else "",
        remedy=str(_("Nhận đủ mẫu của chủ thể và ghi vào sổ mẫu.")),
        source=SAMPLES_SOURCE,
    )
