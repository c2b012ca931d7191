"""The field diary of a phone that loses its network, its server, its page and its session."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Screens, shoot, sign_in
from tests.browser.demo import Demo

pytestmark = pytest.mark.browser

AREA = "Nương dong đồi Nà Sao"
NO_NETWORK = r"no answer from .*(ERR_INTERNET_DISCONNECTED|ERR_FAILED|ERR_CONNECTION)"
KEPT = "async () => (await caches.keys()).length && !!(await caches.match('/farms/diary/'))"
STATES = "[data-outbox] > li[data-state={}]"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """As large as a phone's camera makes them."""
    taken = tmp_path / "anh.jpg"
    Image.radial_gradient("L").resize((3000, 2000)).convert("RGB").save(taken, "JPEG", quality=95)
    return taken


def open_diary(page: Page) -> Page:
    """The diary with its worker in charge and its page kept."""
    page.goto("/farms/diary/")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    page.wait_for_function(KEPT)
    return page


def choose_area(page: Page) -> None:
    option = page.locator("select[name=season] option", has_text=AREA).first
    page.get_by_label("Vùng trồng và vụ").select_option(option.get_attribute("value"))


def note(page: Page, work: str, note: str, **typed: str | Path) -> None:
    """Choose the work by its big button, type what is given by label, and write it."""
    page.locator(".verbs label", has_text=work).click()
    for label, value in typed.items():
        field = page.locator(f"[name={label}]")
        if isinstance(value, Path):
            field.set_input_files(value)
        elif label == "input":
            option = field.locator("option", has_text=value).get_attribute("value")
            field.select_option(option)
        else:
            field.fill(value)
    page.locator("[name=note]").fill(note)
    page.get_by_role("button", name="Ghi việc này").click()
    expect(page.locator("[data-outbox]")).to_contain_text(note)


def states(page: Page, state: str) -> int:
    return page.locator(STATES.format(state)).count()


def wait_for(page: Page, state: str, count: int) -> None:
    expect(page.locator(STATES.format(state))).to_have_count(count, timeout=30_000)


def on_server(page: Page, mark: str) -> list[str]:
    """Notes with the mark in the diary of the season, as the server has them."""
    season = page.locator("select[name=season]").input_value()
    answer = page.context.request.get(f"/farms/seasons/{season}/diary/?format=csv&q={mark}")
    assert answer.ok
    return sorted(re.findall(rf"{mark}[\w ]*", answer.text()))


def test_hoa_notes_spraying_without_network_and_finds_it_once(screens: Screens) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    screens.troubles(page).expect(NO_NETWORK)
    choose_area(page)
    shoot(page, "diary-online")
    page.context.set_offline(True)

    # One that keeps no harvest waiting: other tests harvest here today.
    note(page, "Phun", "hanhtrinh một", input="Chế phẩm nấm đối kháng", amount="250")
    wait_for(page, "waiting", 1)
    expect(page.locator("[data-said]")).to_contain_text("1 việc chờ mạng")
    shoot(page, "diary-waiting")
    page.context.set_offline(False)

    wait_for(page, "sent", 1)
    expect(page.locator("[data-said]")).to_contain_text("Đã gửi hết")
    page.reload()
    expect(page.locator("[data-list]").get_by_text("hanhtrinh một")).to_have_count(1)
    expect(page.locator("[data-outbox] > li")).to_have_count(0)
    assert on_server(page, "hanhtrinh") == ["hanhtrinh một"]
    shoot(page, "diary-after")


def test_ten_entries_with_a_photo_written_offline_are_there_once_each(
    screens: Screens, picture: Path
) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    screens.troubles(page).expect(NO_NETWORK)
    choose_area(page)
    page.context.set_offline(True)

    for number in range(5):
        note(page, "Tưới", f"mười {number}")
    note(page, "Bón phân", "mười 5", input="Phân chuồng ủ hoai", amount="12,5")
    note(page, "Sơ chế", "mười 6", photos=picture)
    note(page, "Tưới", "mười 7")
    page.reload()
    wait_for(page, "waiting", 8)
    expect(page.locator(STATES.format("waiting")).filter(has_text="mười 6")).to_contain_text("1 ảnh")
    for number in (8, 9):
        note(page, "Tưới", f"mười {number}")
    wait_for(page, "waiting", 10)
    page.context.set_offline(False)

    wait_for(page, "sent", 10)
    page.reload()
    expect(page.locator("[data-list]").get_by_text(re.compile("^mười"))).to_have_count(10)
    assert on_server(page, "mười") == [f"mười {number}" for number in range(10)]
    row = page.locator("[data-list] > li").filter(has_text="mười 6")
    expect(row).to_contain_text("1 ảnh")
    row.get_by_role("link").click()
    photo = page.locator(".photos img")
    width, height = photo.evaluate("e => e.decode().then(() => [e.naturalWidth, e.naturalHeight])")
    assert (width, height) == (1280, 853)


def test_a_harvest_written_offline_makes_one_lot_and_its_number_comes_back(screens: Screens) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    screens.troubles(page).expect(NO_NETWORK)
    season = page.locator("select[name=season] option", has_text="Khe Mây").first
    page.get_by_label("Vùng trồng và vụ").select_option(season.get_attribute("value"))
    page.context.set_offline(True)

    for _ in range(2):
        note(page, "Thu hoạch", "haibao", quantity_kg="50")
    wait_for(page, "waiting", 2)
    page.context.set_offline(False)

    wait_for(page, "sent", 2)
    lots = set(re.findall(r"TH\d{6}-\d+", page.locator("[data-outbox]").inner_text()))
    assert len(lots) == 2
    assert on_server(page, "haibao") == ["haibao", "haibao"]


def test_entries_outlive_a_server_that_is_down_and_a_page_that_is_closed(screens: Screens) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    screens.troubles(page).expect(NO_NETWORK)
    choose_area(page)
    context = page.context
    context.route("**/farms/diary/**", lambda route: route.abort("connectionrefused"))

    for number in range(3):
        note(page, "Tưới", f"dong cua {number}")
    wait_for(page, "waiting", 3)
    page.close()
    context.unroute("**/farms/diary/**")
    again = context.new_page()
    again.goto("/farms/diary/")

    wait_for(again, "sent", 3)
    choose_area(again)
    assert on_server(again, "dong cua") == [f"dong cua {number}" for number in range(3)]


def test_an_answer_that_got_lost_and_two_tabs_do_not_write_twice(screens: Screens) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    screens.troubles(page).expect(NO_NETWORK)
    choose_area(page)
    lose = lost_answers(2)
    page.context.route("**/farms/diary/", lose)

    note(page, "Tưới", "mat tin 0")
    note(page, "Tưới", "mat tin 1")
    other = page.context.new_page()
    other.goto("/farms/diary/")
    for each in (page, other):
        each.evaluate("dispatchEvent(new Event('online'))")

    wait_for(page, "sent", 2)
    assert on_server(page, "mat tin") == ["mat tin 0", "mat tin 1"]


def lost_answers(count: int) -> Callable[[Route], None]:
    """The server gets the first so many entries and writes them; the phone never hears of it."""
    left = [count]

    def lose(route: Route) -> None:
        if route.request.method == "POST" and left[0]:
            left[0] -= 1
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    return lose


def test_a_refused_entry_says_why_and_is_mended(screens: Screens) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    screens.troubles(page).expect(r"422 from .*/farms/diary/")
    choose_area(page)
    note(page, "Tưới", "tu choi", done_on="01/01/2020")

    wait_for(page, "refused", 1)
    row = page.locator(STATES.format("refused"))
    expect(row).to_contain_text("Vụ này bắt đầu ngày")
    shoot(page, "diary-refused")
    row.get_by_role("button", name="Sửa").click()
    page.locator("[name=done_on]").fill(f"{datetime.now(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y}")
    page.get_by_role("button", name="Ghi việc này").click()

    wait_for(page, "sent", 1)
    assert states(page, "refused") == 0
    assert on_server(page, "tu choi") == ["tu choi"]


def test_a_session_that_ended_loses_nothing(screens: Screens, demo: Demo) -> None:
    page = screens.open(PHONE)
    sign_in(page, demo, "producer")
    open_diary(page)
    choose_area(page)
    page.context.clear_cookies(name="sessionid")

    note(page, "Tưới", "het phien")

    expect(page.locator("[data-said]")).to_contain_text("Hãy đăng nhập lại")
    wait_for(page, "waiting", 1)
    shoot(page, "diary-signed-out")
    page.locator("[data-said]").get_by_role("link", name="Đăng nhập lại").click()
    card = demo.card("producer")
    page.get_by_label("Thư điện tử hoặc số điện thoại").fill(card["login"])
    page.get_by_label("Mật khẩu").fill(card["password"])
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/farms/diary/")
    wait_for(page, "sent", 1)
    choose_area(page)
    assert on_server(page, "het phien") == ["het phien"]


def test_what_is_kept_of_the_page_goes_with_its_owner(screens: Screens, demo: Demo) -> None:
    page = screens.open(PHONE)
    sign_in(page, demo, "producer")
    open_diary(page)

    page.context.clear_cookies(name="sessionid")
    page.goto("/farms/diary/")
    page.wait_for_url("**/account/login/**")

    page.wait_for_function("async () => !(await caches.match('/farms/diary/'))")


def test_the_last_work_is_repeated_offline_in_one_tap(screens: Screens) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    screens.troubles(page).expect(NO_NETWORK)
    choose_area(page)
    note(page, "Tưới", "lap lai")
    wait_for(page, "sent", 1)
    page.context.set_offline(True)

    page.get_by_role("button", name=re.compile("^Lặp lại: Tưới")).click()
    wait_for(page, "waiting", 1)
    page.context.set_offline(False)

    wait_for(page, "sent", 2)
    assert on_server(page, "lap lai") == ["lap lai", "lap lai"]


def test_the_diary_is_a_plain_form_without_scripts(screens: Screens, picture: Path) -> None:
    page = screens.open(PHONE, "producer", java_script_enabled=False)
    page.goto("/farms/diary/")
    choose_area(page)
    page.locator(".verbs label", has_text="Sơ chế").click()
    page.locator("[name=note]").fill("tay khong")
    page.locator("[name=photos]").set_input_files(picture)
    page.get_by_role("button", name="Ghi việc này").click()

    expect(page.locator(".notice.ok")).to_contain_text("Đã ghi: Sơ chế")
    expect(page.locator("[data-list]")).to_contain_text("tay khong")


def test_every_button_of_the_diary_is_large_enough_for_a_thumb(screens: Screens) -> None:
    page = open_diary(screens.open(PHONE, "producer"))
    page.locator(".verbs label", has_text="Phun").click()

    sizes = page.locator("main .verbs label, main form .btn, main #diary select").evaluate_all(
        "all => all.filter(e => e.offsetParent).map(e => [e.textContent.trim(), e.getBoundingClientRect().height])"
    )

    assert len(sizes) >= 8
    assert [each for each in sizes if each[1] < 48] == []
