"""Tables of lots, read without believing them."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from namsao.apps.traceability.imports.columns import FACTS, guess
from namsao.apps.traceability.imports.json_lines import line_of
from namsao.apps.traceability.imports.lots import deeds
from namsao.apps.traceability.imports.rows import read_line
from namsao.apps.traceability.imports.table import MOST_ROWS, Cell, Line, read_table
from namsao.apps.traceability.tests import sheets
from namsao.base.ui.display import VIETNAM
from namsao.core.errors import BadValue

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 24, 9, tzinfo=VIETNAM)
HEAD = ["GTIN", "Số lô", "Ngày sản xuất", "Số lượng", "ĐVT", "HSD"]
GOOD = ["9521100000017", "MD1", "20/11/2026", "1.250,5", "kg", "20/11/2028"]


def lines(*rows):
    return [Line(number, [Cell("t", text) for text in row]) for number, row in enumerate(rows, 2)]


def read(row, kind="made", head=HEAD, unit="KGM"):
    return read_line(
        row if isinstance(row, Line) else lines(row)[0], kind, guess(kind, head, {}), unit, TODAY
    )


def test_a_csv_of_excel_is_read_whatever_its_separator_and_writing():
    rows = [["GTIN", "Số lô"], ["09521100000017", "MD1"]]
    for separator, coding in ((";", "utf-8-sig"), (",", "utf-8"), ("\t", "utf-16")):
        content = "\r\n".join(separator.join(row) for row in rows).encode(coding)

        table = read_table(content)

        assert (list(table.head), [cell.text for cell in table.lines[0].cells]) == (rows[0], rows[1])


def test_a_sheet_keeps_zeros_days_and_numbers_and_skips_empty_rows_and_hidden_sheets():
    content = sheets.workbook(
        [
            [sheets.text("GTIN"), sheets.text("Ngày"), sheets.text("Lượng")],
            [],
            [sheets.text("09521100000017"), sheets.day(46346), sheets.number("9.521100000017E12")],
        ]
    )

    table = read_table(content)

    assert list(table.head) == ["GTIN", "Ngày", "Lượng"]
    assert table.lines == [
        Line(3, [Cell("t", "09521100000017"), Cell("d", "2026-11-20"), Cell("n", "9521100000017")])
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không có dòng nào"),
        (b"GTIN;Lot\r\n", "chỉ có một dòng"),
        (b"PK\x03\x04 not a zip", "Không đọc được tệp"),
        (b"\xd0\xcf\x11\xe0 old", "đời cũ"),
        ("GTIN,Số lô\nx,y\n".encode("cp1258", "replace") + b"\xff", "UTF-8"),
        (b"GTIN,Lot\na,\0\n", "Không đọc được tệp"),
        (b'GTIN,Lot\n"a"b,c\n', "Không đọc được tệp"),
        (b"GTIN,Lot\n" + b"a,b\n" * (MOST_ROWS + 1), "5000"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content, said):
    with pytest.raises(BadValue, match=said):
        read_table(content)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "parts",
    [
        {"inner": f"{BOMB}{sheets.sheet([[sheets.text('&b;')]])}".replace("&amp;", "&")},
        {"inner": "<worksheet" + " " * (61 << 20)},  # unpacks to more than is read
        {"book": "<workbook/>"},
        {"links": "<Relationships/>"},
        {"inner": sheets.sheet([[sheets.text("a")], ['<c t="s"><v>7</v></c>']])},
        {"inner": sheets.sheet([[sheets.text("a")], ['<c s="1"><v>1e300</v></c>']])},
    ],
)
def test_a_hostile_sheet_is_refused(parts):
    with pytest.raises(BadValue, match=r"Không đọc được tệp|lớn quá"):
        read_table(sheets.workbook([], **parts))


def test_columns_are_guessed_in_two_languages_and_each_serves_once():
    vietnamese = guess("made", ["STT", "Mã vạch", "Lô", "NSX", "Khối lượng (kg)", "ĐVT", "Hạn sử dụng *"], {})
    english = guess(
        "shipped", ["Product code", "Batch", "Ship date", "Qty", "UOM", "Ship to", "Order number"], {}
    )

    assert vietnamese == {"gtin": 1, "lot": 2, "done_on": 3, "quantity": 4, "unit": 5, "expires_on": 6}
    assert english == {
        "gtin": 0,
        "lot": 1,
        "done_on": 2,
        "quantity": 3,
        "unit": 4,
        "to_place": 5,
        "number": 6,
    }


def test_what_was_chosen_the_last_time_comes_first():
    assert guess("made", ["Lô", "Ký hiệu"], {"lot": "ky hieu"}) == {"lot": 1}


def test_a_row_of_ours_is_read_by_every_kind_of_table():
    for kind, facts in FACTS.items():
        head = [fact.titles[0] for fact in facts]

        found = read([fact.sample for fact in facts], kind, head)

        assert found.faults == [], kind


def test_a_row_is_read_into_facts():
    found = read(GOOD)

    assert found.faults == []
    assert found.said == {
        "gtin": "09521100000017",
        "lot": "MD1",
        "done_on": date(2026, 11, 20),
        "quantity": Decimal("1250.5"),
        "unit": "KGM",
        "expires_on": date(2028, 11, 20),
        "place": None,
        "input_unit": "KGM",
    }


@pytest.mark.parametrize(
    ("place", "cell", "said"),
    [
        (0, Cell("t", "9521100000025"), "GTIN (mã vạch): Số kiểm tra"),
        (0, Cell("t", "9,52E+12"), "rút gọn"),
        (0, Cell("t", "521100000017"), "Số kiểm tra"),
        (0, Cell("f", ""), "công thức"),
        (1, Cell("t", ""), "Số lô: để trống"),
        (1, Cell("t", "lô số một"), "Số lô"),
        (2, Cell("t", "11/25/2026"), "Không có ngày"),
        (2, Cell("t", "25/11/2026"), "phía trước"),
        (2, Cell("n", "46346"), "là con số"),
        (3, Cell("t", "1.25"), "chưa rõ"),
        (3, Cell("t", "0"), "lớn hơn 0"),
        (3, Cell("e", "#REF!"), "báo lỗi"),
        (4, Cell("t", "tạ"), "không rõ đơn vị"),
        (4, Cell("t", "gói"), "số nguyên"),
        (5, Cell("t", "20/11/2025"), "Hạn dùng phải sau"),
    ],
)
def test_a_bad_cell_is_explained(place, cell, said):
    cells = [Cell("t", text) for text in GOOD]
    cells[place] = cell

    found = read(Line(2, cells))

    assert len(found.faults) == 1
    assert said in found.faults[0][0]


def test_a_gtin_that_lost_its_zeros_in_a_cell_of_numbers_has_them_back():
    cells = [Cell("n", "12345678905"), *(Cell("t", text) for text in GOOD[1:])]

    assert read(Line(2, cells)).said["gtin"] == "00012345678905"


def made(*rows, kind="made", head=HEAD):
    return deeds((read(line, kind, head) for line in lines(*rows)), kind, 7, AT)


def test_the_same_row_is_the_same_event_whenever_it_comes():
    first = made(GOOD)[0].event
    later = deeds([read(lines(GOOD)[0])], "made", 7, AT.replace(hour=15))[0].event

    assert first == later
    assert made(GOOD[:5])[0].event["eventID"] != first["eventID"]


def test_nothing_happens_after_the_file_came():
    today = [*GOOD[:2], "24/11/2026", *GOOD[3:]]

    assert made(today)[0].event["eventTime"] == "2026-11-24T02:00:00.000Z"  # nine in Vietnam


def test_a_lot_twice_in_one_table_is_refused():
    found = made(GOOD, GOOD)

    assert [row.faults[0][0] for deed in found for row in deed.rows if row.faults] == ["Trùng lô với dòng 2."]
    assert found[0].event == {}


TRANSFORMED = [
    "GTIN nguyên liệu",
    "Lô nguyên liệu",
    "Lượng nguyên liệu",
    "GTIN",
    "Lô",
    "Ngày",
    "Lượng",
    "ĐVT",
]


def test_rows_of_one_output_are_one_transformation():
    rows = [["09521100000024", lot, "420", "09521100000017", "MD1", "20/11/2026", "71", "kg"] for lot in "AB"]

    found = made(*rows, kind="transformed", head=TRANSFORMED)

    assert len(found) == 1
    event = found[0].event
    assert [each["epcClass"][-1] for each in event["inputQuantityList"]] == ["A", "B"]
    assert event["outputQuantityList"] == [
        {"epcClass": "https://id.gs1.org/01/09521100000017/10/MD1", "quantity": 71, "uom": "KGM"}
    ]


def test_a_transformation_with_one_bad_row_is_no_event_at_all():
    rows = [
        ["09521100000024", lot, "420", "09521100000017", "MD1", "20/11/2026", "71", "kg"] for lot in ("A", "")
    ]

    assert [deed.event for deed in made(*rows, kind="transformed", head=TRANSFORMED)] == [{}]


def test_rows_under_one_delivery_note_are_one_shipment():
    head = ["GTIN", "Lô", "Ngày giao", "SL", "ĐVT", "Nơi nhận", "Số phiếu"]
    rows = [
        ["09521100000017", lot, "20/11/2026", "10", "gói", "9521100000024", "PG/15"] for lot in ("MD1", "MD2")
    ]

    (found,) = made(*rows, kind="shipped", head=head)

    event = found.event
    assert [each["quantity"] for each in event["quantityList"]] == [10, 10]
    assert event["bizTransactionList"][0]["bizTransaction"] == "urn:namsao:bt:7:PG%2F15"
    assert event["destinationList"] == [
        {"type": "location", "destination": "https://id.gs1.org/414/9521100000024"}
    ]
    assert found.lot == ""


@pytest.mark.parametrize(
    ("pointer", "line"),
    [("", 1), ("/a", 2), ("/b/1/c~1d", 5), ("/b/0", 4), ("/b/9/x", 3), ("/missing", 1), ("/a/deeper", 2)],
)
def test_the_line_of_a_json_pointer(pointer, line):
    text = '{\n "a": "x \\" }",\n "b": [\n  {"q": [1, {"c": 2}]},\n  {"k": 1, "c/d": null}\n ]\n}'

    assert line_of(text, pointer) == line
