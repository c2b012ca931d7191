"""Working a page without a pointer."""

import re

from playwright.sync_api import Page

MOST_TABS = 120


def press_to(page: Page, name: str | re.Pattern[str]) -> None:
    """Tab until the element in focus has the accessible name. Raises: AssertionError after 120 tabs."""
    passed = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        found = focused_name(page)
        if name == found or (isinstance(name, re.Pattern) and name.search(found)):
            return
        passed.append(found)
    raise AssertionError(f"{name!r} not reached at {page.url}; passed {passed}")


def press_on(page: Page, name: str | re.Pattern[str]) -> None:
    """Go to a link or button and press Enter."""
    press_to(page, name)
    with page.expect_event("framenavigated"):
        page.keyboard.press("Enter")
    page.wait_for_load_state()


def type_in(page: Page, name: str | re.Pattern[str], text: str) -> None:
    """Go to a field and put `text` in the place of what it holds."""
    press_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def focused_name(page: Page) -> str:
    """The accessible name of the element in focus, as the browser tells a screen reader."""
    name = page.evaluate("document.activeElement.computedName")
    return " ".join(str(name).split())
