"""Mai at her phone: a dossier from nothing to its receipt."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.forms import control, fill, values
from tests.browser.round.clicks import codes_on, criterion, follow, job, look, press, tick, tick_sheet
from tests.browser.round.sheets import Ticks

PAPER = "Bản tự công bố trà gừng"
PERSON = {"Họ tên": "Triệu Thị Mai", "Chức vụ": "Giám đốc", "Địa chỉ thường trú": "thôn Khe Mọi"}


class Producer:
    """One page of the producer; every verb begins where the one before ended."""

    def __init__(self, page: Page, product: str) -> None:
        self.page, self.product, self.home = page, product, ""

    def open_dossier(self) -> None:
        """From the product's page; from then on `home` is the dossier's own page."""
        job(self.page, "Sản phẩm")
        follow(self.page, self.product)
        follow(self.page, "Hồ sơ đánh giá sao")
        look(self.page, "open")
        self.page.get_by_label(re.compile("^Lần đầu")).check()
        press(self.page, "Mở hồ sơ")
        self.home = self.page.url
        expect(self.page.locator("#todo")).to_contain_text("việc trước khi nộp")
        look(self.page, "dossier-new")

    def score_herself(self, ticks: Ticks) -> None:
        """Section after section, as the button leads."""
        page = self.page
        follow(page, "1. ")
        look(page, "self-score", closely=True)
        while page.url != self.home:
            tick_sheet(page, ticks, codes_on(page))
            page.get_by_role("button", name=re.compile("^Lưu, ")).click()
            page.wait_for_load_state()

    def name_the_representative(self) -> None:
        """First with a day that is none: it is said beside the field, and nothing typed is lost."""
        page, day = self.page, "Ngày thành lập, đăng ký kinh doanh"
        follow(page, "Người đại diện")
        fill(page, PERSON | {day: "31/02/2019"})
        typed = values(page)
        press(page, "Lưu")
        expect(page.locator(".errors[role=alert]")).to_contain_text(day)
        assert values(page) == typed
        look(page, "representative-wrong")
        fill(page, {day: "12/03/2019"})
        press(page, "Lưu")
        page.goto(self.home)

    def write_the_report(self) -> None:
        """All texts of Form 02."""
        page = self.page
        follow(page, "Báo cáo tự đánh giá")
        for box in page.locator("main textarea").all():
            box.fill("HTX lập năm 2019, 14 thành viên, hái và sao trà gừng tại thôn Khe Mọi.")
        look(page, "report")
        press(page, "Lưu")
        page.goto(self.home)

    def prove_what_lacks(self, paper: Path) -> None:
        """What the page says comes next, until nothing does: first a new paper, then the same one again."""
        page, is_new = self.page, True
        look(page, "what-lacks")
        while page.get_by_role("link", name=re.compile("^Làm tiếp: Minh chứng")).count():
            follow(page, "Làm tiếp: Minh chứng")
            code = page.url.rpartition("#c-")[2]
            with page.expect_navigation():
                criterion(page, code).get_by_role("link", name=re.compile("^Gắn giấy")).click()
            self._bring(paper) if is_new else self._choose()
            is_new = False
            expect(criterion(page, code)).to_contain_text(PAPER)
            page.goto(self.home)

    def _bring(self, paper: Path) -> None:
        fill(
            self.page,
            {
                "Loại giấy": "Công bố chất lượng sản phẩm",
                "Tên giấy": PAPER,
                "Số": "01/2026/KM",
                "Tệp": paper,
            },
        )
        look(self.page, "attach-new")
        press(self.page, "Tải lên và gắn")

    def _choose(self) -> None:
        box = control(self.page, "Giấy trong kho")
        box.select_option(index=1)
        press(self.page, "Gắn giấy này")

    def file_dossier(self) -> str:
        """Pledge and hand in. Returns: the number on the receipt."""
        page = self.page
        follow(page, "Nộp hồ sơ")
        look(page, "file")
        tick(page, "Tôi cam đoan")
        press(page, "Nộp hồ sơ")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Biên nhận")
        look(page, "receipt")
        number = page.locator("dl.facts dd").first.inner_text()
        assert re.fullmatch(r"\d\d/PĐK-22-\d+-\d{4}", number), number
        return number

    def repair(self, reason: str) -> None:
        """Read why it came back, and write more."""
        page = self.page
        page.goto(self.home)
        expect(page.locator("main")).to_contain_text("Hồ sơ được trả lại")
        expect(page.locator("main")).to_contain_text(reason)
        look(page, "returned")
        follow(page, "Báo cáo")
        follow(page, "Viết, sửa")
        fill(page, {"Lịch sử hình thành của chủ thể": "Lập ngày 12/03/2019 với 7 hộ, nay 14 hộ."})
        press(page, "Lưu")
        page.goto(self.home)

    def fact(self, name: str) -> str:
        """What the dossier's page says beside a name."""
        self.page.goto(self.home)
        return self.page.locator("dl.facts dt", has_text=re.compile(f"^{name}$")).locator("+ dd").inner_text()
