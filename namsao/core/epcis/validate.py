"""Check of the events we make ourselves, before they are written into the ledger, said as findings.

`document.event_faults` knows the standard; this adds what our own events owe beyond it.
Source: GS1 EPCIS 2.0, section 7.4 (events), and CBV 2.0 for the vocabulary.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from namsao.core.epcis.document import Fault, event_faults
from namsao.core.epcis.events import NAMESPACE
from namsao.core.epcis.faults import pointer
from namsao.core.finding import Finding, Severity, State

SOURCE = "GS1 EPCIS 2.0, mục 7.4"

_PREFIXES = {"namsao": NAMESPACE}
_AMOUNTS = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")


def check(event: Mapping[str, Any]) -> list[Finding]:
    """What is wrong with one event; an empty list when nothing is.

    Beyond the standard, an event of ours has an eventID and every amount a number above zero.
    Finding codes are "epcis." and the field, such as "epcis.eventTime", one finding a field. Never raises.
    """
    found: dict[str, Finding] = {}
    for fault in (*event_faults(event, "", _PREFIXES), *_owed(event)):
        field = fault.path.split("/")[1].replace("~1", "/").replace("~0", "~") if fault.path else "event"
        found.setdefault(field, _finding(field, fault))
    return list(found.values())


def _owed(event: Mapping[str, Any]) -> Iterator[Fault]:
    if "eventID" not in event:
        yield Fault("/eventID", "required", "Thiếu eventID.", "eventID is missing.")
    for field in _AMOUNTS:
        elements = event.get(field)
        for place, element in enumerate(elements if isinstance(elements, list) else ()):
            if not _is_positive(element):
                yield Fault(
                    pointer("", field, place, "quantity"),
                    "minimum",
                    f"{field} cần số lượng lớn hơn 0.",
                    f"{field} needs a quantity above zero.",
                )


def _is_positive(element: object) -> bool:
    amount = element.get("quantity") if isinstance(element, Mapping) else None
    return isinstance(amount, int | float) and not isinstance(amount, bool) and amount > 0


def _finding(field: str, fault: Fault) -> Finding:
    is_absent = fault.rule == "required" and fault.path == pointer("", field)
    return Finding(
        code=f"epcis.{field}",
        state=State.MISSING if is_absent else State.FAILED,
        severity=Severity.BLOCKING,
        what=fault.what,
        what_en=fault.what_en,
        source=SOURCE,
    )
