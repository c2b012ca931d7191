"""What pages of the desks share: the trail to them, a dossier's facts, a queue as a file."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.base.files.spreadsheet import csv_response
from namsao.base.ui.display import day

PAGE = 25


def trail(queue: str, label: str, dossier: Dossier | None = None) -> list[dict[str, str]]:
    """The queue one came from, then the dossier."""
    steps = [{"label": label, "url": reverse(queue)}]
    if dossier:
        steps.append({"label": str(dossier), "url": reverse("rating:dossier", args=[dossier.pk])})
    return steps


def facts(dossier: Dossier) -> list[tuple[str, Any]]:
    """What every officer looks for first."""
    criteria_set = criteria_of(dossier)
    filing = dossier.filings.order_by("-at").first()
    return [
        (_("Chủ thể"), dossier.product.party),
        (_("Xã, phường"), dossier.place.title),
        (_("Lần đánh giá"), dossier.get_kind_display()),
        (_("Bộ tiêu chí"), f"{criteria_set.number}. {criteria_set.name}"),
        (_("Phiếu số"), filing),
        (_("Nộp ngày"), day(dossier.filed_on)),
        (_("Mã OCOP"), dossier.product.ocop_code),
    ]


def queue_csv(name: str, dossiers: Iterable[Dossier], due: Callable[[Dossier], Any]) -> HttpResponse:
    """Rows of `queries.queue.listed` for a spreadsheet program."""
    head = [
        _("Sản phẩm"),
        _("Chủ thể"),
        _("Xã, phường"),
        _("Lần đánh giá"),
        _("Tình trạng"),
        _("Nộp lần đầu"),
        _("Nộp ngày"),
        _("Xã đề nghị"),
        _("Đợt"),
        _("Hạn"),
        _("Dữ liệu minh hoạ"),
    ]
    rows = (
        [
            each.product,
            each.product.party,
            each.place.title,
            each.get_kind_display(),
            each.get_state_display(),
            day(each.first_filed_on),
            day(each.filed_on),
            day(each.proposed_at),  # type: ignore[attr-defined]  # annotated by queries.queue
            each.round or "",
            day(due(each)),
            _("có") if each.is_illustrative else "",
        ]
        for each in dossiers
    )
    return csv_response(f"{name}-{timezone.localdate().isoformat()}.csv", head, rows)
