"""The second and the third hand, and what goes to the ministry."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.round.clicks import choose, follow, job, look, narrow, press, take_up, tick

SUBMIT, MINISTRY, CERTIFICATES = "Trình kết quả", "Hồ sơ gửi Bộ", "Giấy chứng nhận"


def submit(page: Page, product: str, number: str) -> None:
    """The agency submits one result to the chairman; the page offers all that wait."""
    job(page, SUBMIT)
    look(page, "submit")
    for each in page.get_by_role("row").get_by_role("checkbox").all():
        each.uncheck()
    tick(page, product)
    fill(page, {"Tờ trình số": number})
    press(page, "Ghi tờ trình")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    look(page, "submission")


def decide(page: Page, submission: str, verdict: str, number: str, signed: Path) -> None:
    """The leader's signed decision on a submission of one product that waits on the home page."""
    page.goto("/home/")
    look(page, "leader-home")
    follow(page, f"Tờ trình {submission}")
    choose(page, "Quyết định", verdict)
    sign(page, "Quyết định số", number, signed)
    look(page, "decide", closely=True)
    press(page, "Ghi quyết định")
    expect(page.get_by_role("heading", level=1)).to_contain_text(number)
    look(page, "decision")


def sign(page: Page, label: str, number: str, signed: Path) -> None:
    """Number, signer and the signed paper, compared with what the page lists."""
    fill(page, {label: number, "Người ký": "Nguyễn Trường Sơn", "Quyết định đã ký": signed})
    tick(page, "Tôi đã đối chiếu")


def print_certificate(page: Page, product: str, folder: Path) -> Path:
    """The certificate as a file."""
    _certificate(page, product)
    look(page, "certificate")
    address = page.locator("main").get_by_role("link", name="In giấy chứng nhận").get_attribute("href")
    paper = folder / "certificate.pdf"
    paper.write_bytes(page.context.request.get(address or "").body())
    return paper


def code_of(page: Page, product: str) -> str:
    """By which the public asks for the newest certificate of a product."""
    _certificate(page, product)
    return page.locator("dl.facts dt", has_text=re.compile("^Mã tra cứu$")).locator("+ dd").inner_text()


def forward(page: Page, product: str, letter: Path) -> None:
    """To the ministry, with every paper the law asks for."""
    job(page, MINISTRY)
    look(page, "ministry")
    take_up(page, product)
    for box in page.locator("main input[name^=paper_]").all():
        box.fill("có")
    fill(page, {"Văn bản gửi Bộ số": "88/UBND-NN", "Văn bản đã ký": letter})
    look(page, "ministry-forward")
    page.locator("main button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("88/UBND-NN")


def record_five(page: Page, product: str, number: str, signed: Path) -> None:
    """The minister's decision and certificate number."""
    job(page, MINISTRY)
    take_up(page, product)
    look(page, "ministry-answer")
    follow(page, "Bộ công nhận 5 sao")
    fill(page, {"Số giấy chứng nhận Bộ cấp": "OCOP-5-031"})
    sign(page, "Quyết định của Bộ số", number, signed)
    look(page, "ministry-five")
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()


def _certificate(page: Page, product: str) -> None:
    job(page, CERTIFICATES)
    narrow(page, "Sản phẩm, chủ thể, số giấy, mã", product)
    page.get_by_role("row").filter(has_text=product).first.get_by_role("link").first.click()
    page.wait_for_load_state()
