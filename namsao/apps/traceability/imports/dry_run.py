"""What a file would do to the repository. Reads only; the report is kept as JSON and shown as it is.

Of a document: {"form", "events", "types": {type: n}, "identifiers": {"new", "known"}, "known", "clashing",
"clashes": [{"path", "id"}], "faults": [{"path", "line", "rule", "what", "what_en"}]}.
Of a table: {"events", "known", "rows": [{"line", "state", "what", "why": [[vi, en], …]}], "faulty"}.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q

from namsao.apps.traceability.imports.documents import Placed
from namsao.apps.traceability.imports.lots import Deed
from namsao.apps.traceability.models import Event, Import, Mention
from namsao.apps.traceability.queries.naming import names_of
from namsao.apps.traceability.store.dictionary import look_up
from namsao.apps.traceability.store.entry import Entry, entries
from namsao.base.parties.models import Party
from namsao.core.epcis.canonical import parts_of
from namsao.core.epcis.document import Document

AT_ONCE, MOST_SHOWN = 500, 100
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
NEW, KNOWN, FAULTY = "new", "known", "faulty"


def report_of_document(document: Document, owner: Party) -> dict[str, Any]:
    """What capturing it would do."""
    found = entries(document.events, document.context)
    known, clashing = _against_the_repository(found, owner)
    mentioned = {thing.uri for entry in found for thing in entry.things}
    there = look_up(mentioned)
    return {
        "form": document.form,
        "events": len(found),
        "types": dict(Counter(entry.event["type"] for entry in found).most_common()),
        "identifiers": {"new": len(mentioned) - len(there), "known": len(there)},
        "known": known,
        "clashing": len(clashing),
        "clashes": [
            {"path": f"/epcisBody/eventList/{each.at}/eventID", "id": each.event_id}
            for each in clashing[:MOST_SHOWN]
        ],
        "faults": [],
    }


def report_of_faults(faults: Iterable[Placed]) -> dict[str, Any]:
    """Of a document that is none."""
    return {
        "faults": [
            {
                "path": _writable(each.fault.path),
                "line": each.line,
                "rule": each.fault.rule,
                "what": _writable(each.fault.what),
                "what_en": _writable(each.fault.what_en),
            }
            for each in faults
        ]
    }


def report_of_table(deeds: Sequence[Deed], found: Import) -> dict[str, Any]:
    """Row by row. Writes: faults of lots that are somebody else's, or there already, into the rows."""
    ready = [deed for deed in deeds if deed.event]
    known = known_ids((deed.event_id for deed in ready), found.owner)
    fresh = [deed for deed in ready if deed.event_id not in known]
    _judge_lots(fresh, found)
    names = names_of({parts_of(deed.lot).gtin or "" for deed in ready if deed.lot})
    rows = [
        {
            "line": row.line,
            "state": FAULTY if row.faults or deed.faults else KNOWN if deed.event_id in known else NEW,
            "what": _what(deed, row.said, names),
            "why": row.faults,
        }
        for deed in deeds
        for row in deed.rows
    ]
    return {
        "events": len(ready),
        "known": len(known),
        "rows": sorted(rows, key=lambda row: row["line"]),
        "faulty": sum(row["state"] == FAULTY for row in rows),
    }


def known_ids(ids: Iterable[str], owner: Party) -> set[str]:
    """Those of the eventIDs that the party has events of."""
    found: set[str] = set()
    for part in _chunks(ids):
        rows = Event.objects.ordinary().filter(owner=owner, event_id__in=part)
        found |= set(rows.values_list("event_id", flat=True))
    return found


def _against_the_repository(found: Sequence[Entry], owner: Party) -> tuple[int, list[Entry]]:
    """(how many are there already, those whose eventID means another event); of two in the file the first counts."""
    seen: dict[tuple[str, bool], str] = {}
    for part in _chunks(entry.event_id for entry in found):
        rows = Event.objects.filter(owner=owner, event_id__in=part)
        for event_id, said, declared in rows.values_list("event_id", "hash", "error_declared_at"):
            seen[event_id, declared is not None] = said
    known, clashing = 0, []
    for entry in found:
        key = (entry.event_id, entry.error_declared_at is not None)
        if key not in seen:
            seen[key] = entry.hash
        elif seen[key] == entry.hash:
            known += 1
        else:
            clashing.append(entry)
    return known, clashing


def _judge_lots(deeds: Sequence[Deed], found: Import) -> None:
    """Writes: a fault into the first row of each that makes a lot anew, or under somebody else's GTIN."""
    made = {deed.lot: deed for deed in deeds if deed.lot}
    gtins = {parts_of(lot).gtin or "" for lot in made}
    owners = {uri: name.party for uri, name in names_of(gtins).items() if name.party}
    for lot, deed in made.items():
        if owners.get(parts_of(lot).gtin or "", found.owner_id) != found.owner_id:
            deed.rows[0].faults.append(
                ("GTIN này là của chủ thể khác.", "The GTIN belongs to another producer.")
            )
    for uri, day in _made_before(made).items():
        made[uri].rows[0].faults.append(
            (
                f"Lô này đã ghi tạo ngày {day:%d/%m/%Y} với số liệu khác. Muốn sửa, khai báo ghi nhầm việc cũ trước.",
                f"The lot was recorded on {day:%Y-%m-%d} with other facts; declare that an error first.",
            )
        )


def _made_before(lots: Iterable[str]) -> dict[str, Any]:
    """Lot -> the day it was made, of those that were, by events that nobody declared a mistake."""
    mistaken = Event.objects.declarations().filter(
        owner=OuterRef("event__owner"), event_id=OuterRef("event__event_id")
    )
    making = Q(role=Mention.Role.OUTPUT) | Q(role=Mention.Role.EPC, event__action="ADD")
    found: dict[str, Any] = {}
    for part in _chunks(lots):
        rows = Mention.objects.filter(making, ~Exists(mistaken), epc__uri__in=part)
        found |= dict(rows.order_by("-event_time").values_list("epc__uri", "event_time__date"))
    return found


def _what(deed: Deed, said: Mapping[str, Any], names: Mapping[str, Any]) -> str:
    """The goods of a row, in few words."""
    gtin, lot = said.get("gtin"), said.get("lot")
    name = names.get(parts_of(deed.lot).gtin or "") if deed.lot else None
    return " ".join(filter(None, (name.text if name else "", f"{gtin or '?'}/{lot or '?'}")))


def _writable(text: str) -> str:
    """Without what PostgreSQL keeps in no JSON: NUL, and halves of surrogate pairs."""
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    whole = list(dict.fromkeys(values))
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]
