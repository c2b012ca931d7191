"""How papers are shown: as cards, and as rows of a file."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.evidence.masking import Shown, in_export
from namsao.apps.evidence.models import Document
from namsao.base.files.spreadsheet import csv_response
from namsao.base.ui.display import day as show_day


def card(shown: Shown) -> dict[str, Any]:
    """What `evidence_card` takes, and the document beside it."""
    document = shown.document
    return {
        "kind": shown.title,
        "number": shown.number,
        "issuer": shown.issuer,
        "valid_from": document.valid_from,
        "valid_until": document.valid_to,
        "url": reverse("evidence:document", args=[document.pk]),
        "document": document,
        "is_masked": shown.is_masked,
    }


def list_csv(documents: Iterable[Document], today: date) -> HttpResponse:
    """Rows of `queries.listed`, masked, for a spreadsheet program."""
    head = [
        _("Loại giấy"),
        _("Tên giấy"),
        _("Số"),
        _("Nơi cấp"),
        _("Chủ thể"),
        _("Dùng cho"),
        _("Từ ngày"),
        _("Đến hết ngày"),
        _("Tình trạng"),
        _("Ai được xem"),
        _("Số tệp"),
        _("Dữ liệu minh hoạ"),
    ]
    rows = (_cells(shown, today) for shown in in_export(documents))
    return csv_response(f"minh-chung-{today.isoformat()}.csv", head, rows)


def _cells(shown: Shown, today: date) -> list[object]:
    document = shown.document
    return [
        document.kind_said.name,
        shown.title,
        shown.number,
        shown.issuer,
        document.party,
        document.covers,
        show_day(document.valid_from),
        show_day(document.valid_to),
        document.state_on(today).label,
        document.get_visibility_display(),
        document.file_count,  # type: ignore[attr-defined]  # annotated by queries.listed
        _("có") if document.is_illustrative else "",
    ]
