"""Wrong input: said in Vietnamese beside its field, nothing lost, nothing written."""

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import flaws
from tests.browser.conftest import PHONE, Screens, Sessions
from tests.browser.demo import Demo
from tests.browser.forms import control, fill, main_part, values, walk, words_beside
from tests.browser.wrong import HARVEST, REQUIRED, TODAY, Wrong, cases

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def lot(browser: Browser, demo: Demo, sessions: Sessions) -> None:
    """A harvest lot of 100 kg, so that a batch could be made of it."""
    screens = Screens(browser, demo, sessions, "a-lot-to-go-wrong-with")
    page = screens.open(PHONE, role="producer")
    before = books(screens, page, ("/trace/",))
    walk(page, HARVEST[0], HARVEST[1:])
    day = f"{TODAY:%d/%m/%Y}"
    fill(page, {"Thu được bao nhiêu": "100", "Thu ngày nào": day, "Số lô": "WRONG-1"})
    page.get_by_role("button", name="Lưu lô thu hoạch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lô thu hoạch WRONG-1")
    # What must not change below does change when something is written.
    assert [one == other for one, other in zip(before, books(screens, page, ("/trace/",)), strict=True)] == [
        False,
        False,
    ]
    screens.close()


@pytest.fixture(scope="module")
def examined() -> set[tuple[str, ...]]:
    """Paths of the forms whose refusals axe-core has looked at: once is enough."""
    return set()


@pytest.mark.parametrize("wrong", cases(), ids=str)
def test_wrong_input_is_said_beside_its_field_and_writes_nothing(
    screens: Screens, wrong: Wrong, examined: set[tuple[str, ...]]
) -> None:
    page = screens.open(PHONE, role=wrong.role)
    walk(page, wrong.path[0], wrong.path[1:])
    before = books(screens, page, wrong.lists)

    fill(page, wrong.typed)
    typed = values(page)
    send(screens, page, wrong.submit)

    assert_said(page, wrong.said)
    found = [*flaws.too_wide(page), *flaws.too_small(page)]
    if wrong.path not in examined:
        examined.add(wrong.path)
        found += flaws.inaccessible(page)
    assert not found, "\n".join(found)
    assert values(page) == typed
    assert books(screens, page, wrong.lists) == before


def books(screens: Screens, page: Page, lists: tuple[str, ...]) -> list[str]:
    """The lists where a new row would stand, and the newest page of the audit."""
    read = page.context.request.get
    return [*(main_part(read(path).text()) for path in lists), screens.audit()]


def send(screens: Screens, page: Page, submit: str) -> None:
    """Press the button. A refused form comes back with status 200 or, as HTTP has it, 422."""
    with page.expect_navigation() as navigation:
        page.locator("main").get_by_role("button", name=submit, exact=True).click()
    answer = navigation.value
    assert answer
    assert answer.status in (200, 422)
    if answer.status == 422:
        screens.troubles(page).expect(f"^422 from {re.escape(page.url)}$")


def assert_said(page: Page, said: Mapping[str, str]) -> None:
    """Each sentence stands beside its field, and in a summary on top that leads there; and no other."""
    summary = page.locator(".errors[role=alert]")
    expect(summary).to_be_focused()
    assert page.title().startswith("Lỗi: ")
    for label, sentence in said.items():
        box = control(page, label)
        assert sentence in words_beside(box), f"{label}: {words_beside(box)!r}"
        link = summary.get_by_role("link", name=re.compile(f"^{re.escape(label)}"))
        expect(link).to_contain_text(sentence)
        link.click()
        expect(box).to_be_focused()
    expect(page.locator("[aria-invalid=true]")).to_have_count(len(said))


def test_a_wrong_password_keeps_the_login_and_names_no_account(screens: Screens) -> None:
    page = screens.open(PHONE)
    sentence = "Chưa đúng. Hãy xem lại thư điện tử hoặc số điện thoại, rồi gõ lại mật khẩu."
    for login in ("hoa@demo.namsao", "khong-co-ai@demo.namsao"):
        page.goto("/account/login/")
        before = screens.audit()
        fill(page, {"Thư điện tử hoặc số điện thoại": login, "Mật khẩu": "sai-hoan-toan-roi-1234"})
        send(screens, page, "Đăng nhập")

        expect(page.locator(".errors[role=alert]")).to_contain_text(sentence)
        expect(control(page, "Thư điện tử hoặc số điện thoại")).to_have_value(login)
        expect(control(page, "Mật khẩu")).to_have_value("")
        assert page.context.request.get("/home/", max_redirects=0).status == 302
        assert screens.audit() == before


def test_a_sign_in_without_words_says_what_is_missing(screens: Screens) -> None:
    page = screens.open(PHONE)
    page.goto("/account/login/")

    send(screens, page, "Đăng nhập")

    assert_said(page, {"Thư điện tử hoặc số điện thoại": REQUIRED, "Mật khẩu": REQUIRED})


def test_a_report_without_a_story_keeps_kind_contact_and_code(screens: Screens) -> None:
    page = screens.open(PHONE)
    producer = screens.open(PHONE, role="province")
    before = main_part(producer.context.request.get("/scans/reports/").text())
    page.goto("/scans/report/?code=/01/09521100000017/10/ML2611A")
    page.get_by_label("tem, nhãn sai hoặc hỏng").check()
    fill(page, {"Liên hệ": "0912 345 678"})
    typed = values(page)

    send(screens, page, "Gửi")

    assert_said(page, {"Kể lại ngắn gọn": REQUIRED})
    assert values(page) == typed == {"kind": "label", "text": "", "contact": "0912 345 678"}
    expect(page.locator("main")).to_contain_text("/01/09521100000017/10/ML2611A")
    assert main_part(producer.context.request.get("/scans/reports/").text()) == before


def test_a_code_that_cannot_be_read_stays_in_its_box(screens: Screens) -> None:
    page = screens.open(PHONE)
    page.goto("/")
    page.get_by_label("Mã trên tem").fill("8938500000013")

    send(screens, page, "Kiểm tra mã")

    expect(page.get_by_label("Mã trên tem")).to_have_value("8938500000013")
    expect(page.locator(".errors[role=alert]")).to_contain_text("chữ số cuối phải là 0")
