"""The demo for all browser tests, and phones and desks to look at it with."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.demo import Demo
from tests.browser.forms import main_part
from tests.browser.troubles import Troubles

Sessions = Callable[[str], Any]
"""Role -> the cookies of its card, signed in."""

SHOTS = Path(__file__).parent / "shots"
Device = dict[str, Any]
"""What a browser context is made with."""

PHONE: Device = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "locale": "vi-VN",
    "reduced_motion": "reduce",  # smooth scrolling costs a test a second a click
}
DESK: Device = {"viewport": {"width": 1280, "height": 900}, "locale": "vi-VN", "reduced_motion": "reduce"}
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Lets a test read the accessible name and role the browser itself computes.
    "--enable-blink-features=ComputedAccessibilityInfo",
]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """An illustrative province, built and served for this run."""
    running = Demo(tmp_path_factory.mktemp("demo"))
    running.wait_until_ready()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program, "Chromium is missing; on Debian: apt-get install chromium"
    shutil.rmtree(SHOTS, ignore_errors=True)
    SHOTS.mkdir()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture(scope="session")
def sessions(demo: Demo, browser: Browser) -> Sessions:
    """Role -> cookies of somebody signed in; each role signs in once a run."""
    known: dict[str, Any] = {}

    def session(role: str) -> Any:
        if role not in known:
            context = browser.new_context(base_url=demo.url, **DESK)
            sign_in(context.new_page(), demo, role)
            known[role] = context.storage_state()
            context.close()
        return known[role]

    return session


class Screens:
    """Opens browser contexts for a test, and afterwards says what troubled them."""

    def __init__(self, browser: Browser, demo: Demo, sessions: Sessions, name: str) -> None:
        self._browser, self._demo, self._sessions, self._name = browser, demo, sessions, name
        self._auditor: BrowserContext | None = None
        self._opened: list[tuple[BrowserContext, Troubles]] = []

    def open(self, device: Device, role: str = "", **options: Any) -> Page:
        """A page on the device, signed in as the role when one is given."""
        state = self._sessions(role) if role else None
        context = self._browser.new_context(
            base_url=self._demo.url, storage_state=state, **{**device, **options}
        )
        context.set_default_timeout(10_000)
        self._opened.append((context, Troubles(context, self._demo.url)))
        return context.new_page()

    def troubles(self, page: Page) -> Troubles:
        return next(troubles for context, troubles in self._opened if context == page.context)

    def audit(self) -> str:
        """The newest page of the audit, as the administrator reads it."""
        if self._auditor is None:
            self._auditor = self._browser.new_context(
                base_url=self._demo.url, storage_state=self._sessions("admin")
            )
        return main_part(self._auditor.request.get("/audit/").text())

    def close(self) -> None:
        """Keep a picture of every page. Raises: AssertionError naming every trouble."""
        found = []
        for number, (context, troubles) in enumerate(self._opened):
            for page in context.pages:
                shoot(page, self._name if not number else f"{self._name}-{number}")
            context.close()
            found += troubles.unexpected()
        if self._auditor:
            self._auditor.close()
        assert not found, "\n".join([*found, *self._demo.heard()])


@pytest.fixture
def screens(
    browser: Browser, demo: Demo, sessions: Sessions, request: pytest.FixtureRequest
) -> Iterator[Screens]:
    opened = Screens(browser, demo, sessions, request.node.name)
    yield opened
    opened.close()


@pytest.fixture
def phone(screens: Screens) -> Page:
    """A small phone of somebody who is not signed in."""
    return screens.open(PHONE)


@pytest.fixture
def desk(screens: Screens) -> Page:
    """An office screen of somebody who is not signed in."""
    return screens.open(DESK)


def sign_in(page: Page, demo: Demo, role: str) -> None:
    """Sign in by the card of the role."""
    card = demo.card(role)
    page.goto("/account/login/")
    page.get_by_label("Thư điện tử hoặc số điện thoại").fill(card["login"])
    page.get_by_label("Mật khẩu").fill(card["password"])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/home/")


def shoot(page: Page, name: str) -> None:
    """A picture of the whole page, named by test and width."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    name = re.sub(r"[^\w-]+", "-", name).strip("-")
    page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
