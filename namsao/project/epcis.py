"""`namsao epcis`: judge EPCIS documents, name their events by hash, write them in another form, without Django."""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from namsao.core.errors import Refused

if TYPE_CHECKING:
    from namsao.core.epcis.document import Document

FORMS = ("json", "xml2", "xml12")


def add_epcis_commands(commands: Any) -> None:
    """epcis validate, epcis hash, epcis convert."""
    epcis = commands.add_parser("epcis", help="tài liệu EPCIS, JSON hoặc XML / EPCIS documents, JSON or XML")
    ways = epcis.add_subparsers(required=True, metavar="việc")

    validate = ways.add_parser("validate", help="mỗi tệp một dòng: ok, hoặc mỗi lỗi một dòng")
    validate.add_argument("files", metavar="FILE", nargs="+", help="tệp JSON hoặc XML; - là đầu vào chuẩn")
    validate.set_defaults(run=run_validate)

    hashed = ways.add_parser("hash", help="mã băm CBV 2.0 của từng sự kiện, mỗi mã một dòng")
    hashed.add_argument("file", metavar="FILE", help="tệp JSON hoặc XML; - là đầu vào chuẩn")
    hashed.set_defaults(run=run_hash)

    convert = ways.add_parser("convert", help="viết lại thành JSON-LD, XML 2.0 hoặc XML 1.2")
    convert.add_argument("file", metavar="FILE", help="tệp JSON hoặc XML; - là đầu vào chuẩn")
    convert.add_argument("--to", choices=FORMS, required=True, help="dạng muốn có")
    convert.set_defaults(run=run_convert)


def run_validate(options: argparse.Namespace) -> int:
    """One line a file that is well, one a fault otherwise. Exit status 1 when any file has one."""
    faults = 0
    for file in options.files:
        found = _faults(file)
        faults += len(found)
        for line in found or ["ok"]:
            print(f"{_printable(file)}: {line}")
    return 1 if faults else 0


def run_hash(options: argparse.Namespace) -> int:
    """The hash of each event, in document order."""
    from namsao.core.epcis.hashing import hashes  # noqa: PLC0415  # keep start-up light

    try:
        document = _read(options.file)
    except (Refused, OSError) as error:
        return _complain(options.file, _lines(error))
    for name in hashes(document.context, document.events):
        print(name)
    return 0


def run_convert(options: argparse.Namespace) -> int:
    """The document in another form, on standard output.

    For EPC URNs, 1.2 needs the company prefix of the programme: the setting NAMSAO_GS1_PREFIX.
    """
    try:
        content = _written(_read(options.file), options.to)
    except (Refused, OSError) as error:
        return _complain(options.file, _lines(error))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0


def _written(document: "Document", form: str) -> bytes:
    from namsao.core.epcis.forms import to_json_document  # noqa: PLC0415  # keep start-up light
    from namsao.core.epcis.xml.write import write_xml  # noqa: PLC0415  # as above

    if form == "json":
        return json.dumps(to_json_document(document), ensure_ascii=False, indent=2).encode() + b"\n"
    prefix = os.environ.get("NAMSAO_GS1_PREFIX")
    return write_xml(document, form, [prefix] if prefix else [])


def _read(file: str) -> "Document":
    """The document in a file. Raises: Malformed; OSError."""
    from namsao.core.epcis.document import read_json  # noqa: PLC0415  # keep start-up light
    from namsao.core.epcis.xml.read import read_xml  # noqa: PLC0415  # as above

    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    is_xml = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    return read_xml(content) if is_xml else read_json(content)


def _faults(file: str) -> list[str]:
    try:
        _read(file)
    except (Refused, OSError) as error:
        return _lines(error)
    return []


def _lines(error: Refused | OSError) -> list[str]:
    """What a refusal says, one line a fault: path and reason."""
    from namsao.core.epcis.faults import Malformed  # noqa: PLC0415  # keep start-up light

    if isinstance(error, Malformed):
        return [f"{_printable(fault.path or '/')}: {fault.what} / {fault.what_en}" for fault in error.faults]
    if isinstance(error, Refused):
        return [f"/: {error.sentence} / {error.sentence_en}"]
    return [f"/: Không đọc được tệp. / Cannot read the file: {error.strerror}."]


def _complain(file: str, lines: Iterable[str]) -> int:
    for line in lines:
        print(f"{_printable(file)}: {line}", file=sys.stderr)
    return 1


def _printable(text: str) -> str:
    """Text on one line that any terminal takes: names of files and of fields may hold anything."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)
