"""What events say of goods on their way: from whom, to whom, under which delivery note."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from namsao.apps.products.models import Despatch, DespatchLine, Facility
from namsao.base.keys.actions import party_gln
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis import Quantity
from namsao.core.gs1.link import ID_GS1_ORG
from namsao.core.units import KGM


@dataclass(frozen=True)
class Receiver:
    """Who gets goods: a party of the register, perhaps at one of its facilities, or somebody else by name.

    gln: of somebody else, "" when it is not known.
    """

    party: Party | None = None
    facility: Facility | None = None
    buyer: str = ""
    gln: str = ""


def trade_of(despatch: Despatch, by: Actor, at: datetime) -> dict[str, Any]:
    """The source, the destination and the transaction of a despatch, as fields of an event.

    Writes: GLNs of parties that have none yet.
    Source: CBV 2.0, section 8.5 (business transaction identifiers), 7.4 (source and destination types).
    """
    number = quote(despatch.number, safe="")
    parts: dict[str, Any] = {
        "bizTransactionList": [
            {"type": "desadv", "bizTransaction": f"urn:epcglobal:cbv:bt:{despatch.facility.gln}:{number}"}
        ],
        "sourceList": [
            _end("source", "possessing_party", f"417/{party_gln(party=despatch.party, by=by, at=at)}"),
            _end("source", "location", f"414/{despatch.facility.gln}"),
        ],
    }
    if destination := list(_destination(despatch, by, at)):
        parts["destinationList"] = destination
    return parts


def back_of(despatch: Despatch, by: Actor, at: datetime) -> dict[str, Any]:
    """The same for goods of a despatch that come back: from its receiver, to its sender."""
    there = trade_of(despatch, by, at)
    back = {"bizTransactionList": there["bizTransactionList"]}
    if "destinationList" in there:
        back["sourceList"] = [_end("source", **_said(each)) for each in there["destinationList"]]
    back["destinationList"] = [_end("destination", **_said(each)) for each in there["sourceList"]]
    return back


def from_party(seller: Party, by: Actor, at: datetime) -> dict[str, Any]:
    """Who brought goods, as fields of an event. Writes: the GLN of a party that has none yet."""
    gln = party_gln(party=seller, by=by, at=at)
    return {"sourceList": [_end("source", "possessing_party", f"417/{gln}")]}


def epcs_of(amounts: Mapping[DespatchLine, Any]) -> list[str]:
    """The units among what moves."""
    return [line.unit.uri for line in amounts if line.unit]


def quantities_of(amounts: Mapping[DespatchLine, Any]) -> list[Quantity]:
    """The amounts of lots among what moves."""
    return [_quantity(line, amount) for line, amount in amounts.items() if line.unit is None]


def _quantity(line: DespatchLine, amount: Any) -> Quantity:
    uri = line.thing.uri
    return Quantity(uri, amount, KGM.code) if line.is_weighed else Quantity(uri, int(amount))


def _destination(despatch: Despatch, by: Actor, at: datetime) -> Iterable[dict[str, str]]:
    if despatch.to_party:
        gln = party_gln(party=despatch.to_party, by=by, at=at)
        yield _end("destination", "possessing_party", f"417/{gln}")
    where = despatch.to_facility.gln if despatch.to_facility else despatch.buyer_gln
    if where:
        yield _end("destination", "location", f"414/{where}")


def _said(end: Mapping[str, str]) -> dict[str, str]:
    uri = next(value for name, value in end.items() if name != "type")
    return {"kind": end["type"], "key": uri.removeprefix(f"{ID_GS1_ORG}/")}


def _end(name: str, kind: str, key: str) -> dict[str, str]:
    return {"type": kind, name: f"{ID_GS1_ORG}/{key}"}
