"""What a shopper gets from a code: small, in their language, and honest about codes that are not ours."""

import json
import re

import pytest
from playwright.sync_api import APIResponse, Browser, Page, expect

from tests.browser import flaws
from tests.browser.conftest import DESK, PHONE, Screens
from tests.browser.demo import Demo

pytestmark = pytest.mark.browser

BUDGET = 70_000  # bytes over the wire, headers included
STORIES = [0, 1, 2]
# Browser's language -> the language of the page; Vietnamese speakers first, English for everyone else.
LANGUAGES = {"vi-VN": "vi", "en-GB": "en", "zh-CN": "zh-hans", "ja-JP": "ja", "ko-KR": "ko", "fr-FR": "en"}
SCRIPTS = {"zh-hans": r"[\u4e00-\u9fff]", "ja": r"[\u3040-\u30ff]", "ko": r"[\uac00-\ud7af]"}
TITLES = {"en": r"^[^\u3040-\ud7af]+$", "vi": r"^[^\u3040-\ud7af]+$", **SCRIPTS}
HEADERS = ("content-type", "content-length", "etag", "vary", "cache-control", "link", "content-language")


@pytest.fixture(params=STORIES)
def story(demo: Demo, request: pytest.FixtureRequest) -> dict[str, str]:
    """One of the three products told in full: name, gtin, batch, serial, url."""
    return dict(demo.cards["stories"][request.param])


@pytest.fixture
def wire(phone: Page) -> dict[str, int]:
    """Address -> bytes that came for it, as the network layer counts them."""
    counted: dict[str, int] = {}
    names: dict[str, str] = {}
    session = phone.context.new_cdp_session(phone)
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: counted.update({names[e["requestId"]]: int(e["encodedDataLength"])}),
    )
    session.send("Network.enable")
    return counted


@pytest.mark.parametrize("language", ["vi", "en", "zh-hans", "ja", "ko"])
def test_a_passport_weighs_little_and_asks_for_nothing_but_its_picture(
    phone: Page, wire: dict[str, int], story: dict[str, str], language: str, demo: Demo
) -> None:
    phone.goto(f"{story['url']}?lang={language}")
    photo = phone.locator("img.photo")
    photo.scroll_into_view_if_needed()  # it is loaded when it comes near
    expect(photo).to_have_js_property("complete", value=True)

    assert photo.evaluate("e => e.naturalWidth") > 0
    kinds = sorted(address.removeprefix(demo.url).split("/")[1] for address in wire)
    assert kinds in (["-", "01"], ["-", "01", "favicon.ico"])
    assert sum(wire.values()) <= BUDGET, wire
    assert phone.locator("script, link[rel=stylesheet], link[rel=preload], iframe").count() == 0


def test_a_passport_speaks_the_language_of_the_browser(screens: Screens, story: dict[str, str]) -> None:
    spoken = {}
    for locale in LANGUAGES:
        page = screens.open(PHONE, locale=locale)
        page.goto(story["url"])
        spoken[locale] = page.locator("html").get_attribute("lang")
        assert re.search(TITLES[LANGUAGES[locale]], page.locator("h2.title").inner_text())
        expect(page.locator(".verdict")).to_have_class("verdict")
        page.close()

    assert spoken == LANGUAGES


def test_a_language_that_is_asked_for_wins_over_the_browsers(screens: Screens, story: dict[str, str]) -> None:
    page = screens.open(PHONE, locale="ko-KR")
    titles = {}

    for language in TITLES:
        page.goto(f"{story['url']}?lang={language}")
        assert page.locator("html").get_attribute("lang") == language
        titles[language] = page.locator("h2.title").inner_text()
        current = page.locator("nav a[aria-current=true]")
        expect(current).to_have_attribute("lang", language)

    assert len(set(titles.values())) == 5
    assert [tag for tag, title in titles.items() if not re.search(TITLES[tag], title)] == []


def test_a_browser_without_a_language_reads_vietnamese(browser: Browser, story: dict[str, str]) -> None:
    context = browser.new_context()
    try:
        answer = context.request.get(story["url"], headers={"Accept-Language": ""})
        assert answer.headers["content-language"] == "vi"
        assert '<html lang="vi">' in answer.text()
    finally:
        context.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_passport_never_scrolls_sideways(screens: Screens, story: dict[str, str], width: int) -> None:
    device = {**(PHONE if width < 1000 else DESK), "viewport": {"width": width, "height": 740}}
    page = screens.open(device)
    found = []

    for language in TITLES:
        page.goto(f"{story['url']}?lang={language}")
        found += flaws.at(language, flaws.too_wide(page))

    assert not found, "\n".join(found)


def test_an_unknown_code_gets_a_page_that_says_so(phone: Page, screens: Screens) -> None:
    screens.troubles(phone).expect("^404 from .*/01/09521100009997$")

    answer = phone.goto("/01/09521100009997")

    assert answer
    assert answer.status == 404
    expect(phone.get_by_role("heading", level=1)).to_have_text("Không có mã này")
    expect(phone.locator("main")).to_contain_text("/01/09521100009997")
    report = phone.get_by_role("link", name="Báo hàng giả hoặc vấn đề")
    report.click()
    expect(phone.locator("main")).to_contain_text("Mã đã quét: /01/09521100009997")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/01/09521100000018", "sai số kiểm tra"),
        ("/01/abc", "“abc”"),
        ("/01/09521100000017/10/", "10"),
        ("/01/09521100000017/99/x", "99"),
        ("/01/09521100000017/10/" + "A" * 21, "A" * 21),
    ],
)
def test_a_code_that_cannot_be_a_code_is_refused_with_its_reason(
    phone: Page, screens: Screens, path: str, reason: str
) -> None:
    screens.troubles(phone).expect(f"^400 from .*{re.escape(path)}$")

    answer = phone.goto(path)

    assert answer
    assert answer.status == 400
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mã không đọc được")
    expect(phone.locator("main dl")).to_contain_text(reason)
    assert flaws.too_wide(phone) == []


def test_a_serial_nobody_issued_is_called_so(phone: Page, demo: Demo) -> None:
    own, other = demo.cards["stories"][:2]
    address = own["url"].removesuffix(own["serial"])

    for serial in ("ABCDEFGH12345678", other["serial"], "1"):
        answer = phone.goto(address + serial)

        assert answer
        assert answer.status == 200
        expect(phone.locator(".verdict h1")).to_have_text("Chưa từng phát hành mã này")
        expect(phone.locator(".verdict")).to_have_class("verdict warn")


def test_a_linkset_lists_the_passport_in_five_languages(
    phone: Page, story: dict[str, str], demo: Demo
) -> None:
    answer = phone.request.get(story["url"], headers={"Accept": "application/linkset+json"})

    assert answer.status == 200
    assert answer.headers["content-type"] == "application/linkset+json"
    found = json.loads(answer.text())["linkset"]
    gtin, lot = story["batch"].split("/")
    product = f"{demo.url}/01/{gtin}"
    assert [each["anchor"] for each in found] == [f"{product}/10/{lot}", product]
    pages = [each["https://ref.gs1.org/voc/pip"] for each in found]
    assert [[link["href"] for link in links] for links in pages] == [[f"{product}/10/{lot}"], [product]]
    assert {tag.partition("-")[0] for links in pages for link in links for tag in link["hreflang"]} == {
        "vi", "en", "zh", "ja", "ko"
    }  # fmt: skip


def test_head_tells_what_get_would(phone: Page, story: dict[str, str]) -> None:
    def headers(answer: APIResponse) -> dict[str, str]:
        return {name: answer.headers[name] for name in HEADERS if name in answer.headers}

    got, asked = phone.request.get(story["url"]), phone.request.head(story["url"])

    assert (asked.status, asked.body()) == (200, b"")
    assert headers(asked) == headers(got)
    assert {"content-type", "etag", "link", "content-language"} <= headers(got).keys()


def test_options_and_other_methods_are_answered(phone: Page, story: dict[str, str]) -> None:
    options = phone.request.fetch(story["url"], method="OPTIONS")
    posted = phone.request.post(story["url"])

    assert (options.status, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert options.headers["access-control-allow-origin"] == "*"
    assert (posted.status, posted.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_an_etag_saves_the_second_visit(phone: Page, story: dict[str, str]) -> None:
    first = phone.request.get(story["url"])

    second = phone.request.get(story["url"], headers={"If-None-Match": first.headers["etag"]})

    assert (second.status, second.body()) == (304, b"")
