"""Every page of the house, for every role, on a phone and on a desk."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser import flaws
from tests.browser.conftest import DESK, PHONE, Screens, shoot
from tests.browser.crawl import Crawl, kind
from tests.browser.demo import Demo

pytestmark = pytest.mark.browser

DEVICES = {"phone": PHONE, "desk": DESK}
# Who reads only, or works at a desk, shares their pages with the first four.
LOOKS = [
    *((role, device) for role in ("producer", "commune", "province", "member") for device in DEVICES),
    *((role, "desk") for role in ("auditor", "admin", "leader")),
]
# Lists without rows, and searches, are pages of their own that no link leads to.
STARTS = ["/home/", "/search/?q=mien+dong", "/search/?q=khongcogi", "/products/?q=khongcogi"]


class Examined:
    """Which pages had their slow checks: roles share most of their pages, and lists repeat their rows."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, ...]] = set()

    def is_new(self, *mark: str) -> bool:
        is_new = mark not in self._seen
        self._seen.add(mark)
        return is_new


@pytest.fixture(scope="module")
def examined() -> Examined:
    return Examined()


@pytest.mark.parametrize(("role", "device"), LOOKS)
def test_every_page_of_a_role_is_whole(
    screens: Screens, demo: Demo, role: str, device: str, examined: Examined
) -> None:
    page = screens.open(DEVICES[device], role=role)
    crawl = Crawl(page, demo.url, STARTS)
    found, visited = [], []

    for address, status in crawl.pages():
        visited.append(address)
        found += flaws.at(address, quick_flaws(page, status, device))
        if examined.is_new(device, kind(address), flaws.shape(page)):
            shoot(page, f"screens-{role}-{kind(address)}")
            found += flaws.at(address, flaws.inaccessible(page))
        if examined.is_new(device, kind(address)):
            found += flaws.at(address, flaws.lost_focus(page))
    for address in crawl.files:
        status = page.context.request.get(address).status
        found += flaws.at(address, [] if status == 200 else [f"answered {status}"])

    assert not found, "\n".join(found)
    assert len(visited) >= 15


def quick_flaws(page: Page, status: int, device: str) -> list[str]:
    small = flaws.too_small(page) if device == "phone" else []
    refused = [] if status == 200 else [f"answered {status}"]
    return [*refused, *flaws.too_wide(page), *small]


def all_flaws(page: Page, status: int, device: str) -> list[str]:
    return [*quick_flaws(page, status, device), *flaws.inaccessible(page), *flaws.lost_focus(page)]


@pytest.mark.parametrize("device", DEVICES)
def test_every_public_page_is_whole(screens: Screens, demo: Demo, device: str) -> None:
    page = screens.open(DEVICES[device])
    starts = ["/", "/account/login/", "/scans/report/", "/design/"]
    starts += [each["url"].removeprefix(demo.url) for each in demo.cards["stories"]]
    found = []

    for address, status in Crawl(page, demo.url, starts).pages():
        found += flaws.at(address, all_flaws(page, status, device))
        shoot(page, f"screens-visitor-{kind(address)}")

    assert not found, "\n".join(found)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/khong-co/", 404),
        ("/people/welcome/het-han/", 404),
        ("/01/09521100009997", 404),
        ("/01/09521100000018", 400),
        ("/?code=8938500000013", 422),
    ],
)
def test_every_page_that_refuses_is_whole_too(
    screens: Screens, device: str, address: str, status: int
) -> None:
    page = screens.open(DEVICES[device])
    screens.troubles(page).expect(f"^{status} from ")

    answer = page.goto(address)

    assert answer
    assert answer.status == status
    found = all_flaws(page, 200, device)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", ["/home/", "/products/", "/farms/seasons/1/harvest/", "/scans/", "passport"])
def test_a_page_can_be_read_in_the_dark(screens: Screens, demo: Demo, path: str) -> None:
    page = screens.open(PHONE, role="producer", color_scheme="dark")

    page.goto(demo.cards["stories"][0]["url"] if path == "passport" else path)

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, re.findall(r"[0-9]+", ground)[:3])) < 3 * 128, f"{ground} is not dark"
    found = flaws.inaccessible(page)
    assert not found, "\n".join(found)
