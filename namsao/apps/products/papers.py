"""Papers of packing: labels of cases and pallets, the delivery note."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from namsao.apps.products.forms.packing import amount_text
from namsao.apps.products.models import Despatch, LogisticUnit
from namsao.apps.products.queries import inside, spoken_line
from namsao.base.ui.display import day, moment, number
from namsao.base.ui.documents import paper
from namsao.base.ui.qr import svg
from namsao.core.gs1.link import ID_GS1_ORG

SHIPPER = {"case": "THÙNG", "pallet": "PA-LÉT"}


def unit_labels(units: Sequence[LogisticUnit], at: datetime) -> bytes:
    """A logistic label for each unit, A6, as PDF. at: of the slip that made them.

    Source: GS1 Logistic Label Guideline: the SSCC with its identifier in words, what is inside, who packed it. The
    barcode is a QR code with the Digital Link of the SSCC, which a phone reads; a GS1-128 symbol is not drawn.
    """
    with override("vi"):
        data = {"labels": [_label(unit) for unit in units]}
        first = units[0]
        title = f"Nhãn kiện {first.sscc}" if len(units) == 1 else f"Nhãn {len(units)} kiện từ {first.sscc}"
        return paper("products/unit", data, at=at, title=title)


def delivery_note(despatch: Despatch, at: datetime) -> bytes:
    """The delivery note as PDF, for driver and receiver to sign."""
    with override("vi"):
        data = {
            "name": "Phiếu giao hàng",
            "about": f"Số {despatch.number}",
            "place": despatch.party.place.province.name,
            "date": despatch.slip.done_on,
            "illustrative": despatch.is_illustrative,
            "draft": bool(despatch.slip.voided_at),
            "facts": _facts(despatch),
            "lines": [[str(n), *row] for n, row in enumerate(_lines(despatch), 1)],
            "code": svg(f"{settings.RESOLVER_URL}/00/{unit.sscc}") if (unit := _only_unit(despatch)) else "",
            "note": despatch.note,
            "printed_at": moment(at),
        }
        return paper("products/note", data, at=at, title=f"Phiếu giao hàng {despatch.number}")


def spoken(sscc: str) -> str:
    """An SSCC in groups that people can read aloud: 0 952110 000000001 4 as 0 9521 1000 0000 0001 4."""
    return f"{sscc[0]} {sscc[1:5]} {sscc[5:9]} {sscc[9:13]} {sscc[13:17]} {sscc[17]}"


def _label(unit: LogisticUnit) -> dict[str, Any]:
    batches = inside(unit)
    return {
        "kind": SHIPPER[unit.kind],
        "code": svg(settings.RESOLVER_URL + unit.uri.removeprefix(ID_GS1_ORG)),
        "sscc": spoken(unit.sscc),
        "from": unit.party.name,
        "place": ", ".join(part for part in (unit.facility.address, unit.facility.place.title) if part),
        "packed_on": day(unit.slip.done_on),
        "cases": sum(1 for content in unit.contents.all() if content.child_id),
        "goods": [
            {
                "name": batch.product.name,
                "net": batch.product.net_content,
                "gtin": batch.product.gtin,
                "lot": batch.lot,
                "count": number(packs),
                "expires_on": day(batch.expires_on),
            }
            for batch, packs in batches
        ],
        "labels": _numbers(unit),
        "illustrative": unit.is_illustrative,
    }


def _numbers(unit: LogisticUnit) -> str:
    """Which labels lie in a case: "tem 1–20"; "" when nobody noted them."""
    noted = [f"{number(c.first)}–{number(c.last)}" for c in unit.contents.all() if c.first]
    return ", ".join(noted)


def _facts(despatch: Despatch) -> list[list[str]]:
    sender, place = despatch.party, despatch.to_facility
    to = [despatch.receiver, place.name if place else "", despatch.buyer_gln and f"GLN {despatch.buyer_gln}"]
    return [
        ["Bên giao", sender.name],
        [
            "Xuất từ",
            f"{despatch.facility.name}, {despatch.facility.place.title} (GLN {despatch.facility.gln})",
        ],
        ["Bên nhận", ", ".join(part for part in to if part)],
        ["Ngày xuất", day(despatch.slip.done_on)],
        ["Biển số xe", despatch.vehicle or "……………………"],
    ]


def _lines(despatch: Despatch) -> Iterable[list[str]]:
    lines = despatch.lines.select_related("unit", "batch__product", "harvest__material", "material")
    lines = lines.prefetch_related(
        "unit__contents__batch__product", "unit__contents__child__contents__batch__product"
    )
    for line in lines:
        goods = inside(line.unit) if line.unit else []
        said = "; ".join(
            f"{batch.product.name}, lô {batch.lot}: {number(packs)} gói" for batch, packs in goods
        )
        name = (
            f"{line.unit.get_kind_display()} (00) {spoken(line.unit.sscc)}"
            if line.unit
            else spoken_line(line)
        )
        yield [f"{name}. {said}" if said else name, amount_text(line, line.quantity), ""]


def _only_unit(despatch: Despatch) -> LogisticUnit | None:
    units = [line.unit for line in despatch.lines.all() if line.unit]
    return units[0] if len(units) == 1 else None
