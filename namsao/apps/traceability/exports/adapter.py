"""What every kind of file has, and how one that is a table is written."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, ClassVar

from django.utils.translation import ngettext

from namsao.apps.traceability.queries.chains import Chain, Scope, chains_of, finished_lots
from namsao.base.files.spreadsheet import csv_text
from namsao.base.ui.display import number
from namsao.core.errors import BadValue
from namsao.core.gs1.errors import Invalid
from namsao.core.gs1.uri import parse

MOST_LOTS, MOST_EVENTS = 2_000, 20_000
SHOWN = 5


class TooMuch(BadValue):
    """More than one file takes."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(
            f"Kỳ này có hơn {most:,} {what}. Hãy chọn khoảng ngày ngắn hơn.".replace(",", "."),
            f"Over {most} in this period; choose a shorter one.",
            "until",
        )


@dataclass(frozen=True)
class Preview:
    """The first rows of a file. counted: how many there are of what it is about, in words."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    counted: str


class Adapter(ABC):
    """One kind of file.

    code: in addresses. to_verify: the form is not published, or we have not seen it; it says so on the page.
    source: what the form follows.
    """

    code: ClassVar[str]
    title: ClassVar[Any]
    about: ClassVar[Any]
    source: ClassVar[str] = ""
    ending: ClassVar[str] = "csv"
    media_type: ClassVar[str] = "text/csv; charset=utf-8"
    to_verify: ClassVar[bool] = False

    @abstractmethod
    def preview(self, scope: Scope) -> Preview:
        """The first rows. Raises: TooMuch."""

    @abstractmethod
    def file(self, scope: Scope, at: datetime) -> bytes:
        """The whole. at: when it is made. Raises: TooMuch; Malformed for what the form cannot say."""


class LotsTable(Adapter):
    """A table with one row for each stage of each finished lot."""

    @abstractmethod
    def head(self) -> list[str]:
        """Titles of the columns."""

    @abstractmethod
    def rows(self, chains: Sequence[Chain]) -> Iterator[Sequence[str]]:
        """Cells, as many as there are titles."""

    def preview(self, scope: Scope) -> Preview:
        lots = finished_lots(scope)
        rows = islice(self.rows(chains_of(scope, lots[:SHOWN])), SHOWN)
        count = lots.count()
        counted = ngettext("%(n)s lô", "%(n)s lô", count) % {"n": number(count)}
        return Preview(self.head(), list(rows), counted)

    def file(self, scope: Scope, at: datetime) -> bytes:  # noqa: ARG002  # as the others
        lots = list(finished_lots(scope)[: MOST_LOTS + 1])
        if len(lots) > MOST_LOTS:
            raise TooMuch("lô", MOST_LOTS)
        return csv_text(self.head(), self.rows(chains_of(scope, lots))).encode()


def key_parts(uri: str) -> tuple[str, str]:
    """(GTIN or GLN, lot number) of a canonical identifier; an identifier of others stays whole."""
    try:
        named = parse(uri)
    except Invalid:
        return uri, ""
    return named.value, named.get("10") or ""
