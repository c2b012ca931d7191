"""The door as a client sees it: every row of the status table, over WSGI, on a real SQLite file."""

import json
from pathlib import Path

import pytest

from namsao.resolver.app import before, serials
from namsao.resolver.tests.published import (
    BATCH,
    GLN,
    GOOD,
    GTIN,
    LATE,
    NOW,
    PAGE,
    PRODUCT,
    ROOT,
    VOC,
    Client,
    Table,
    a_body,
    ask,
)

HTML = "text/html; charset=utf-8"


def a_page(title: str, verdict: str, code: str) -> str:
    page = (
        PAGE.format(title=title).replace("<!--verdict-->", f"<i>{verdict}</i>").replace("<!--code-->", code)
    )
    return page.replace("<!--dated-->", "").replace("<!--/dated-->", "")


@pytest.mark.parametrize(
    ("target", "title", "verdict"),
    [
        (f"/{PRODUCT}", "Miến dong vi", "registered vi"),
        (f"/{PRODUCT}/", "Miến dong vi", "registered vi"),
        (f"/{BATCH}", "Miến dong lô A1 vi", "registered vi"),
        (f"/{PRODUCT}/21/{GOOD}", "Miến dong lô A1 vi", "registered vi"),
        (f"/{PRODUCT}/21/{LATE}", "Miến dong lô A1 vi", "unissued vi"),
        (f"/{PRODUCT}/21/FAKE", "Miến dong vi", "unissued vi"),
        (f"/{BATCH}/21/{GOOD}", "Miến dong lô A1 vi", "registered vi"),
        (f"/{PRODUCT}/10/FAKE", "Miến dong vi", "unissued vi"),
        (f"/{PRODUCT}/22/X", "Miến dong vi", "registered vi"),
        (f"/414/{GLN}/254/9", "Kho vi", "registered vi"),
        (f"/{PRODUCT}?lang=en", "Miến dong en", "registered en"),
        (f"/{PRODUCT}?utm_source=fair&17=261231", "Miến dong vi", "registered vi"),
    ],
)
def test_a_known_code_is_answered_with_its_page(
    client: Client, target: str, title: str, verdict: str
) -> None:
    said = client.ask(target)

    code = target.partition("?")[0].rstrip("/")
    assert (said.status, said.text) == (200, a_page(title, verdict, code))


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/01/08931234567890", 400),
        (f"/01/{GTIN[1:]}", 400),
        (f"/{PRODUCT}/foo", 400),
        (f"/{PRODUCT}/21/{GOOD}/foo", 400),
        (f"/{PRODUCT}?17=261399", 400),
        ("/01/00012345678905", 404),
        ("/01/00012345678905/10/A/21/S", 404),
        ("/00/389312345678901234", 404),
        (f"/{PRODUCT}?linkType=nosuch", 404),
        ("/-/image/none.webp", 404),
        ("/-/image/../furniture", 404),
        ("/elsewhere", 404),
    ],
)
def test_what_cannot_be_answered_says_why_and_is_not_kept(client: Client, target: str, status: int) -> None:
    said = client.ask(target)

    assert (said.status, said.headers["Content-Type"], said.headers["Cache-Control"]) == (
        status,
        HTML,
        "no-store",
    )
    assert said.text.startswith(f"{status} vi: ")
    assert said.headers["Content-Language"] == "vi"


def test_the_reason_of_a_refusal_is_vietnamese_for_vietnamese_and_english_for_others(client: Client) -> None:
    vi, en, zh = (client.ask(f"/{PRODUCT}/<b>", accept_language=tag) for tag in ("vi", "en", "zh-CN"))

    reasons = [said.text.partition(": ")[2] for said in (vi, en, zh)]
    assert [said.status for said in (vi, en, zh)] == [400, 400, 400]
    assert reasons[0] != reasons[1] == reasons[2]
    assert all(reason.endswith(f"(/{PRODUCT}/%3Cb%3E)") for reason in reasons)
    assert zh.headers["Content-Language"] == "zh-Hans"


@pytest.mark.parametrize(
    ("target", "headers", "location"),
    [
        ("/01/08931234567804", {}, "https://che.vn/trang?a=1"),
        ("/01/08931234567804/", {}, "https://che.vn/trang?a=1"),
        ("/01/08931234567804?foo=bar", {}, "https://che.vn/trang?a=1&foo=bar"),
        (f"/{PRODUCT}?linkType=gs1:pip", {}, f"{ROOT}/{PRODUCT}"),
        (f"/{PRODUCT}/21/{GOOD}?linkType={VOC}pip&lang=en", {}, f"{ROOT}/{PRODUCT}/21/{GOOD}?lang=en"),
    ],
)
def test_a_link_elsewhere_is_a_redirect(
    client: Client, target: str, headers: dict[str, str], location: str
) -> None:
    said = client.ask(target, **headers)

    path = target.partition("?")[0].rstrip("/")
    assert (said.status, said.headers["Location"], said.body) == (307, location, b"")
    assert said.headers["Link"] == (
        f'<{ROOT}{path}?linkType=linkset>; rel="linkset"; type="application/linkset+json"'
    )
    assert said.headers["Content-Length"] == "0"


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        (f"/{BATCH}?linkType=linkset", {}),
        (f"/{BATCH}?linkType=all", {"accept": "text/html"}),
        (f"/{BATCH}", {"accept": "application/linkset+json"}),
        (f"/{BATCH}", {"accept": "application/json"}),
    ],
)
def test_a_linkset_has_all_levels_and_points_to_its_context(
    client: Client, target: str, headers: dict[str, str]
) -> None:
    said = client.ask(target, **headers)

    assert (said.status, said.headers["Content-Type"]) == (200, "application/linkset+json")
    assert said.headers["Link"] == (
        "<https://ref.gs1.org/standards/resolver/linkset-context>; "
        'rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'
    )
    anchors = [item["anchor"] for item in json.loads(said.text)["linkset"]]
    assert anchors == [f"{ROOT}/{BATCH}", f"{ROOT}/{PRODUCT}"]


def test_links_alike_are_offered_as_a_page_or_as_json(client: Client, table: Table) -> None:
    links = [
        {"rel": VOC + "certificationInfo", "href": f"https://a.vn/{n}?x&y", "title": f"<{n}>"} for n in (1, 2)
    ]
    table.publish(PRODUCT, a_body("Miến", links=links))
    client.load()

    page = client.ask(f"/{PRODUCT}?linkType=certificationInfo", accept="text/html")
    data = client.ask(f"/{PRODUCT}?linkType=certificationInfo", accept="application/json")

    assert (page.status, data.status) == (300, 300)
    assert '<li><a href="https://a.vn/1?x&amp;y">&lt;1&gt;</a></li>' in page.text
    assert [link["href"] for link in json.loads(data.text)["linkset"][0][VOC + "certificationInfo"]] == [
        "https://a.vn/1?x&y",
        "https://a.vn/2?x&y",
    ]


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "vi"), ("en-US,en;q=0.9", "en"), ("fr", "en"), ("zh-TW", "zh-Hans"), ("ko,vi;q=0.5", "vi")],
)
def test_the_page_speaks_the_readers_language(client: Client, header: str, language: str) -> None:
    said = client.ask(f"/{PRODUCT}", **({"accept_language": header} if header else {}))

    assert said.headers["Content-Language"] == language
    assert said.headers["Vary"] == "Accept, Accept-Language, Accept-Encoding"
    assert f"<title>Miến dong {language.lower()}</title>" in said.text


def test_a_page_changes_at_the_second_its_certificate_ends(client: Client, table: Table) -> None:
    table.publish(PRODUCT, a_body("Miến"), valid_until=int(NOW) + 10)
    client.load()

    client.now = NOW + 9
    before_end = client.ask(f"/{PRODUCT}")
    client.now = NOW + 10
    after_end = client.ask(f"/{PRODUCT}")

    assert before_end.text == a_page("Miến vi", "registered vi", f"/{PRODUCT}")
    assert after_end.text == a_page("Miến vi", "lapsed vi", f"/{PRODUCT}").replace("<b>5 sao</b>", "")
    assert before_end.headers["ETag"] != after_end.headers["ETag"]


def test_every_get_of_a_code_is_logged_and_nothing_about_the_person(client: Client) -> None:
    client.ask(
        f"/{PRODUCT}/21/{GOOD.lower()}", accept_language="en", user_agent="Phone", x_forwarded_for="1.2.3.4"
    )
    client.ask(f"/{PRODUCT}/10/FAKE")
    client.ask("/01/08931234567804")
    client.ask(f"/{PRODUCT}?linkType=linkset")
    client.ask("/01/00012345678905/10/X/21/S")
    client.ask(f"/{PRODUCT}", if_none_match="*")
    for target, method in (
        (f"/{PRODUCT}", "HEAD"),
        (f"/{PRODUCT}", "OPTIONS"),
        ("/01/1", "GET"),
        ("/x", "GET"),
    ):
        client.ask(target, method)

    at = int(NOW * 1000)
    assert client.logged() == [
        f"{at} {BATCH} {GOOD} en registered page",
        f"{at} {PRODUCT}  vi unissued page",
        f"{at} 01/08931234567804   registered link",
        f"{at} {PRODUCT}   registered linkset",
        f"{at} 01/00012345678905/10/X S  unknown page",
        f"{at} {PRODUCT}  vi registered page",
    ]


def test_a_scan_is_answered_when_it_cannot_be_logged(table: Table, tmp_path: Path) -> None:
    (tmp_path / "full").write_text("a file where the folder should be")
    client = Client(table, tmp_path / "full")

    said = [client.ask(f"/{PRODUCT}/21/{GOOD}") for _ in range(3)]

    assert ([one.status for one in said], client.door.lost_scans) == ([200, 200, 200], 3)


def test_without_the_serial_secret_every_serial_is_unissued(client: Client) -> None:
    door = type(client.door)(client.store, client.door._log, None, ROOT, lambda: NOW)

    assert "<i>unissued vi</i>" in ask(door, f"/{PRODUCT}/21/{GOOD}").text
    assert "<i>registered vi</i>" in ask(door, f"/{PRODUCT}").text


def test_a_missing_serial_secret_is_said_once_and_a_damaged_one_stops_the_start(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert serials(tmp_path) is None
    assert len(caplog.records) == 1
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "serials.key").write_bytes(b"short")
    with pytest.raises(ValueError, match="5 bytes"):
        serials(tmp_path)


def test_an_application_behind_the_door_gets_everything_else(client: Client) -> None:
    def portal(environ, start_response):  # type: ignore[no-untyped-def]  # a WSGI application
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"portal " + environ["PATH_INFO"].encode()]

    both = before(client.door, portal)

    assert ask(both, "/").body == b"portal /"
    assert ask(both, "/products/01/").body == b"portal /products/01/"
    assert ask(both, "/products/", "POST").body == b"portal /products/"
    assert ask(both, f"/{PRODUCT}").text == a_page("Miến dong vi", "registered vi", f"/{PRODUCT}")
    assert ask(both, "/01/1").status == 400


def test_a_resolver_under_a_path_answers_there_and_only_there(table: Table, tmp_path: Path) -> None:
    client = Client(table, tmp_path / "scans", root="https://x.vn/id")

    assert client.ask(f"/id/{PRODUCT}").status == 200
    assert client.ask(f"/ID/{PRODUCT}").headers["Link"].startswith(f"<https://x.vn/id/{PRODUCT}?")
    assert client.ask("/id/-/image/ab12.webp").status == 200
    assert client.ask(f"/{PRODUCT}").status == 404


def test_before_anything_is_published_the_door_has_pages_of_its_own(tmp_path: Path) -> None:
    client = Client(Table(tmp_path / "empty.sqlite3"), tmp_path / "scans")

    said = client.ask(f"/{PRODUCT}")

    assert said.status == 404
    assert "Không tìm thấy mã này" in said.text
    assert "Nothing is known about this code" in said.text


def test_an_entry_that_cannot_be_read_is_as_good_as_none(client: Client, table: Table) -> None:
    table.publish(BATCH, a_body("x", links=[{"no": "href"}]))
    table.publish("-/image/bad.webp", {"media_type": "image/webp", "base64": "?"})
    table.publish("-/furniture", {"verdicts": {}})
    client.load()

    assert client.ask(f"/{PRODUCT}/21/{GOOD}").status == 200
    assert client.ask(f"/{BATCH}").text.startswith("<!doctype html><title>Miến dong vi")
    assert client.ask("/-/image/bad.webp").status == 404
