"""Tuấn at the commune: samples, Form 03, back to the producer, on to the province."""

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.round.clicks import follow, job, look, narrow, press, take_up, today

QUEUE = "Xã thẩm định"


def give_back(page: Page, product: str, reason: str) -> None:
    """From the queue, with a reason for one criterion beside the general one."""
    _open_form(page, product)
    follow(page, "Trả lại cho chủ thể")
    fill(page, {"Cần bổ sung, sửa gì": reason})
    look(page, "commune-give-back")
    press(page, "Trả lại hồ sơ")
    expect(page.locator("main")).not_to_contain_text(product)


def take_samples(page: Page, product: str) -> None:
    """Five of them, as the form offers."""
    _open_form(page, product)
    follow(page, "Sổ mẫu")
    press(page, "Ghi sổ")
    expect(page.locator("main")).to_contain_text("xã (đang giữ 5)")
    look(page, "commune-samples")


def judge_and_propose(page: Page, product: str) -> None:
    """Form 03 with its four findings, then the letters."""
    _open_form(page, product)
    look(page, "commune-form03")
    for card in page.locator("section.card[id^=item-]").all():
        card.get_by_label("đúng như hồ sơ", exact=True).check()
        card.get_by_role("textbox").fill("Xã đã xem tại nơi làm, đúng như chủ thể khai.")
    press(page, "Lưu, sang bước đề nghị tỉnh")
    fill(
        page,
        {
            "Báo cáo (Mẫu số 03) số": "31/BC-UBND",
            "Ngày báo cáo": today(),
            "Văn bản đề nghị số": "112/UBND-KT",
            "Ngày văn bản đề nghị": today(),
        },
    )
    look(page, "commune-propose")
    press(page, "Đề nghị tỉnh đánh giá")
    expect(page.locator("main")).to_contain_text("chờ tỉnh tiếp nhận")


def _open_form(page: Page, product: str) -> None:
    job(page, QUEUE)
    narrow(page, "Sản phẩm, phiếu số", product)
    look(page, "commune-queue")
    take_up(page, product)
