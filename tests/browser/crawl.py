"""Every page a person can reach by links, one of each kind."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

MOST_KINDS = 160
FILES = re.compile(r"\.(pdf|csv|json|svg|png|webp|jsonld)(\?|$)|[?&]format=csv")
NUMBERS = re.compile(r"(?<=/)[0-9]+(?=/|$)")
LINKS = "links => links.map(a => a.href)"


class Crawl:
    """Walks links in the order they are met. files: addresses that are downloads, one of each kind."""

    def __init__(self, page: Page, root: str, starts: list[str]) -> None:
        self._page, self._root, self._waiting = page, root, list(starts)
        self._kinds: set[str] = set()
        self.files: list[str] = []

    def pages(self) -> Iterator[tuple[str, int]]:
        """Address and status of each page, while it is open. Raises: AssertionError beyond MOST_KINDS."""
        starts = len(self._waiting)
        for number in range(10_000):
            if not self._waiting:
                return
            address = self._waiting.pop(0)
            if number >= starts and kind(address) in self._kinds:
                continue
            self._kinds.add(kind(address))
            assert len(self._kinds) <= MOST_KINDS, (
                f"more than {MOST_KINDS} kinds of pages; the last: {address}"
            )
            if FILES.search(address):
                self.files.append(address)
                continue
            answer = self._page.goto(address)
            if answer and "html" not in answer.headers.get(
                "content-type", ""
            ):  # a paper shown in the browser
                self.files.append(address)
                continue
            yield address, answer.status if answer else 0
            self._follow()

    def _follow(self) -> None:
        for found in self._page.locator("a[href]").evaluate_all(LINKS):
            if found.startswith(self._root + "/"):
                address = found.removeprefix(self._root).partition("#")[0]
                if kind(address) not in self._kinds:
                    self._waiting.append(address)


def kind(address: str) -> str:
    """The address without what varies from row to row: numbers, lots, serials, queries."""
    parts = urlsplit(address)
    path = NUMBERS.sub("#", parts.path)
    path = re.sub(r"^/verify/[0-9-]+$", "/verify/#", path)
    if path.startswith("/#/"):  # the door: everything after the GTIN is lot and serial
        path = re.sub(r"(?<=/#/)[^/#]+(?=/|$)", "#", path)
    asked = {name for name, _ in parse_qsl(parts.query)} & {"format", "q"}
    return "?".join([path, *sorted(asked)])
