"""Everybody of a round at their desks: signed in, each in a browser of their own."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, PHONE, Sessions
from tests.browser.demo import ROOT, Demo, clean_environment

SEATS = {
    "chair": "chủ tịch hội đồng",
    "secretary": "thư ký hội đồng",
    "member2": "thành viên hội đồng",
    "member3": "thành viên hội đồng",
    "member4": "thành viên hội đồng",
    "member5": "thành viên hội đồng",
    "adviser": "tổ trưởng Tổ tư vấn",
}
SCORERS = ("chair", "member2", "member3", "member4", "member5")


@dataclass(frozen=True)
class Company:
    """cards: part -> name, login, password. products: leg -> pk, name, gtin."""

    cards: dict[str, dict[str, str]]
    products: dict[str, dict[str, Any]]

    def name(self, leg: str) -> str:
        return str(self.products[leg]["name"])

    def gtin(self, leg: str) -> str:
        return str(self.products[leg]["gtin"])

    @property
    def seats(self) -> dict[str, str]:
        """Name -> the seat it gets."""
        return {self.cards[part]["name"]: seat for part, seat in SEATS.items()}


def assemble(demo: Demo) -> Company:
    """Open their accounts in the demo, and what the legs start from."""
    command = [sys.executable, "-m", "tests.browser.round.people", str(demo.data)]
    done = subprocess.run(
        command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return Company(**json.loads(done.stdout))


def sessions_of(company: Company, browser: Browser, demo: Demo, known: Sessions) -> Sessions:
    """Part -> cookies of who plays it; each signs in once."""
    kept: dict[str, Any] = {}

    def session(part: str) -> Any:
        if part not in company.cards:
            return known(part)
        if part not in kept:
            device = PHONE if part == "producer" else DESK
            context = browser.new_context(base_url=demo.url, **device)
            _sign_in(context.new_page(), company.cards[part])
            kept[part] = context.storage_state()
            context.close()
        return kept[part]

    return session


def _sign_in(page: Page, card: dict[str, str]) -> None:
    page.goto("/account/login/")
    page.get_by_label("Thư điện tử hoặc số điện thoại").fill(card["login"])
    page.get_by_label("Mật khẩu").fill(card["password"])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/home/")
