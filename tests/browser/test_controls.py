"""Positive controls: pages broken on purpose, which the checks of this folder must catch."""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.browser import flaws
from tests.browser.conftest import PHONE, Screens

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><html lang="vi"><meta name="viewport" content="width=device-width"><title>x</title>{}'
POLICY = {"Content-Security-Policy": "default-src 'self'; script-src 'self' 'unsafe-inline'; img-src *"}


def serve(page: Page, body: str, status: int = 200) -> None:
    """Open a page of the house that says `body`."""

    def answer(route: Route) -> None:
        html = {"Content-Type": "text/html; charset=utf-8"}
        route.fulfill(status=status, body=PAGE.format(body), headers=html | POLICY)

    page.route("**/broken/", answer)
    page.goto("/broken/")
    page.evaluate("document.title")  # what the page reported before is heard by now


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        ("<script>console.error('too bad')</script>", "^console at .*/broken/: too bad$"),
        ("<script>nothing.at.all()</script>", "^script failed: nothing is not defined$"),
        ("<p style='color:red'>Chào", "^console at .*: CSP style-src-attr blocked inline$"),
        ("<img src='http://elsewhere.invalid/a.png' alt=''>", "^asked elsewhere: http://elsewhere.invalid/"),
        ("<img src='http://elsewhere.invalid/a.png' alt=''>", "^no answer from http://elsewhere.invalid/"),
        ("<img src='/static/khong-co.png' alt=''>", "^404 from .*/static/khong-co.png$"),
    ],
)
def test_trouble_in_the_browser_is_collected(screens: Screens, body: str, trouble: str) -> None:
    page = screens.open(PHONE)
    troubles = screens.troubles(page)

    serve(page, body)

    found = troubles.unexpected()
    assert [each for each in found if re.search(trouble, each)] != []
    troubles.expect(*map(re.escape, found))


def test_a_bad_answer_is_collected(screens: Screens) -> None:
    page = screens.open(PHONE)
    troubles = screens.troubles(page)

    serve(page, "<p>Lỗi", status=500)

    assert [each.rpartition("/broken")[0][:8] for each in troubles.unexpected()] == ["500 from"]
    troubles.expect("^500 from ")


def test_expected_trouble_that_does_not_come_is_trouble(screens: Screens) -> None:
    page = screens.open(PHONE)
    troubles = screens.troubles(page)
    troubles.expect("^500 from ")

    serve(page, "<p>Chào")

    assert troubles.unexpected() == ["expected, but did not happen: ^500 from "]
    troubles.expected.clear()


@pytest.mark.parametrize(
    "body",
    [
        "<img width=500 height=9 alt='' src='/favicon.ico'>",
        "<table><tr><td>" + "dài" * 60,
        "<p>" + "khôngcódấucách" * 20,
    ],
)
def test_a_page_wider_than_the_phone_is_caught(screens: Screens, body: str) -> None:
    page = screens.open(PHONE)

    serve(page, body)

    assert flaws.too_wide(page) != []


def test_a_page_that_scrolls_inside_a_box_is_not_too_wide(screens: Screens) -> None:
    page = screens.open(PHONE)
    serve(page, "<main><table><tr><td>" + "dài" * 60)
    before = flaws.too_wide(page)

    page.locator("main").evaluate("e => e.style.overflowX = 'auto'")

    assert (len(before), flaws.too_wide(page)) == (1, [])


def test_small_targets_are_caught_and_large_ones_are_not(screens: Screens) -> None:
    page = screens.open(PHONE)

    serve(page, "<button id=a>Lưu</button><button id=b>Thôi</button>")
    page.locator("#b").evaluate("e => Object.assign(e.style, {width: '60px', height: '44px'})")

    assert [each.split(" is ")[0] for each in flaws.too_small(page)] == ['button "Lưu"']


def test_a_picture_without_words_is_inaccessible(screens: Screens) -> None:
    page = screens.open(PHONE)

    serve(page, "<main><h1>Ảnh</h1><img src='/favicon.ico'></main>")

    assert [each.split(":")[0] for each in flaws.inaccessible(page)] == ["image-alt"]


def test_focus_without_a_ring_or_under_a_bar_is_caught(screens: Screens) -> None:
    page = screens.open(PHONE)

    serve(page, "<a href='/1'>Một</a> <a href='/2'>Hai</a> <a href='/3'>Ba</a><div id=bar></div>")
    page.evaluate(
        """() => {
          const [one, two, three] = document.querySelectorAll("a");
          const ring = e => e.style.outline = "3px solid black";
          ring(one); two.style.outline = "none"; ring(three);
          const where = three.getBoundingClientRect();
          Object.assign(bar.style, {position: "fixed", left: where.left + "px", top: where.top + "px",
            width: "50px", height: "50px"});
        }"""
    )

    assert flaws.lost_focus(page) == ['a "Hai" shows no focus', 'a "Ba" in focus is out of sight, at div']
