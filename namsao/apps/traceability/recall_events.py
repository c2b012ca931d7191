"""Events of a recall, for the ledger: goods are recalled, come back, are destroyed."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from namsao.apps.traceability.models import ItemState, RecallLine, RecallReturn, RecallStock
from namsao.core.epcis.events import Event, Quantity, object_event
from namsao.core.epcis.vocab import Action

MOST_IN_ONE = 500
RECALLED = {"persistentDisposition": {"set": ["recalled"]}}
CLASSES = frozenset({RecallLine.Kind.LOT, RecallLine.Kind.PRODUCT})


def of_launch(lines: Sequence[RecallLine], at: datetime) -> Iterator[Event]:
    """Goods where they are now are recalled, and stay so whatever happens to them next.

    Source: CBV 2.0, disposition recalled; EPCIS 2.0, section 7.3.7 (persistentDisposition).
    """
    places: dict[str, list[RecallLine]] = {}
    where = _places(lines)
    for line in lines:
        places.setdefault(where.get(line.epc_id, ""), []).append(line)
    due = _due(lines)
    for place, here in sorted(places.items()):
        for start in range(0, len(here), MOST_IN_ONE):
            part = here[start : start + MOST_IN_ONE]
            yield _recalled(part, due, place, at)


def of_return(row: RecallReturn, at: datetime) -> Event:
    """Goods came back, or are no more. Source: CBV 2.0, receiving with returned; destroying with destroyed."""
    is_destroyed = row.kind == RecallReturn.Kind.DESTROYED
    line = row.stock.line
    is_class = line.kind in CLASSES
    event = object_event(
        action=Action.DELETE if is_destroyed else Action.OBSERVE,
        at=at,
        epcs=[] if is_class else [line.epc.uri],
        quantities=[Quantity(line.epc.uri, row.quantity, row.stock.uom or None)] if is_class else [],
        biz_step="destroying" if is_destroyed else "receiving",
        disposition="destroyed" if is_destroyed else "returned",
        biz_location=_places([line]).get(line.epc_id) or None,
        event_id=uuid.uuid5(uuid.NAMESPACE_URL, f"namsao:recall:return:{row.client_id}").urn,
    )
    return event if is_destroyed else event | RECALLED


def _recalled(
    lines: Sequence[RecallLine], due: Mapping[int, tuple[Decimal, str]], place: str, at: datetime
) -> Event:
    first = lines[0]
    event = object_event(
        action=Action.OBSERVE,
        at=at,
        epcs=[line.epc.uri for line in lines if line.kind not in CLASSES],
        biz_step="holding",
        disposition="recalled",
        biz_location=place or None,
        event_id=uuid.uuid5(uuid.NAMESPACE_URL, f"namsao:recall:{first.recall_id}:{first.pk}").urn,
    )
    amounts = [_amount(line, due.get(line.pk)) for line in lines if line.kind in CLASSES]
    return event | ({"quantityList": amounts} if amounts else {}) | RECALLED


def _amount(line: RecallLine, due: tuple[Decimal, str] | None) -> dict[str, Any]:
    """A class of goods, with how much of it where that is known."""
    if due is None or due[0] <= 0:
        return {"epcClass": line.epc.uri}
    much, uom = due
    number = int(much) if much == int(much) else float(much)
    return {"epcClass": line.epc.uri, "quantity": number} | ({"uom": uom} if uom else {})


def _due(lines: Iterable[RecallLine]) -> dict[int, tuple[Decimal, str]]:
    """Line -> what is due of it, where it is all in one unit and known."""
    found: dict[int, list[RecallStock]] = {}
    for stock in RecallStock.objects.filter(line__in=[line.pk for line in lines]):
        found.setdefault(stock.line_id, []).append(stock)
    return {
        pk: (sum((each.due or Decimal(0) for each in stocks), Decimal(0)), stocks[0].uom)
        for pk, stocks in found.items()
        if len({each.uom for each in stocks}) == 1 and all(each.due is not None for each in stocks)
    }


def _places(lines: Iterable[RecallLine]) -> dict[int, str]:
    """Identifier's id -> where its last event left it: a recall moves nothing."""
    states = ItemState.objects.filter(epc__in=[line.epc_id for line in lines])
    return dict(states.values_list("epc_id", "biz_location"))
