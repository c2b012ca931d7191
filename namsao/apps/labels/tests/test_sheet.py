"""Printed sheets, read back as a printer and a phone would."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from namsao.apps.labels import codes, sheet
from namsao.apps.labels.models import LabelRun
from namsao.apps.labels.paper import A4_HEIGHT_MM, A4_WIDTH_MM, DOT_MM, PAPERS
from namsao.base.accounts.tests.cast import NOW

from .build import codes_on, pages, picture, words_of

GTIN = "09521100000017"
LONG_NAME = (
    "Miến dong Bình Liêu sợi nhỏ từ bột dong riềng nguyên chất, phơi nắng tự nhiên trên giàn tre, "
    "đóng gói giấy kraft hút chân không, đặc sản xã Lục Hồn, Quảng Ninh"
)
FACTS = sheet.Facts(
    name="Miến dong Bình Liêu",
    producer="HTX Miến dong Lục Hồn",
    lot="ML2611A",
    made_on=date(2026, 11, 20),
    expires_on=date(2027, 11, 20),
    stars=5,
    illustrative=False,
)


def some_labels(count: int, lot: str = "ML2611A", root: str = "https://ocop.example.vn") -> list[sheet.Label]:
    serials = [f"{7_919_104_729 * n + 1_234_567_891_234_567:016}" for n in range(count)]
    return [sheet.Label(serial, codes.address(root, GTIN, lot, serial)) for serial in serials]


def a_sheet(
    layout: str = "a4-24", facts: sheet.Facts = FACTS, labels: list[sheet.Label] | None = None
) -> bytes:
    labels = labels or some_labels(1)
    return sheet.pdf(paper=PAPERS[layout], facts=facts, labels=labels, title="Tem lô ML2611A", at=NOW)


def test_every_layout_has_its_paper():
    assert list(PAPERS) == LabelRun.Layout.values


@pytest.mark.parametrize("layout", PAPERS)
def test_every_code_of_full_and_half_full_sheets_reads_back_in_order(layout):
    labels = some_labels(PAPERS[layout].labels + 7)

    printed = pages(a_sheet(layout, replace(FACTS, name=LONG_NAME, illustrative=True), labels))

    read = [text for page in printed for text in codes_on(page)]
    assert len(printed) == 2
    assert read == [label.address for label in labels]


@pytest.mark.parametrize(("layout", "host", "modules"), [("a4-24", 90, 65), ("a4-40", 45, 57)])
def test_the_largest_code_that_a_layout_takes_reads_back(layout, host, modules):
    labels = some_labels(3, "%" * 20, f"https://{'a' * (host - 8)}")

    assert codes.modules(codes.symbol(labels[0].address)) == modules
    assert codes_on(pages(a_sheet(layout, labels=labels))[0]) == [label.address for label in labels]


def test_a_code_too_large_for_small_labels_is_refused():
    labels = some_labels(1, "%" * 20, f"https://{'a' * 52}")

    with pytest.raises(ValueError, match="does not fit"):
        a_sheet("a4-40", labels=labels)


@pytest.mark.parametrize("layout", PAPERS)
def test_a_module_is_a_whole_number_of_printer_dots_and_never_under_0_42_mm(layout):
    paper = PAPERS[layout]
    sizes = [21 + 4 * version + 8 for version in range(12)]

    modules = [side / size for size in sizes if (side := paper.side_mm(size))]

    assert [round(module / DOT_MM, 6) for module in modules] == [round(module / DOT_MM) for module in modules]
    assert min(modules) >= 0.42
    assert all((paper.side_mm(size) or 0) <= paper.height_mm - 1 for size in sizes)


@pytest.mark.parametrize("layout", PAPERS)
def test_the_labels_of_a_sheet_lie_on_the_paper_side_by_side(layout):
    paper = PAPERS[layout]
    cells = list(paper.cells())

    assert len(cells) == len(set(cells)) == paper.labels
    assert min(x for x, _y in cells) >= 5
    assert min(y for _x, y in cells) >= 5
    assert max(x for x, _y in cells) + paper.width_mm <= A4_WIDTH_MM - 5
    assert max(y for _x, y in cells) + paper.height_mm <= A4_HEIGHT_MM - 5


def test_a_label_says_the_product_the_lot_its_days_its_stars_and_its_serial():
    [label] = some_labels(1)

    words = words_of(a_sheet(labels=[label]))

    assert words == (
        "Quét để xem nguồn gốc Miến dong Bình Liêu Lô ML2611A NSX 20/11/2026 HSD 20/11/2027 "
        "★★★★★ OCOP 5 sao 1234 5678 9123 4567"
    )


def test_a_label_without_stars_in_force_says_nothing_of_stars():
    words = words_of(a_sheet(facts=replace(FACTS, stars=0)))

    assert ("★" in words, "OCOP" in words, "HSD 20/11/2027" in words) == (False, False, True)


@pytest.mark.parametrize("layout", PAPERS)
def test_a_label_of_illustrative_data_says_so(layout):
    said = words_of(a_sheet(layout, replace(FACTS, illustrative=True)))

    assert "Dữ liệu minh hoạ" in said
    assert "Dữ liệu minh hoạ" not in words_of(a_sheet(layout))


@pytest.mark.parametrize(
    "name", ['#read("/etc/passwd")', "$x^2$ *đậm* _nghiêng_", "\\u{41} <a> @b // c", "= Đầu\n- mục `mã`"]
)
def test_a_name_that_looks_like_a_program_prints_as_text(name):
    words = words_of(a_sheet(facts=replace(FACTS, name=name)))

    assert " ".join(name.split()).replace(" ", "") in words.replace(" ", "")
    assert "root:" not in words


def test_a_name_longer_than_the_label_loses_its_last_words():
    words = words_of(a_sheet("a4-40", replace(FACTS, name=LONG_NAME)))

    assert "Miến dong Bình Liêu sợi nhỏ" in words
    assert "…" in words
    assert "1234 5678 9123 4567" in words


@pytest.mark.parametrize("layout", PAPERS)
@pytest.mark.parametrize("name", ["W" * 160, "Miến " + "ươ" * 77, LONG_NAME])
def test_no_name_and_no_lot_runs_into_the_code_of_the_next_label(layout, name):
    labels = some_labels(PAPERS[layout].labels, "W" * 20)

    printed = a_sheet(layout, replace(FACTS, name=name, lot="W" * 20, illustrative=True), labels)

    assert codes_on(pages(printed)[0]) == [label.address for label in labels]
    assert words_of(printed).count("HSD 20/11/2027") == len(labels)


def test_a_letter_that_no_font_has_does_not_stop_the_printing():
    labels = some_labels(2)

    printed = a_sheet(facts=replace(FACTS, name="Miến dong 龍 🐉"), labels=labels)

    assert codes_on(pages(printed)[0]) == [label.address for label in labels]


def test_the_file_has_a_title_a_language_and_the_moment_and_can_be_read_aloud():
    printed = a_sheet()

    about = pypdfium2.PdfDocument(printed).get_metadata_dict(skip_empty=True)
    assert (about["Title"], about["Author"]) == ("Tem lô ML2611A", "HTX Miến dong Lục Hồn")
    assert about["CreationDate"].startswith("D:20261124010000")
    assert b"/Lang(vi-VN)" in printed
    assert (b"pdfuaid:part" in printed, b"pdfaid:part" in printed) == (True, True)


def test_the_same_labels_give_the_same_bytes():
    assert a_sheet(labels=some_labels(30)) == a_sheet(labels=some_labels(30))


def test_a_picture_of_a_label_reads_back_and_is_small_enough_for_a_phone():
    [label] = some_labels(1)

    png = sheet.picture(paper=PAPERS["a4-24"], facts=FACTS, label=label)

    assert codes_on(picture(png)) == [label.address]
    assert len(png) < 30_000


def test_a_specimen_differs_from_a_label():
    [label] = some_labels(1)
    both = [
        sheet.picture(paper=PAPERS["a4-24"], facts=FACTS, label=label, specimen=specimen)
        for specimen in (True, False)
    ]

    assert both[0] != both[1]
