"""What comes after the stars: a certificate on its way to revocation."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.round.clicks import choose, follow, job, look, narrow, press, today

CASES = "Thu hồi"


def open_case(page: Page) -> None:
    """From the page of the certificate that is open, by the conclusion of an inspection."""
    follow(page, "Xem xét thu hồi")
    choose(page, "Căn cứ (Điều 8.1)", "a)")
    fill(
        page,
        {
            "Kết luận số": "15/KL-TTr",
            "Ngày kết luận": today(),
            "Cơ quan kết luận": "Thanh tra Sở",
            "Sự việc": "Nguyên liệu không đúng hồ sơ.",
        },
    )
    look(page, "revocation-open")
    press(page, "Mở việc thu hồi")
    look(page, "revocation")


def answer(page: Page, product: str, text: str) -> None:
    """The producer says what there is to say, led there by the home page."""
    page.goto("/home/")
    look(page, "producer-home")
    follow(page, product)
    follow(page, "Gửi giải trình")
    fill(page, {"Giải trình": text})
    look(page, "revocation-answer")
    press(page, "Gửi giải trình")
    expect(page.locator("main")).to_contain_text(text)


def verify_and_submit(page: Page, product: str, heard: str) -> None:
    _open(page, product)
    expect(page.locator("main")).to_contain_text(heard)
    follow(page, "Ghi kết quả xác minh")
    fill(page, {"Kết quả xác minh": "Đúng như kết luận."})
    look(page, "revocation-verify")
    press(page, "Ghi kết quả xác minh")
    follow(page, "Trình")
    fill(page, {"Tờ trình số": "61/TTr-SNNMT"})
    look(page, "revocation-submit")
    press(page, "Ghi đã trình")


def decide(page: Page, product: str, number: str, signed: Path) -> None:
    _open(page, product)
    follow(page, "Ghi quyết định thu hồi")
    fill(page, {"Quyết định số": number, "Ngày ký": today(), "Người ký": "Nguyễn Trường Sơn"})
    fill(page, {"Bản ký (PDF)": signed})
    look(page, "revocation-decide")
    press(page, "Ghi quyết định")
    expect(page.locator("main")).to_contain_text(number)
    look(page, "revocation-decided")


def _open(page: Page, product: str) -> None:
    job(page, CASES)
    narrow(page, "Tên sản phẩm, GTIN, mã OCOP", product)
    look(page, "revocations")
    follow(page, product)
