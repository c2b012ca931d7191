"""The council: set up by the province, run by its secretary, scored by its members."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.keyboard import press_on
from tests.browser.round.clicks import choose, codes_on, follow, job, look, press, tick_sheet, today
from tests.browser.round.province import in_days
from tests.browser.round.sheets import Ticks

COUNCILS, SITTINGS, MINE = "Hội đồng", "Phiên đánh giá", "Chấm điểm"
NAME = "Hội đồng OCOP tỉnh, khoá mới"
ADVISERS = "Tổ tư vấn"


def set_up(page: Page, people: dict[str, str]) -> None:
    """A council with everybody in their seats. people: name -> seat."""
    job(page, COUNCILS)
    follow(page, "Thêm hội đồng")
    fill(
        page,
        {
            "Tên hội đồng": NAME,
            "Quyết định thành lập số": "301/QĐ-UBND",
            "Ngày thành lập": in_days(-30),
            "Quy chế hoạt động số": "02/QC-HĐ",
        },
    )
    look(page, "council-new")
    press(page, "Lưu")
    for name, seat in people.items():
        follow(page, "Thêm thành viên")
        choose(page, "Người", name)
        fill(page, {"Vai": seat})
        press(page, "Ghi vào hội đồng")
    look(page, "council")


def call(page: Page, title: str, in_round: str, product: str) -> None:
    """A sitting today with the product on its agenda."""
    job(page, COUNCILS)
    follow(page, NAME)
    follow(page, "Mở phiên đánh giá")
    fill(page, {"Tên phiên": title, "Đợt đánh giá": in_round, "Ngày": today()})
    press(page, "Lưu")
    choose(page, "Hồ sơ chờ họp", product)
    look(page, "sitting-agenda")
    press(page, "Đưa vào chương trình")
    follow(page, "Xong chương trình")


def open_scoring(page: Page, title: str) -> None:
    _open(page, title)
    look(page, "sitting-before")
    follow(page, "Mở chấm điểm")
    look(page, "sitting-open-scoring")
    press(page, "Mở chấm điểm")


def declare(page: Page, title: str) -> None:
    """No conflict of interest."""
    job(page, MINE)
    follow(page, f"Kê khai: {title}")
    look(page, "member-declare")
    press(page, "Tôi cam đoan kê khai trên là đúng")


def score(page: Page, product: str, ticks: Ticks) -> None:
    """Every criterion by a click, each saved at once."""
    _sheet(page, product)
    tick_sheet(page, ticks, codes_on(page))
    _all_saved(page, ticks)
    press(page, "Xem lại và nộp phiếu")
    press(page, "Nộp phiếu")
    expect(page.locator("main")).to_contain_text("đã nộp phiếu")


def score_by_keyboard(page: Page, product: str, ticks: Ticks) -> None:
    """Number, J, number, J … then S, and the button of the next page; the pointer stays where it is."""
    _sheet(page, product)
    for code in codes_on(page):
        page.keyboard.press(str(ticks[code]))
        page.keyboard.press("j")
    _all_saved(page, ticks)
    look(page, "member-sheet", closely=True)
    with page.expect_navigation():
        page.keyboard.press("s")
    look(page, "member-hand-in")
    press_on(page, "Nộp phiếu")
    expect(page.locator("main")).to_contain_text("đã nộp phiếu")


def words_of_sheet(page: Page, product: str) -> str:
    """What a member's own sheet says."""
    _sheet(page, product)
    return page.locator("main").inner_text()


def words_for_members(page: Page, title: str, product: str) -> str:
    """Everything the pages of a product before the council say to who looks."""
    said = []
    job(page, MINE)
    said.append(page.locator("main").inner_text())
    _open(page, title)
    said.append(page.locator("main").inner_text())
    follow(page, f"1. {product}")
    said.append(page.locator("main").inner_text())
    return "\n".join([*said, words_of_sheet(page, product)])


def close(page: Page, title: str, product: str, points: str) -> None:
    _open(page, title)
    follow(page, product)
    look(page, "hearing-all-in")
    follow(page, "Khép kết quả")
    look(page, "hearing-close")
    press(page, "Khép kết quả")
    follow(page, f"1. {product}")
    expect(page.locator("b.big")).to_have_text(points)
    look(page, "hearing-closed")


def propose(page: Page, title: str, number: str, minutes: Path) -> None:
    """With the signed minutes, after looking at those to be signed."""
    _open(page, title)
    assert _pdf(page, "In biên bản")
    follow(page, "Đề xuất kết quả")
    fill(page, {"Biên bản số": number, "Ngày biên bản": today(), "Biên bản đã ký": minutes})
    look(page, "sitting-propose")
    press(page, "Đề xuất kết quả")
    expect(page.locator("main")).to_contain_text(f"Đã đề xuất theo biên bản {number}")
    look(page, "sitting-proposed")


def _open(page: Page, title: str) -> None:
    job(page, SITTINGS)
    follow(page, title)


def _sheet(page: Page, product: str) -> None:
    job(page, MINE)
    follow(page, product)


def _all_saved(page: Page, ticks: Ticks) -> None:
    expect(page.locator("[data-answered]")).to_have_text(str(len(ticks)))
    expect(page.locator("[data-saved]").first).to_contain_text(re.compile(r"^Đã lưu \d"))


def _pdf(page: Page, link: str) -> bool:
    address = page.locator("main").get_by_role("link", name=link).get_attribute("href") or ""
    return page.context.request.get(address).body().startswith(b"%PDF")
