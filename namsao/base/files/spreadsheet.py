"""Rows as a file that spreadsheet programs open with Vietnamese letters and without running anything."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Vietnamese as Latin-1
# Source: OWASP, CSV injection: a cell that starts so may run as a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A CSV to download, for the person who asked alone. name: ASCII, ending in .csv."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(csv_text(head, rows), content_type="text/csv; charset=utf-8", headers=headers)


def csv_text(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Comma, CRLF, byte order mark, nothing a spreadsheet takes for a formula."""
    page = io.StringIO()
    page.write(BYTE_ORDER_MARK)
    writer = csv.writer(page)
    writer.writerow(head)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return page.getvalue()


def safe(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(DANGEROUS) else text
