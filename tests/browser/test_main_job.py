"""The main job: a harvest becomes a batch, the batch gets labels, and a stranger reads its passport."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PHONE, Screens, Sessions, shoot
from tests.browser.demo import Demo
from tests.browser.keyboard import press_on, press_to, type_in
from tests.browser.sheet import codes_on

pytestmark = pytest.mark.browser

GTIN = "09521100000017"  # the first of the demo: Bình Liêu vermicelli
KANA = re.compile(r"[\u3040-\u30ff]")


@dataclass
class Printed:
    """What Hoa made: the harvest lot and its page, the batch and its page, and what the QR codes say."""

    harvest: str
    harvest_page: str
    batch: str
    batch_page: str
    codes: list[str]


@pytest.fixture(scope="module")
def printed(
    browser: Browser, demo: Demo, sessions: Sessions, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Printed]:
    """Hoa works on her phone's keyboard, from the front page to the printed sheet."""
    screens = Screens(browser, demo, sessions, "main-job")
    page = screens.open(PHONE)
    sign_in_by_keyboard(page, demo)
    harvest = record_harvest(page)
    harvest_page = page.url
    batch = make_batch(page, harvest)
    batch_page = page.url
    sheet = print_labels(page, tmp_path_factory.mktemp("sheet"))
    yield Printed(harvest, harvest_page, batch, batch_page, codes_on(sheet))
    screens.close()


def sign_in_by_keyboard(page: Page, demo: Demo) -> None:
    card = demo.card("producer")
    page.goto("/")
    press_on(page, "Đăng nhập")
    page.keyboard.type(card["login"])  # the field has the focus already
    type_in(page, "Mật khẩu", card["password"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/home/")


def record_harvest(page: Page) -> str:
    """1.000 kg off the first growing area, today. Returns the lot."""
    press_on(page, "Vùng trồng")
    press_on(page, re.compile("^Nương dong đồi Nà Sao"))
    press_on(page, "Ghi thu hoạch")
    type_in(page, re.compile("^Thu được bao nhiêu"), "1.000")
    type_in(page, re.compile("^Thu ngày nào"), f"{today():%d/%m/%Y}")
    shoot(page, "main-job-harvest")
    press_on(page, "Lưu lô thu hoạch")
    facts = page.locator("dl.facts").first
    expect(facts.get_by_text(re.compile(r"^1\.000\s*kg$"))).to_be_visible()
    title = page.get_by_role("heading", level=1).inner_text()
    return title.removeprefix("Lô thu hoạch ").strip()


def make_batch(page: Page, harvest: str) -> str:
    """240 packs from 900 kg of the lot. Returns the batch's lot."""
    press_on(page, "Sản phẩm")
    press_on(page, "Miến dong Bình Liêu")
    press_on(page, "Ghi lô sản xuất")
    type_in(page, re.compile(f"^Lô {re.escape(harvest)} "), "900")
    type_in(page, re.compile("^Ngày sản xuất"), f"{today():%d/%m/%Y}")
    type_in(page, re.compile("^Hạn sử dụng"), f"{today() + timedelta(days=700):%d/%m/%Y}")
    type_in(page, re.compile("^Số gói làm được"), "240")
    shoot(page, "main-job-batch")
    press_on(page, "Xem lại trước khi ghi")
    expect(page.locator("main")).to_contain_text("120 kg, bằng 13 % nguyên liệu")
    expect(page.locator("main")).to_contain_text("100 kg")  # what stays of the harvest
    shoot(page, "main-job-summary")
    press_on(page, "Ghi lô này")
    expect(page.get_by_role("status").or_(page.locator(".notice")).first).to_contain_text("Đã ghi lô")
    shoot(page, "main-job-batch-made")
    return page.get_by_role("heading", level=1).inner_text().removeprefix("Lô ").strip()


def print_labels(page: Page, folder: Path) -> Path:
    """24 labels. Returns the sheet."""
    press_on(page, "In tem")
    type_in(page, re.compile("^In bao nhiêu tem"), "24")
    shoot(page, "main-job-labels")
    press_on(page, "Cấp mã và tạo tờ tem")
    press_to(page, "Tải tờ tem (PDF)")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    sheet = folder / "sheet.pdf"
    download.value.save_as(sheet)
    return sheet


def today() -> datetime:
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))


def test_every_label_of_the_sheet_is_a_link_to_the_batch_with_a_serial_of_its_own(
    printed: Printed, demo: Demo
) -> None:
    pattern = re.compile(
        f"{re.escape(demo.url)}/01/{GTIN}/10/{re.escape(printed.batch)}/21/([0-9A-Z]{{8,20}})"
    )

    found = [pattern.fullmatch(code) for code in printed.codes]

    assert [code for code, match in zip(printed.codes, found, strict=True) if not match] == []
    assert len({match[1] for match in found if match}) == len(printed.codes) == 24


def test_a_visitor_from_japan_reads_the_passport_in_japanese(screens: Screens, printed: Printed) -> None:
    page = screens.open(PHONE, locale="ja-JP")

    page.goto(printed.codes[0])

    assert page.locator("html").get_attribute("lang") == "ja"
    assert KANA.search(page.locator("h2.title").inner_text())
    expect(page.locator("main")).to_contain_text(printed.batch)
    assert page.locator(".verdict").get_attribute("class") == "verdict"  # neither warning nor withdrawn
    journey = page.locator("#journey li").first
    expect(journey).to_contain_text("食用カンナの芋")
    expect(journey).to_contain_text(f"{today().year}年{today().month}月{today().day}日")


def test_the_frame_of_the_passport_speaks_japanese_too(screens: Screens, printed: Printed) -> None:
    page = screens.open(PHONE, locale="ja-JP")

    page.goto(printed.codes[1])

    headings = [page.locator(".verdict h1"), *page.locator("main h3").all(), page.locator("main a.btn")]
    texts = [each.inner_text() for each in headings]
    assert [text for text in texts if not re.search(r"[\u3040-\u30ff\u4e00-\u9fff]", text)] == []


def test_the_language_of_the_passport_can_be_changed_to_chinese(screens: Screens, printed: Printed) -> None:
    page = screens.open(PHONE, locale="ja-JP")
    page.goto(printed.codes[2])

    page.get_by_role("link", name="简体中文").click()

    assert page.locator("html").get_attribute("lang") == "zh-hans"
    title = page.locator("h2.title").inner_text()
    assert re.search(r"[\u4e00-\u9fff]", title)
    assert not KANA.search(title)
    expect(page.locator("main")).to_contain_text(printed.batch)
    assert page.url == f"{printed.codes[2]}?lang=zh-hans"


def test_the_passport_is_whole_without_javascript(screens: Screens, printed: Printed) -> None:
    def words(*, scripts: bool) -> str:
        page = screens.open(PHONE, java_script_enabled=scripts)
        page.goto(printed.codes[3])
        return page.locator("body").inner_text()

    assert words(scripts=False) == words(scripts=True)


def test_a_scan_is_in_the_producers_list_within_ten_seconds(screens: Screens, printed: Printed) -> None:
    serial = printed.codes[4].rpartition("/")[2]
    producer = screens.open(PHONE, role="producer")
    producer.goto("/scans/")
    expect(producer.locator("main")).not_to_contain_text(serial)

    screens.open(PHONE, locale="ko-KR").goto(printed.codes[4])

    expect(seen_within(producer, serial, seconds=10)).to_contain_text(f"{GTIN}/10/{printed.batch}")


def seen_within(page: Page, serial: str, seconds: int) -> Locator:
    """The row of a serial, once it is there; the list is opened again until then."""
    row = page.get_by_role("row").filter(has_text=serial)
    until = datetime.now() + timedelta(seconds=seconds)
    while not row.count() and datetime.now() < until:
        page.wait_for_timeout(500)
        page.reload()
    return row


def test_the_whole_job_works_without_javascript(screens: Screens, printed: Printed, demo: Demo) -> None:
    page = screens.open(PHONE, role="producer", java_script_enabled=False)

    page.goto("/farms/")
    page.get_by_role("link", name=re.compile("^Nương dong đồi Nà Sao")).click()
    page.get_by_role("link", name="Ghi thu hoạch").click()
    page.get_by_label("Thu được bao nhiêu").fill("0,5")
    page.get_by_label("Thu ngày nào").fill(f"{today():%d/%m/%Y}")
    page.get_by_role("button", name="Lưu lô thu hoạch").click()
    expect(page.locator("dl.facts").first).to_contain_text("0,5 kg")

    page.goto(printed.batch_page)
    page.get_by_role("link", name="In tem").click()
    page.get_by_label("In bao nhiêu tem?").fill("1")
    page.get_by_role("button", name="Cấp mã và tạo tờ tem").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 tem lô")


def test_the_harvest_is_not_traded_under_the_number_of_the_product(
    screens: Screens, printed: Printed
) -> None:
    page = screens.open(PHONE, role="producer")

    page.goto(printed.harvest_page)

    own = page.locator("dl.facts dt", has_text=re.compile("^GTIN$")).locator("+ dd").inner_text()
    assert re.fullmatch("[0-9]{14}", own)
    assert own != GTIN


def test_the_batch_page_shows_what_was_used_and_the_harvest_what_is_left(
    screens: Screens, printed: Printed
) -> None:
    page = screens.open(PHONE, role="producer")

    page.goto(printed.batch_page)

    expect(page.get_by_role("row").filter(has_text=printed.harvest)).to_contain_text("900 kg")
    page.goto(page.get_by_role("link", name="Miến dong Bình Liêu").first.get_attribute("href") or "")
    page.get_by_role("link", name="Ghi lô sản xuất").click()
    expect(
        page.get_by_label(re.compile(f"^Lô {re.escape(printed.harvest)} "))
    ).to_have_accessible_description(re.compile(r"còn 100\s*kg"))
