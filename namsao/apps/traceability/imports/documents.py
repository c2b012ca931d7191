"""What a file that was brought says: the events in it, whatever it is written in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from namsao.apps.traceability.imports import weigh_program
from namsao.apps.traceability.imports.json_lines import line_of
from namsao.apps.traceability.imports.lots import Deed, deeds
from namsao.apps.traceability.imports.rows import read_line
from namsao.apps.traceability.imports.table import read_table
from namsao.apps.traceability.models import Import
from namsao.base.ui.apart import Broken, run
from namsao.base.ui.display import VIETNAM
from namsao.core.epcis.document import Document, read_json
from namsao.core.epcis.events import context_of
from namsao.core.epcis.faults import Fault, Malformed
from namsao.core.epcis.xml.read import read_xml

SECONDS, MEMORY_MB = 30, 384  # real documents of 20 MB do with 256

TOO_HEAVY = Fault(
    "",
    "size",
    "Tệp chiếm quá nhiều bộ nhớ khi đọc. Hãy chia thành nhiều tệp nhỏ hơn.",
    "Reading the file takes too much memory; split it.",
)


@dataclass(frozen=True)
class Placed:
    """A fault of a document, and the line it is in; 0 where that cannot be said."""

    fault: Fault
    line: int


def read_document(content: bytes) -> Document:
    """An EPCIS document in JSON-LD or XML, all of it judged. Raises: Malformed."""
    try:
        run(weigh_program.__file__, content, seconds=SECONDS, memory_mb=MEMORY_MB)
    except Broken:
        raise Malformed([TOO_HEAVY]) from None
    return read_xml(content) if is_xml(content) else read_json(content)


def is_xml(content: bytes) -> bool:
    """Told by the first sign; UTF-16 XML begins with its mark and a “<”."""
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bare[:1] == b"<" or bare[:2] in {b"\xff\xfe", b"\xfe\xff"}


def placed(refused: Malformed, content: bytes) -> list[Placed]:
    """Its faults with their lines; the paths of XML bring them along."""
    if is_xml(content):
        return [Placed(each, _line_of_path(each.path)) for each in refused.faults]
    try:
        text = content.decode("utf-8-sig")
        return [Placed(each, line_of(text, each.path) if each.path else 0) for each in refused.faults]
    except (ValueError, RecursionError):  # no JSON at all: what is said of it names the line
        return [Placed(each, 0) for each in refused.faults]


def deeds_of(found: Import, content: bytes) -> list[Deed]:
    """What the rows of a table say was done, by the columns that were chosen. Raises: BadValue."""
    table = read_table(content)
    today = found.made_at.astimezone(VIETNAM).date()
    rows = (read_line(line, found.kind, found.columns, found.unit, today) for line in table.lines)
    return deeds(rows, found.kind, found.owner_id, found.made_at)


def document_of(found: Import, content: bytes, at: datetime) -> Document:
    """The events to be written, as one document. Raises: Malformed, BadValue for what was no fault before."""
    if not found.is_table:
        return read_document(content)
    events = [deed.event for deed in deeds_of(found, content) if deed.event]
    return Document("EPCISDocument", "json", context_of(events), events, at.isoformat(), {}, {})


def parts(events: Sequence[Any], begin: int, size: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """(place of the first, events) from `begin` on."""
    for start in range(begin, len(events), size):
        yield start, events[start : start + size]


def _line_of_path(path: str) -> int:
    line = path.rpartition(":")[2]
    return int(line) if line.isdigit() else 0
