"""Caching, compression, methods and the other addresses of the door, over WSGI."""

import json

import pytest

from namsao.core.resolver import answer as answers
from namsao.core.resolver.ask import Request
from namsao.resolver.tests.published import GOOD, PRODUCT, ROOT, Client


def test_gzip_and_plain_are_the_same_page_under_different_etags(client: Client) -> None:
    plain = client.ask(f"/{PRODUCT}/21/{GOOD}")
    packed = client.ask(f"/{PRODUCT}/21/{GOOD}", accept_encoding="gzip, br")

    assert packed.text == plain.text
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert [int(said.headers["Content-Length"]) for said in (plain, packed)] == [
        len(plain.body),
        len(packed.body),
    ]


def test_a_page_is_composed_once_for_all_serials_of_a_batch(client: Client) -> None:
    first, second = (client.ask(f"/{PRODUCT}/21/{serial}") for serial in (GOOD, GOOD.lower()))

    assert first.headers["ETag"] == second.headers["ETag"]
    assert (GOOD in first.text, GOOD in second.text, GOOD.lower() in second.text) == (True, False, True)


@pytest.mark.parametrize(
    "target",
    [
        f"/{PRODUCT}/21/{GOOD}",
        f"/{PRODUCT}?linkType=linkset",
        "/-/image/ab12.webp",
        "/.well-known/gs1resolver",
    ],
)
def test_what_the_client_has_is_not_sent_again(client: Client, target: str) -> None:
    first = client.ask(target)

    again = client.ask(target, if_none_match=first.headers["ETag"])
    other = client.ask(target, if_none_match='"another"')

    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert (other.status, other.body) == (200, first.body)


@pytest.mark.parametrize(
    "target",
    [
        f"/{PRODUCT}",
        f"/{PRODUCT}?linkType=linkset",
        "/01/08931234567804",
        "/01/1",
        "/01/00012345678905",
        "/-/image/ab12.webp",
        "/.well-known/gs1resolver",
    ],
)
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_head_has_the_headers_of_get_and_no_body(client: Client, target: str, encoding: str) -> None:
    get = client.ask(target, accept_encoding=encoding)
    head = client.ask(target, "HEAD", accept_encoding=encoding)

    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")
    assert head.headers["Content-Length"] == str(len(get.body))


@pytest.mark.parametrize("target", [f"/{PRODUCT}", "/01/broken", "/-/image/ab12.webp"])
def test_any_site_may_ask_and_is_told_how(client: Client, target: str) -> None:
    said = client.ask(target, "OPTIONS")

    assert (said.status, said.body) == (204, b"")
    assert said.headers["Access-Control-Allow-Origin"] == "*"
    assert said.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.ask(target).headers["Access-Control-Allow-Origin"] == "*"


def test_other_methods_are_refused(client: Client) -> None:
    said = client.ask(f"/{PRODUCT}", "POST")

    assert (said.status, said.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_an_image_may_be_kept_for_ever(client: Client) -> None:
    said = client.ask("/-/image/ab12.webp")

    assert (said.status, said.body) == (200, b"RIFF....WEBP")
    assert said.headers["Content-Type"] == "image/webp"
    assert said.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert said.headers["ETag"] == '"ab12.webp"'


def test_the_description_file_is_found_where_the_standard_says(client: Client) -> None:
    said = client.ask("/.well-known/gs1resolver")

    assert (said.status, said.headers["Content-Type"]) == (200, "application/json")
    assert json.loads(said.text)["resolverRoot"] == ROOT


def test_the_door_alone_tells_its_health(client: Client) -> None:
    said = client.ask("/-/health")

    assert (said.status, said.headers["Cache-Control"]) == (200, "no-store")
    health = json.loads(said.text)
    assert (health["status"], health["lost_scans"], health["entries"] > 0) == ("up", 0, True)


def test_a_door_with_nothing_to_answer_is_not_up() -> None:
    answer = answers.health(0, 0, Request("GET", "/-/health", "", "", "", "", ""))

    assert answer.status == "503 Service Unavailable"
    assert json.loads(answer.body)["status"] == "empty"
