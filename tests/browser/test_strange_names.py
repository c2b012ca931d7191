"""Names that are markup: shown as text wherever they travel, in the house and at the door."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Screens
from tests.browser.forms import fill, walk
from tests.browser.wrong import TODAY

pytestmark = pytest.mark.browser

NAME = """<script>alert(1)</script><img src=x onerror=alert(2)>"'&amp;{{7*7}}"""


def test_a_name_full_of_markup_is_text_on_every_page_it_reaches(screens: Screens) -> None:
    page = screens.open(PHONE, role="producer")
    page.on("dialog", lambda dialog: screens.troubles(page).found.append(f"dialog: {dialog.message}"))
    walk(page, "/farms/", ["Khai vùng trồng"])
    fill(page, {"Tên vùng trồng": NAME, "Trồng gì": NAME, "Diện tích": "1,5"})
    page.get_by_role("button", name="Lưu vùng trồng").click()
    area = page.url
    assert_text(page)
    for path in ("/farms/", f"/search/?q={quote(NAME)}", "/audit/"):
        page.goto(path)
        assert_text(page)

    walk(page, area, ["Mở vụ mới"])
    fill(page, {"Tên vụ": NAME, "Bắt đầu từ ngày": f"{TODAY:%d/%m/%Y}"})
    page.get_by_role("button", name="Mở vụ").click()
    assert_text(page)


def test_a_product_named_by_markup_is_text_on_its_passport(screens: Screens) -> None:
    page = screens.open(PHONE, role="producer")
    walk(page, "/products/", ["Thêm sản phẩm"])
    fill(
        page,
        {"Tên sản phẩm": NAME, "Bộ tiêu chí": "7. Chế biến từ rau, củ, quả, hạt", "Quy cách": "<b>500 g"},
    )
    page.get_by_role("button", name="Thêm sản phẩm").click()
    assert_text(page)
    passport = page.get_by_role("link", name="Xem trang hộ chiếu").get_attribute("href") or ""
    walk(page, page.url, ["Viết câu chuyện"])
    fill(page, {"Mô tả ngắn": NAME, "Câu chuyện sản phẩm": f"{NAME}\n\n{NAME}"})
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert_text(page)
    page.goto("/products/")
    assert_text(page)

    visitor = screens.open(PHONE)
    open_when_published(visitor, passport, NAME)

    assert_text(visitor)
    assert visitor.title() == NAME
    expect(visitor.locator("h2.title")).to_have_text(NAME)


@pytest.mark.parametrize(
    "path", ["/01/<script>alert(1)</script>", "/scans/report/?code=<script>alert(1)</script>"]
)
def test_an_address_full_of_markup_comes_back_as_text(screens: Screens, path: str) -> None:
    page = screens.open(PHONE)
    if path.startswith("/01/"):
        screens.troubles(page).expect("^400 from ")

    page.goto(path)

    assert page.locator("main script").count() == 0
    expect(page.locator("main")).to_contain_text(re.compile(r"<script>alert|%3Cscript%3Ealert"))


def assert_text(page: Page) -> None:
    """The name is there to read, and nothing in the page was made of it."""
    assert NAME in page.locator("main").inner_text()
    assert page.locator("main script, img[src=x], [onerror]").count() == 0


def open_when_published(page: Page, address: str, text: str) -> None:
    """The door learns of a new product after the commit, within seconds."""
    for _ in range(20):
        page.goto(address)
        if text in page.locator("body").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} never showed {text!r}")


def test_a_photo_of_markup_is_refused(screens: Screens, tmp_path: Path) -> None:
    page = screens.open(PHONE, role="producer")
    picture = tmp_path / "photo.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    walk(page, "/products/", ["Miến dong Bình Liêu", "Đổi ảnh"])

    fill(page, {"Ảnh sản phẩm": picture})
    page.get_by_role("button", name="Lưu ảnh").click()

    expect(page.locator(".errors[role=alert]")).to_contain_text("Tệp này không phải ảnh")
