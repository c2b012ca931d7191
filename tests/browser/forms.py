"""Filling in a form as a person does, and reading what it says back."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page

VALUES = """
form => Object.fromEntries([...form.elements]
  .filter(e => e.name && !["hidden", "submit", "file", "password"].includes(e.type))
  .filter(e => e.type != "radio" || e.checked)
  .map(e => [e.name, e.value]))
"""
WORDS_BESIDE = """
e => (e.getAttribute("aria-describedby") || "").split(" ")
  .map(id => document.getElementById(id))
  .filter(e => e && e.matches(".error"))
  .map(e => e.textContent).join(" ")
"""


def walk(page: Page, start: str, through: Sequence[str]) -> None:
    """Open `start`, then follow links of the page's main part by the beginning of their names."""
    page.goto(start)
    for name in through:
        link = page.locator("main").get_by_role("link", name=re.compile(f"^{re.escape(name)}")).first
        with page.expect_navigation():
            link.click()


def control(page: Page, label: str) -> Locator:
    """The control of the main form whose label begins so; of radio buttons, their group."""
    beginning = re.compile(f"^{re.escape(label)}")
    main = page.locator("main")
    return main.get_by_label(beginning).or_(main.get_by_role("group", name=beginning)).first


def fill(page: Page, given: Mapping[str, str | Path]) -> None:
    """Type each text into the control of its label; choose in lists; a Path is a file to send."""
    for label, value in given.items():
        box = control(page, label)
        if isinstance(value, Path):
            box.set_input_files(value)
        elif box.evaluate("e => e.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(value)


def values(page: Page) -> dict[str, str]:
    """Name -> what stands in each control of the main form; passwords and files apart."""
    return dict(page.locator("main form").last.evaluate(VALUES))


def words_beside(box: Locator) -> str:
    """The error a screen reader reads with the control: the one its aria-describedby names."""
    return " ".join(box.evaluate(WORDS_BESIDE).split())


def main_part(html: str) -> str:
    """What a page shows in its main part, without the token that changes each time."""
    found = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert found, html[:500]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", found[0])
