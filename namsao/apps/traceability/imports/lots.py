"""Rows of a table into EPCIS events, the same rows always into the same events."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote

from namsao.apps.traceability.imports.rows import Amount, Facts
from namsao.apps.traceability.models import Import
from namsao.base.ui.display import VIETNAM
from namsao.core.epcis import Action, Quantity, check, object_event, transformation_event
from namsao.core.gs1 import link

Kind = Import.Kind
# Fixed for ever: a row brought twice gets the same eventID.
_NAMESPACE = uuid.UUID("0b0b7a1e-8f0c-5b53-9a44-6c6f74730001")
# Where a row of a kind differs from an earlier one of the same event, besides its inputs.
_SHARED = ("done_on", "quantity", "unit", "expires_on", "place")


@dataclass
class Deed:
    """What rows together say was done: one event. lot: URI of what was made, "" when nothing was."""

    rows: list[Facts] = field(default_factory=list)
    event: dict[str, Any] = field(default_factory=dict)
    lot: str = ""

    @property
    def faults(self) -> list[tuple[str, str]]:
        return [fault for row in self.rows for fault in row.faults]

    @property
    def event_id(self) -> str:
        return str(self.event.get("eventID", ""))


def deeds(rows: Iterable[Facts], kind: str, owner: int, made_at: datetime) -> list[Deed]:
    """Rows gathered into events, in the order of the table; one with a fault has no event.

    owner: id of the party. made_at: when the file was brought; nothing happens after it.
    """
    found: dict[Any, Deed] = {}
    for row in rows:
        found.setdefault(_together(row, kind), Deed()).rows.append(row)
    seen: dict[str, int] = {}
    for deed in found.values():
        _judge(deed, kind)
        if not deed.faults:
            deed.event = _event(deed.rows, kind, owner, made_at)
            deed.lot = "" if kind == Kind.SHIPPED else uri_of(deed.rows[0].said)
            _judge_event(deed, seen)
    return list(found.values())


def uri_of(said: Mapping[str, Any], prefix: str = "") -> str:
    """Canonical identifier of the lot."""
    return link.canonical(link.of([("01", said[f"{prefix}gtin"]), ("10", said[f"{prefix}lot"])]))


def moment_of_day(day: date, made_at: datetime) -> datetime:
    """Noon in Vietnam; on the day the file came, before noon, the moment it came."""
    return min(datetime.combine(day, time(12), tzinfo=VIETNAM), made_at)


def _together(row: Facts, kind: str) -> Any:
    """Equal for rows of one event."""
    said = row.said
    if kind == Kind.SHIPPED:
        number = said.get("number")
        return (number, said.get("done_on"), said.get("to_place"), said.get("place")) if number else row.line
    return (said["gtin"], said["lot"]) if said.get("gtin") and said.get("lot") else row.line


def _judge(deed: Deed, kind: str) -> None:
    """Writes: faults of rows that do not go with those before them in their event."""
    first = deed.rows[0]
    things = {_thing(first, kind): first.line}
    for row in deed.rows[1:]:
        if kind == Kind.TRANSFORMED and any(row.said.get(code) != first.said.get(code) for code in _SHARED):
            row.faults.append(
                (
                    f"Cùng lô thành phẩm với dòng {first.line} nhưng ngày, lượng, hạn dùng hoặc nơi làm khác.",
                    f"The same output lot as row {first.line}, but day, amount, expiry or place differ.",
                )
            )
        same = things.setdefault(_thing(row, kind), row.line)
        if same != row.line:
            row.faults.append((f"Trùng lô với dòng {same}.", f"The same lot as in row {same}."))


def _judge_event(deed: Deed, seen: dict[str, int]) -> None:
    """Writes: a fault when an earlier row says the very same, or the event is none we may write. seen: is added to."""
    first = deed.rows[0]
    same = seen.setdefault(deed.event_id, first.line)
    if same != first.line:
        first.faults.append((f"Giống hệt dòng {same}.", f"The same as row {same}."))
    for fault in check(deed.event)[:1]:
        first.faults.append((fault.what, fault.what_en or fault.what))


def _thing(row: Facts, kind: str) -> tuple[Any, Any]:
    """What no two rows of one event may name."""
    prefix = "input_" if kind == Kind.TRANSFORMED else ""
    return row.said.get(f"{prefix}gtin"), row.said.get(f"{prefix}lot")


def _event(rows: Sequence[Facts], kind: str, owner: int, made_at: datetime) -> dict[str, Any]:
    said = rows[0].said
    place = f"{link.ID_GS1_ORG}/414/{said['place']}" if said.get("place") else None
    fields: dict[str, Any] = {
        "at": moment_of_day(said["done_on"], made_at),
        "event_id": _id_of(rows, kind, owner),
        "read_point": place,
    }
    if kind == Kind.SHIPPED:
        event = object_event(
            action=Action.OBSERVE,
            quantities=[_quantity(row, row.amount()) for row in rows],
            biz_step="shipping",
            disposition="in_transit",
            **fields,
        )
        return event | _trade(said, owner)
    fields |= {"biz_location": place, "disposition": "active", "ilmd": _lifelong(said)}
    made = [_quantity(rows[0], rows[0].amount())]
    if kind == Kind.MADE:
        step = "creating_class_instance"
        return object_event(action=Action.ADD, quantities=made, biz_step=step, **fields)
    inputs = [_quantity(row, row.amount("input_"), "input_") for row in rows]
    return transformation_event(inputs=inputs, outputs=made, biz_step="commissioning", **fields)


def _quantity(row: Facts, amount: Amount, prefix: str = "") -> Quantity:
    return Quantity(uri_of(row.said, prefix), amount.value, amount.unit)


def _lifelong(said: Mapping[str, Any]) -> dict[str, str]:
    """Source: CBV 2.0, section 9 (trade item master data attributes)."""
    found = {"cbvmda:lotNumber": said["lot"], "cbvmda:productionDate": said["done_on"].isoformat()}
    if said.get("expires_on"):
        found["cbvmda:itemExpirationDate"] = said["expires_on"].isoformat()
    return found


def _trade(said: Mapping[str, Any], owner: int) -> dict[str, Any]:
    """Under which paper, and where to. Source: CBV 2.0, section 8.5: with the GLN of who gave the number."""
    found: dict[str, Any] = {}
    if number := said.get("number"):
        number = quote(number, safe="")
        issuer = said.get("place")
        name = f"urn:epcglobal:cbv:bt:{issuer}:{number}" if issuer else f"urn:namsao:bt:{owner}:{number}"
        found["bizTransactionList"] = [{"type": "desadv", "bizTransaction": name}]
    if to := said.get("to_place"):
        found["destinationList"] = [{"type": "location", "destination": f"{link.ID_GS1_ORG}/414/{to}"}]
    return found


def _id_of(rows: Sequence[Facts], kind: str, owner: int) -> str:
    """Of what the rows say; of the day, but not of the hour, which they do not say."""
    said = [{code: str(value) for code, value in row.said.items() if value is not None} for row in rows]
    text = json.dumps([kind, owner, said], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return uuid.uuid5(_NAMESPACE, text).urn
