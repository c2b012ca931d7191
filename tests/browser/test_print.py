"""Lists and pages on paper: what was asked for, without the furniture around it."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser import flaws
from tests.browser.conftest import DESK, Screens
from tests.browser.forms import walk

pytestmark = pytest.mark.browser

A4_PX = {"width": 718, "height": 1047}  # 190 × 277 mm at 96 px an inch: A4 with margins of 10 mm
FURNITURE = ".rail, .bar, .top, .foot, .skip, form[role=search], .acts"
PALE = """
() => [...document.querySelectorAll("main :is(h1, h2, p, dt, dd, th, td, a, span, b):not([aria-hidden])")]
  .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))
  .filter(e => { const c = getComputedStyle(e).color.match(/[\\d.]+/g).map(Number);
                 return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2] > 140; })
  .map(e => `${e.tagName.toLowerCase()} "${e.textContent.trim().slice(0, 30)}" is ${getComputedStyle(e).color}`)
"""


def open_printed(screens: Screens, role: str, path: str, *through: str) -> Page:
    page = screens.open({**DESK, "viewport": A4_PX}, role=role)
    page.emulate_media(media="print")
    walk(page, path, through)
    return page


def words_on_paper(page: Page, folder: Path) -> str:
    """The text of the PDF the browser's print button makes, without spaces: lines break anywhere."""
    file = folder / "printed.pdf"
    page.pdf(path=file, format="A4")
    document = pypdfium2.PdfDocument(file)
    try:
        return bare("".join(each.get_textpage().get_text_range() for each in document))
    finally:
        document.close()


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("producer", ("/products/",)),
        ("province", ("/products/",)),
        ("producer", ("/products/", "Miến dong Bình Liêu", "ML2611A")),
        ("producer", ("/products/", "Miến dong Bình Liêu")),
        ("producer", ("/farms/", "Nương dong đồi Nà Sao")),
        ("province", ("/audit/",)),
    ],
)
def test_paper_shows_no_furniture_and_no_pale_words(
    screens: Screens, role: str, path: tuple[str, ...]
) -> None:
    page = open_printed(screens, role, *path)

    shown = [each.inner_text() for each in page.locator(FURNITURE).all() if each.is_visible()]

    assert (shown, flaws.too_wide(page), page.evaluate(PALE)) == ([], [], [])


def test_the_printed_register_holds_its_rows_and_not_the_menu(screens: Screens, tmp_path: Path) -> None:
    page = open_printed(screens, "province", "/products/")
    names = [each.inner_text() for each in page.locator("tbody tr td:first-child a").all()]

    words = words_on_paper(page, tmp_path)

    assert len(names) == 25
    assert [name for name in names if bare(name) not in words] == []
    assert [
        word for word in ("Việc của tôi", "Nhật ký hệ thống", "Đăng xuất", "Lọc") if bare(word) in words
    ] == []


def test_the_printed_batch_holds_its_facts_inputs_and_steps(screens: Screens, tmp_path: Path) -> None:
    page = open_printed(screens, "producer", "/products/", "Miến dong Bình Liêu", "ML2611A")

    words = words_on_paper(page, tmp_path)

    facts = ["Lô ML2611A", "Miến dong Bình Liêu", "Xưởng miến Lục Hồn", "20/11/2026", "450", "09521100000017"]
    rows = ["DR2611-01", "DR2611-02", "Phơi sợi trên giàn tre", "Đóng gói hút chân không"]
    assert [word for word in [*facts, *rows] if bare(word) not in words] == []
    assert [
        word for word in ("Vùng trồng Sản phẩm Truy xuất", "In tem", "Ghi công đoạn") if word in words
    ] == []
