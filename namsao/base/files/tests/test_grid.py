"""Tables that people bring: pasted, CSV, XLSX; also those meant to harm."""

import io
import zipfile

import pytest

from namsao.base.files.grid import as_text, read_file, read_text
from namsao.base.files.tests.workbook import a_workbook
from namsao.core.errors import BadValue


def test_pasted_cells_are_parted_by_tabs_semicolons_or_commas():
    tabs = read_text('Tên\tThôn\n\n"Chìu, Mằn"\tNà Sao\n')

    assert tabs.rows == [["Tên", "Thôn"], ["Chìu, Mằn", "Nà Sao"]]
    assert tabs.numbers == [1, 3]
    assert read_text("Tên;Thôn;Xã\na;b").rows == [["Tên", "Thôn", "Xã"], ["a", "b", ""]]
    assert read_text("Tên,Thôn\na,b").rows == [["Tên", "Thôn"], ["a", "b"]]


def test_a_table_written_as_text_reads_the_same():
    grid = read_text('Tên\tGhi chú\n"nhà ""Ba"""\t"hai\ndòng"')

    again = read_text(as_text(grid))

    assert again.rows == [["Tên", "Ghi chú"], ['nhà "Ba"', "hai dòng"]]


def test_a_csv_with_a_mark_or_in_utf16_is_read():
    for encoding in ("utf-8-sig", "utf-16", "utf-8"):
        assert read_file("Họ tên,Xã\nMằn,Lục Hồn".encode(encoding), "ho.csv").rows[1] == ["Mằn", "Lục Hồn"]


def test_a_workbook_gives_dates_numbers_and_what_formulas_showed():
    extra = (
        '<row r="4"><c r="A4"><v>912345678</v></c><c r="B4" s="1"><v>46350</v></c><c r="C4" s="2"><v>46350.5</v></c>'
        '<c r="D4" s="3"><v>1250.5</v></c><c r="E4"><f>1+1</f><v>2</v></c><c r="F4" t="b"><v>1</v></c>'
        '<c r="H4" t="inlineStr"><is><r><t>hai </t></r><r><t>đoạn</t></r></is></c></row>'
    )

    grid = read_file(a_workbook([["Tên", "Xã"]], extra), "ho.xlsx")

    assert grid.rows == [
        ["Tên", "Xã", "", "", "", "", "", ""],
        ["912345678", "24/11/2026", "24/11/2026", "1250,5", "2", "x", "", "hai đoạn"],
    ]
    assert (grid.numbers, grid.formulas) == ([1, 4], ("E4",))


def test_a_hidden_sheet_is_passed_over():
    sheets = '<sheet name="a" state="hidden" r:id="rId1"/><sheet name="b" r:id="rId2"/>'

    assert read_file(a_workbook([["Tên"]], sheets=sheets), "ho.xlsx").rows == [["tờ hai"]]


def a_bomb() -> bytes:
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("xl/workbook.xml", b" " * (65 << 20))
    return page.getvalue()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (a_bomb(), "lớn quá"),
        (a_workbook([["Tên"]], head=LAUGHS), "không mở được"),
        (a_workbook([["Tên"]], '<row r="2"><c r="A99999"><v>1</v></c></row>'), "dài hơn"),
        (a_workbook([["Tên"]], '<row r="2"><c r="ZZ2"><v>1</v></c></row>'), "dài hơn"),
        (a_workbook([["Tên"]], '<row r="2"><c r="A2" t="s"><v>77</v></c></row>'), "không mở được"),
        (a_workbook([["Tên"]])[:-40], "không mở được"),
        (a_workbook([]), "không có dòng nào"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "đời cũ"),
        (b"x" * (6 << 20), "lớn quá"),
        (b"a\x00b", "không đọc được"),
        ("Tên".encode("cp1258") + b"\xff", "không đọc được"),
        (b"\n" * 10, "không có dòng nào"),
        (b"a\n" * 5001, "dài hơn"),
    ],
)
def test_what_cannot_be_taken_is_said_with_the_name_of_the_file(content, said):
    with pytest.raises(BadValue) as refused:
        read_file(content, "ho.xlsx", "file")

    assert refused.value.field == "file"
    assert said in refused.value.sentence
    assert "“ho.xlsx”" in refused.value.sentence
