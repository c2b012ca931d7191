"""Spreadsheets for tests, made part by part, so that a wrong one can be made too."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Ẩn" sheetId="1" state="hidden" r:id="rId9"/><sheet name="Lô" sheetId="2" r:id="rId1"/>'
    "</sheets></workbook>"
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId9" Target="worksheets/sheet9.xml"/></Relationships>'
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def number(value: str) -> str:
    return f"<c><v>{value}</v></c>"


def day(serial: int) -> str:
    return f'<c s="1"><v>{serial}</v></c>'


def formula(value: str) -> str:
    return f"<c><f>1+1</f><v>{value}</v></c>"


def sheet(rows: Sequence[Sequence[str]]) -> str:
    """rows: cells as XML."""
    inner = "".join(f"<row>{''.join(cells)}</row>" for cells in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{inner}</sheetData></worksheet>'


def workbook(rows: Sequence[Sequence[str]], **parts: str) -> bytes:
    """parts: others instead of ours, by their name: book, links, styles, inner."""
    made = {
        "xl/workbook.xml": parts.get("book", BOOK),
        "xl/_rels/workbook.xml.rels": parts.get("links", LINKS),
        "xl/styles.xml": parts.get("styles", STYLES),
        "xl/worksheets/sheet1.xml": parts.get("inner", sheet(rows)),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
    return held.getvalue()
