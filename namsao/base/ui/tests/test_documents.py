"""Official papers, read back."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pikepdf
import pypdfium2
import pytest

from namsao.base.ui import apart, documents, qr

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DATA = {
    "agency_above": "Ủy ban nhân dân tỉnh Quảng Ninh",
    "agency": "Sở Nông nghiệp và Môi trường",
    "number": "12/QĐ-SNNMT",
    "place": "Quảng Ninh",
    "date": date(2026, 2, 5),
    "name": "Quyết định",
    "about": "Về việc công nhận sản phẩm OCOP",
    "to": ["Ủy ban nhân dân xã Lục Hồn"],
    "recipients": ["Như Điều 3", "Lưu: VT"],
    "authority": ["Giám đốc"],
    "signer": "Nguyễn Thị Lan",
    "basis": "26/2026/QĐ-TTg",
    "producer": "HTX Miến dong Lục Hồn",
    "rows": [[1, "Miến dong Bình Liêu", Decimal("89.8")]],
    "qr": qr.svg("https://ocop.example.vn/verify/1"),
}


def a_paper(**changed: object) -> bytes:
    return documents.paper("ui/sample", DATA | changed, at=AT, title="Quyết định 12")


def words(pdf: bytes) -> list[str]:
    """The text of each page, on one line."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def standard(pdf: bytes) -> tuple[str | None, str | None]:
    """Part and level of PDF/A the file says it keeps."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_metadata() as metadata:
        return metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")


def test_a_paper_has_every_part_of_the_layout_and_is_pdf_a():
    made = a_paper()

    (text,) = words(made)
    for part in [
        "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/QĐ-SNNMT",
        "Quảng Ninh, ngày 05 tháng 02 năm 2026",
        "QUYẾT ĐỊNH",
        "Kính gửi: Ủy ban nhân dân xã Lục Hồn",
        "1 Miến dong Bình Liêu 89.8",
        "☑ Đủ hồ sơ",
        "☐ Còn thiếu",
        "- Như Điều 3;",
        "- Lưu: VT.",
        "GIÁM ĐỐC",
        "Nguyễn Thị Lan",
    ]:
        assert part in text
    assert standard(made) == ("2", "A")


def test_the_same_values_give_the_same_bytes():
    assert a_paper() == a_paper()


@pytest.mark.parametrize(
    "name",
    [
        'HTX "Ba *Sao*" #1 $x$ \\ [a] <b> @c _d_ `e` // f',
        '#read("/base/ui/fonts.py") #sys.version',
        '"; panic("x") //',
        "= Tiêu đề",
        "- gạch đầu dòng",
    ],
)
def test_a_name_that_looks_like_typst_is_only_text(name):
    (text,) = words(a_paper(producer=name, recipients=[name], signer=name, number=name, remark=name))

    assert text.count(name) == 5


def test_a_page_number_stands_on_every_page_but_the_first_and_the_table_repeats_its_head():
    rows = [[n, f"Sản phẩm {n}", 5] for n in range(1, 81)]

    pages = words(a_paper(rows=rows))

    assert len(pages) == 3
    assert [page.count("Tên sản phẩm") for page in pages[:2]] == [1, 1]
    assert not pages[0].startswith("1 ")
    assert [page.split()[0] for page in pages[1:]] == ["2", "3"]


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ({}, (0, 0)),
        ({"draft": True}, (1, 0)),
        ({"illustrative": True}, (0, 1)),
        ({"draft": True, "illustrative": True}, (1, 1)),
    ],
)
def test_drafts_and_made_up_data_are_marked_across_the_page(marks, shown):
    (text,) = words(a_paper(**marks))

    assert (text.count("BẢN NHÁP"), text.count("DỮ LIỆU MINH HOẠ")) == shown


def test_a_paper_without_an_office_has_the_national_head_alone():
    left_out = dict.fromkeys(["agency_above", "agency", "number", "to", "recipients", "about"])

    (text,) = words(a_paper(**left_out))

    assert text.startswith("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert "Số:" not in text
    assert "Kính gửi" not in text


def test_a_letter_no_font_has_still_gives_a_paper():
    made = a_paper(producer="HTX 麺")

    assert "HTX" in words(made)[0]
    assert standard(made) == (None, None)


@pytest.mark.parametrize("name", ["ui/nothing", "../ui/sample", "ui/../ui/sample", "sample", "ui/sample.typ"])
def test_a_template_that_is_not_there_is_named(name):
    with pytest.raises(LookupError, match="no Typst template"):
        documents.paper(name, {}, at=AT, title="x")


def test_what_is_no_value_for_a_paper_is_refused():
    with pytest.raises(TypeError, match="not a value for a paper"):
        a_paper(remark=object())


def test_a_template_that_lacks_its_values_says_which():
    with pytest.raises(apart.Broken, match="basis"):
        documents.paper("ui/sample", {}, at=AT, title="x")
