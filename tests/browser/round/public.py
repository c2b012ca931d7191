"""What a stranger sees: the verification page, the register, the passport."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.round.clicks import look, narrow, press


def ask(page: Page, code: str) -> None:
    """Type a code into the verification page."""
    page.goto("/verify/")
    page.get_by_label("Mã tra cứu trên giấy chứng nhận").fill(code)
    press(page, "Tra giấy")


def says(page: Page, headline: str) -> None:
    """What the strip on top of a certificate says."""
    expect(page.locator(".verdict h1")).to_have_text(headline)


def find(page: Page, words: str) -> Locator:
    """The one row of the register that the words find."""
    page.goto("/register/")
    narrow(page, "Tên sản phẩm, chủ thể, mã", words)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(1)
    look(page, "register", closely=True)
    return rows


def stars_on_passport(page: Page, gtin: str) -> str:
    """What the passport of a product says of its stars, "" without any."""
    page.goto(f"/01/{gtin}")
    page.reload()  # a browser keeps a passport for a minute
    stars = page.locator("main .star-band b")
    return stars.first.inner_text() if stars.count() else ""
