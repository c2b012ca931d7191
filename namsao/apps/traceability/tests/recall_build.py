"""Recalls of invented lots, and goods that went on to others."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from namsao.apps.traceability.actions import (
    Handed,
    capture,
    launch_recall,
    open_recall,
    record_return,
)
from namsao.apps.traceability.models import Event, Recall, RecallReturn, RecallStock
from namsao.apps.traceability.tests.build import NOODLE, TUBER, a_lot, a_making, an_event
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.keys.actions import party_gln
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.events import Quantity, aggregation_event, object_event
from namsao.core.epcis.vocab import Action

ROOT, BATCH = a_lot("TH01"), a_lot("ML01", NOODLE)
TEXTS = {"what": {"vi": "Miến dong lô ML01"}, "why": {"vi": "Chì vượt mức"}, "advice": {"vi": "Mang trả"}}
LATER = NOW + timedelta(hours=1)


def goods(cast: SimpleNamespace) -> None:
    """420 kg of tubers, 100 kg of which became 90 kg of noodles, all with HTX in Lục Hồn."""
    an_event(cast, ROOT)
    a_making(cast, [ROOT], BATCH)


def a_recall(cast: SimpleNamespace, **facts: Any) -> Recall:
    """Lan opens one from the lot of tubers."""
    given = {"root": ROOT, "party": cast.htx, "reason": "Phiếu 15/KN", "by": cast.lan, "at": NOW}
    return open_recall(**given | facts)


def launched(cast: SimpleNamespace, recall: Recall | None = None, **facts: Any) -> Recall:
    given = {"texts": TEXTS, "contact": "0912 345 678", "by": cast.lan, "at": LATER}
    return launch_recall(recall=recall or a_recall(cast), **given | facts)


def sent(
    cast: SimpleNamespace,
    uri: str,
    *,
    to: Party | None = None,
    kg: int = 40,
    owner: Party | None = None,
    by: Actor | None = None,
    at: datetime = NOW,
) -> Event:
    """Goods leave for a party, or for nobody known here. uri: of a lot, or of a container."""
    is_lot = "/10/" in uri
    event = object_event(
        action=Action.OBSERVE,
        at=at,
        epcs=[] if is_lot else [uri],
        quantities=[Quantity(uri, kg, "KGM")] if is_lot else [],
        biz_step="shipping",
        disposition="in_transit",
    )
    if to:
        gln = party_gln(party=to, by=cast.lan, at=at)
        ends = [{"type": "possessing_party", "destination": f"https://id.gs1.org/417/{gln}"}]
        event |= {"destinationList": ends}
    return capture(event=event, owner=owner or cast.htx, by=by or cast.hoa, at=at)


def packed(cast: SimpleNamespace, uri: str, into: str, *, kg: int = 30, at: datetime = NOW) -> Event:
    """Some of a lot goes into a case, or a case onto a pallet."""
    is_lot = "/10/" in uri
    event = aggregation_event(
        action=Action.ADD,
        at=at,
        parent=into,
        children=[] if is_lot else [uri],
        child_quantities=[Quantity(uri, kg, "KGM")] if is_lot else [],
        biz_step="packing",
    )
    return capture(event=event, owner=cast.htx, by=cast.hoa, at=at)


def numbered(cast: SimpleNamespace, lot: str, serials: list[str], *, at: datetime = NOW) -> Event:
    """Packs of a lot get their serials."""
    gtin, _mark, number = lot.partition("/10/")
    event = object_event(
        action=Action.ADD,
        at=at,
        epcs=[f"{gtin}/21/{serial}" for serial in serials],
        biz_step="commissioning",
        disposition="active",
        ilmd={"cbvmda:lotNumber": number},
    )
    return capture(event=event, owner=cast.htx, by=cast.hoa, at=at)


def a_return(
    cast: SimpleNamespace, stock: RecallStock, *, client_id: UUID | None = None, **facts: Any
) -> RecallReturn:
    """Hoa brings 10 kg back."""
    handed = {"kind": "returned", "quantity": 10, "done_on": TODAY, "witness": "Tuấn"}
    sending = {"by": cast.hoa, "at": LATER}
    sending |= {name: facts.pop(name) for name in ("by", "at", "paper") if name in facts}
    return record_return(
        stock=stock, handed=Handed(**handed | facts), client_id=client_id or uuid4(), **sending
    )


def stocks(recall: Recall) -> list[tuple[str, str, Any, Any, Any]]:
    """(lot number, party, had, has, sold) of a recall, in order."""
    found = RecallStock.objects.filter(line__recall=recall).select_related("line__epc", "party")
    return [
        (each.line.label.partition("/")[2], each.party.name, each.had, each.has, each.sold)
        for each in found.order_by("line__depth", "line__epc__uri", "party__name")
    ]


__all__ = [
    "BATCH",
    "LATER",
    "NOODLE",
    "NOW",
    "ROOT",
    "TEXTS",
    "TODAY",
    "TUBER",
    "a_lot",
    "a_making",
    "an_event",
]
