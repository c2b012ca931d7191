"""What every desk does on a page: follow a link, press a button, choose, look."""

import re
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page

from tests.browser import flaws
from tests.browser.conftest import shoot
from tests.browser.forms import control
from tests.browser.round.sheets import Ticks

PHONE_PX = 500
_seen: set[str] = set()


def job(page: Page, name: str) -> None:
    """Begin a job from the menu."""
    menu = page.get_by_role("navigation", name="Công việc", exact=True)
    if page.url == "about:blank":
        page.goto("/home/")
    with page.expect_navigation():
        menu.get_by_role("link", name=name, exact=True).first.click()


def begins(name: str) -> re.Pattern[str]:
    """Matches what begins so. Note: Chromium's own regular expressions end at a bare slash."""
    return re.compile("^" + re.escape(name).replace("/", r"\/"))


def follow(page: Page, name: str) -> None:
    """Go where the first link of the main part goes whose name begins so."""
    link = page.locator("main").get_by_role("link", name=begins(name)).first
    with page.expect_navigation():
        link.click()


def press(page: Page, name: str) -> None:
    """Press the button of the main part that is called so."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).click()


def choose(page: Page, group: str, *choices: str) -> None:
    """Tick the choices whose labels begin so, in the group whose heading begins so."""
    for each in choices:
        control(page, group).get_by_label(begins(each)).check()


def tick(page: Page, name: str) -> None:
    """Tick the box of the main part whose label begins so."""
    page.locator("main").get_by_role("checkbox", name=begins(name)).check()


def tick_sheet(page: Page, ticks: Ticks, codes: Iterable[str]) -> None:
    """Choose the option of each criterion on the page."""
    for code in codes:
        page.locator(f'input[type=radio][name$="-{code}"][value="{ticks[code]}"]').check()


def criterion(page: Page, code: str) -> Locator:
    """The card of a criterion."""
    return page.locator(f'section.criterion:has(input[name$="-{code}"])')


def codes_on(page: Page) -> list[str]:
    """The criteria a page asks for, in order."""
    names = page.locator("section.criterion input[type=radio]").evaluate_all("all => all.map(e => e.name)")
    return list(dict.fromkeys(each.partition("-")[2] for each in names))


def narrow(page: Page, label: str, words: str) -> None:
    """Search the list that is open."""
    page.get_by_label(begins(label)).fill(words)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=re.compile("^Lọc")).click()


def take_up(page: Page, product: str) -> None:
    """The next act a list offers for the product."""
    row = page.get_by_role("row").filter(has_text=product)
    with page.expect_navigation():
        row.locator("a.btn").click()


def look(page: Page, name: str, *, closely: bool = False) -> None:
    """Keep a picture, and see that all of the page can be read; closely: also by who cannot see it.

    Of screens that several people come to, the first is looked at.
    """
    if name in _seen:
        return
    _seen.add(name)
    shoot(page, f"round-{name}")
    found = flaws.too_wide(page)
    if (page.viewport_size or {}).get("width", 0) < PHONE_PX:
        found += flaws.too_small(page)
    if closely:
        found += flaws.inaccessible(page)
    assert not found, "\n".join(flaws.at(f"{name}, {page.url}", found))


def today() -> str:
    """As people write it."""
    return f"{datetime.now(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y}"
