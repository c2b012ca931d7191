"""Recalls as open data. Columns are added at the end and never renamed; nothing personal."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import override

from namsao.apps.traceability.models import Recall, RecallLine
from namsao.apps.traceability.queries.naming import Name, names_of
from namsao.apps.traceability.queries.recall import public_lines, public_url
from namsao.core.epcis.canonical import parts_of

NAMELESS = Name("")
COLUMNS = {
    "code": "number of the recall",
    "status": "running, closed, or lifted: no longer a warning",
    "launched_at": "when the public was told, ISO 8601, UTC",
    "closed_at": "when it ended, empty while it runs",
    "producer": "whose goods",
    "what": "language -> what is recalled",
    "why": "language -> why",
    "advice": "language -> what to do",
    "contact": "whom to call",
    "lots": "goods: identifier (GS1 Digital Link), gtin, lot (empty: all lots), product, url of its page",
    "url": "the page of the recall",
    "illustrative": "1: made-up data for demonstration (Dữ liệu minh hoạ), 0: real",
}


@dataclass(frozen=True, slots=True)
class Goods:
    """One recalled lot. lot: "" for every lot of the GTIN. page: its passport, "" when it has none."""

    uri: str
    gtin: str
    lot: str
    name: str
    page: str


def goods_of(recalls: Sequence[Recall]) -> dict[int, list[Goods]]:
    """Recall -> its lots with their names; two questions for all of them."""
    lines = public_lines(recalls)
    names = names_of({line.epc.uri for found in lines.values() for line in found})
    return {
        pk: _shown([_goods(line, names.get(line.epc.uri, NAMELESS)) for line in found])
        for pk, found in lines.items()
    }


def recalls_document(recalls: Sequence[Recall]) -> dict[str, Any]:
    """The list, in Vietnamese but for the texts that say their language."""
    with override(settings.LANGUAGE_CODE):
        goods = goods_of(recalls)
    return {
        "title": "Hàng đang và đã triệu hồi",
        "columns": COLUMNS,
        "illustrative": any(each.is_illustrative for each in recalls),
        "count": len(recalls),
        "recalls": [_row(each, goods[each.pk]) for each in recalls],
    }


def _row(recall: Recall, goods: Sequence[Goods]) -> dict[str, Any]:
    is_lifted = recall.outcome == Recall.Outcome.LIFTED
    return {
        "code": recall.code,
        "status": "lifted" if is_lifted else "running" if recall.is_running else "closed",
        "launched_at": recall.launched_at.isoformat() if recall.launched_at else "",
        "closed_at": recall.ended_at.isoformat() if recall.ended_at else "",
        "producer": recall.party.name,
        "what": recall.texts.get("what", {}),
        "why": recall.texts.get("why", {}),
        "advice": recall.texts.get("advice", {}),
        "contact": recall.contact,
        "lots": [
            {
                "identifier": each.uri,
                "gtin": each.gtin,
                "lot": each.lot,
                "product": each.name,
                "url": each.page,
            }
            for each in goods
        ],
        "url": public_url(recall),
        "illustrative": int(recall.is_illustrative),
    }


def _shown(goods: list[Goods]) -> list[Goods]:
    """What stands on shelves; raw lots only where nothing came of them."""
    return [each for each in goods if each.page] or goods


def _goods(line: RecallLine, name: Name) -> Goods:
    uri = line.epc.uri
    gtin = (parts_of(uri).gtin or "").rpartition("/01/")[2]
    lot = line.label.partition("/")[2]
    return Goods(uri, gtin, lot, name.text, name.page)
