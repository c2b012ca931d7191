"""One scan as one line of the scan log: what was scanned, when, and what was answered; never who."""

import re
from typing import NamedTuple

_SPECIAL = re.compile(r"[\\\t\n\r]")
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)
_MEANINGS = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


class Scan(NamedTuple):
    """A scan of a code at the door.

    at_ms: milliseconds since 1970, UTC. key: the published entry that answered, or the code's own key when
    none did. serial: AI 21, or "". language: of the page, or "". outcome: a verdict ("registered",
    "unissued", "lapsed", "withdrawn", "recalled") or "unknown". kind: "page", "link" or "linkset".
    """

    at_ms: int
    key: str
    serial: str
    language: str
    outcome: str
    kind: str

    def to_line(self) -> bytes:
        """UTF-8, six fields between tabs, one line feed at the end; tabs and the like escaped."""
        fields = f"{self.key}\t{self.serial}\t{self.language}\t{self.outcome}\t{self.kind}"
        if fields.count("\t") != 4 or "\\" in fields or "\n" in fields or "\r" in fields:
            fields = "\t".join(map(_escape, (self.key, self.serial, self.language, self.outcome, self.kind)))
        return f"{self.at_ms}\t{fields}\n".encode()

    @classmethod
    def from_line(cls, text: bytes) -> "Scan":
        """The scan of a line, with or without its line feed. Raises: ValueError for any other text."""
        fields = text.decode().removesuffix("\n").split("\t")
        if len(fields) != 6 or not re.fullmatch(r"0|-?[1-9][0-9]*", fields[0]):
            raise ValueError(f"not a line of the scan log: {text!r}")
        return cls(int(fields[0]), *map(_unescape, fields[1:]))


def _escape(field: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], field)


def _unescape(field: str) -> str:
    def meaning(match: re.Match[str]) -> str:
        if match[1] not in _MEANINGS:
            raise ValueError(f"unknown escape in the scan log: {match[0]!r}")
        return _MEANINGS[match[1]]

    if "\n" in field or "\r" in field:
        raise ValueError("a field of the scan log runs over a line")
    return _ESCAPED.sub(meaning, field)
