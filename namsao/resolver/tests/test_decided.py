"""A remembered decision answers like one made anew, and only while what it rests on holds."""

import pytest

from namsao.core.serials import Serials
from namsao.resolver.tests.published import BATCH, GOOD, KEY, NOW, Client, Table, a_body

URL = f"/{BATCH}/21/{GOOD}"


def test_what_is_remembered_is_what_would_be_decided(client: Client) -> None:
    first = client.ask(URL, accept_language="zh-CN", accept_encoding="gzip")

    again = client.ask(URL, accept_language="zh-CN", accept_encoding="gzip")

    assert (again.status, again.headers, again.body) == (first.status, first.headers, first.body)
    assert [line.split()[1:] for line in client.logged()] == 2 * [
        [BATCH, GOOD, "zh-hans", "registered", "page"]
    ]


@pytest.mark.parametrize(
    ("asked", "answered"), [("vi", "vi"), ("zh-TW", "zh-Hans"), ("en;q=0.5, vi", "vi"), ("xx", "en")]
)
def test_each_reader_keeps_their_language(client: Client, asked: str, answered: str) -> None:
    client.ask(URL, accept_language="en")

    said = [client.ask(URL, accept_language=asked).headers["Content-Language"] for _ in range(2)]

    assert said == [answered, answered]


@pytest.mark.parametrize(
    "serial",
    [
        "".join("3" if c == "2" else "2" for c in GOOD),
        Serials(KEY).write(8, 0),
        Serials(KEY).write(7, 5),
        "X",
        "",
    ],
)
def test_another_serial_is_never_answered_from_memory(client: Client, serial: str) -> None:
    client.ask(URL)

    assert "registered" not in client.ask(f"/{BATCH}/21/{serial}").text


def test_a_question_with_words_of_its_own_is_asked_anew(client: Client) -> None:
    client.ask(URL)

    assert client.ask(f"{URL}?lang=en").headers["Content-Language"] == "en"
    assert "linkset" in client.ask(f"{URL}?linkType=linkset").headers["Content-Type"]
    assert client.ask(URL, "POST").status == 405


def test_a_withdrawal_counts_at_once(client: Client, table: Table) -> None:
    assert "registered" in client.ask(URL).text

    table.publish(BATCH, a_body("Miến dong lô A1", serial_batch=7, issued=5, withdrawn=True))
    client.load()

    assert "withdrawn" in client.ask(URL).text


def test_a_page_that_lapses_is_not_shown_from_memory(client: Client, table: Table) -> None:
    table.publish(BATCH, a_body("Miến dong lô A1", serial_batch=7, issued=5), valid_until=int(NOW) + 10)
    client.load()
    assert "registered" in client.ask(URL).text

    client.now = NOW + 20

    assert "lapsed" in client.ask(URL).text
