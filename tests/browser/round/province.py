"""Lan at the province takes dossiers in; Nam of the advisory group reports on them."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.forms import fill
from tests.browser.round.clicks import codes_on, follow, job, look, narrow, press, take_up, tick_sheet, today
from tests.browser.round.sheets import Ticks

ROUNDS, INTAKE, ADVICE = "Đợt đánh giá", "Tiếp nhận hồ sơ", "Khảo sát, tư vấn"
SUMMARY = "Hồ sơ thật, sản phẩm đạt hạng 4 sao."


def add_round(page: Page) -> str:
    """One more round, by a plan. Returns: what it is called."""
    job(page, ROUNDS)
    look(page, "province-rounds")
    follow(page, "Thêm đợt")
    fill(page, {"Kế hoạch đánh giá số": "45/KH-UBND", "Xã đề nghị trước ngày": in_days(20)})
    fill(page, {"Đánh giá xong trước ngày": in_days(50)})
    look(page, "province-new-round")
    press(page, "Lập đợt")
    row = page.get_by_role("row").filter(has_text=in_days(20))
    return row.get_by_role("link").inner_text()


def accept(page: Page, product: str, into: str) -> None:
    job(page, INTAKE)
    narrow(page, "Sản phẩm, phiếu số", product)
    look(page, "province-intake")
    take_up(page, product)
    fill(page, {"Đợt đánh giá": into})
    look(page, "province-accept")
    press(page, "Tiếp nhận hồ sơ")
    expect(page.locator("main")).not_to_contain_text(product)


def advise(page: Page, product: str, ticks: Ticks) -> None:
    """The visit, scores part by part, the report."""
    job(page, ADVICE)
    narrow(page, "Sản phẩm, phiếu số", product)
    look(page, "advice-queue")
    take_up(page, product)
    home = page.url
    fill(page, {"Ngày khảo sát": today(), "Kết quả khảo sát": "Nhà xưởng sạch, đúng hồ sơ."})
    fill(page, {"Nhận xét, đề xuất với hội đồng": SUMMARY})
    press(page, "Lưu")
    follow(page, "Phần A. ")
    while page.url != home:
        tick_sheet(page, ticks, codes_on(page))
        look(page, "advice-scores")
        page.get_by_role("button", name=re.compile("^Lưu, ")).click()
        page.wait_for_load_state()
    look(page, "advice-ready")
    follow(page, "Gửi báo cáo cho hội đồng")
    fill(page, {"Báo cáo số": "7/BC-TTV", "Ngày báo cáo": today()})
    press(page, "Gửi báo cáo")
    expect(page.get_by_text("Đã gửi báo cáo.")).to_be_visible()


def in_days(count: int) -> str:
    """As people write it."""
    return f"{datetime.strptime(today(), '%d/%m/%Y') + timedelta(days=count):%d/%m/%Y}"
