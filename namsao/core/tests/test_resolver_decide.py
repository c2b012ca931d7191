import json
import zlib
from collections.abc import Mapping

import pytest

from namsao.core.resolver.ask import CodeAsked, Reader, Request
from namsao.core.resolver.decide import (
    Outcome,
    Shown,
    Unknown,
    decide,
    language_of,
)
from namsao.core.resolver.entry import Entry, read_entry

ROOT = "https://x.vn"
GTIN = "08931234567897"
PRODUCT, BATCH = f"01/{GTIN}", f"01/{GTIN}/10/A1"
NOW = 1_764_000_000
PAGES = {"vi": "trang", "en": "page"}
READINGS = {"GOOD": (7, 4), "LATE": (7, 5), "OTHER": (8, 0), "LOOSE": (9, 0)}
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def an_entry(key: str, valid_until: int | None = None, **fields: object) -> Entry:
    return read_entry(key, 1, valid_until, zlib.compress(json.dumps(fields).encode()))


def published(*entries: Entry) -> Mapping[str, Entry]:
    return {entry.key: entry for entry in entries}


def a_product(**fields: object) -> Entry:
    return an_entry(PRODUCT, **{"title": "Miến dong", "pages": PAGES, "batches": {"7": "A1"}, **fields})


def a_batch(valid_until: int | None = None, **fields: object) -> Entry:
    return an_entry(BATCH, valid_until, **{"pages": PAGES, "serial_batch": 7, "issued": 5, **fields})


def ask(
    entries: Mapping[str, Entry], path: str, query: str = "", language: str = "", accept: str = BROWSER
) -> Outcome:
    asked = Reader(ROOT).ask(Request("GET", path, query, accept, language))
    assert isinstance(asked, CodeAsked), asked
    return decide(asked, entries.get, READINGS.get, ROOT, NOW)


@pytest.mark.parametrize(
    ("path", "key", "verdict"),
    [
        (f"/{PRODUCT}", PRODUCT, "registered"),
        (f"/{BATCH}", BATCH, "registered"),
        (f"/{PRODUCT}/10/FAKE", PRODUCT, "unissued"),
        (f"/{PRODUCT}/22/CPV", PRODUCT, "registered"),
        (f"/{PRODUCT}/235/X", PRODUCT, "registered"),
        (f"/{PRODUCT}/22/CPV/10/A1", BATCH, "registered"),
        (f"/{PRODUCT}/22/CPV/10/FAKE", PRODUCT, "unissued"),
        (f"/{PRODUCT}/21/GOOD", BATCH, "registered"),
        (f"/{PRODUCT}/22/CPV/21/GOOD", BATCH, "registered"),
        (f"/{PRODUCT}/21/LATE", BATCH, "unissued"),  # counter 5 of 5 issued
        (f"/{PRODUCT}/21/OTHER", PRODUCT, "unissued"),  # a batch of another product
        (f"/{PRODUCT}/21/FAKE", PRODUCT, "unissued"),
        (f"/{BATCH}/21/GOOD", BATCH, "registered"),
        (f"/{BATCH}/21/OTHER", BATCH, "unissued"),
        (f"/{BATCH}/21/FAKE", BATCH, "unissued"),
        (f"/{PRODUCT}/10/FAKE/21/GOOD", PRODUCT, "unissued"),
    ],
)
def test_each_code_is_answered_by_the_finest_entry_known_with_its_verdict(
    path: str, key: str, verdict: str
) -> None:
    outcome = ask(published(a_product(), a_batch()), path)

    assert isinstance(outcome, Shown)
    assert (outcome.entry.key, outcome.verdict, outcome.lapsed) == (key, verdict, False)


def test_a_serial_of_the_product_itself_is_judged_by_the_products_own_batch() -> None:
    entries = published(a_product(serial_batch=9, issued=1, batches={}))

    verdicts = [ask(entries, f"/{PRODUCT}/21/{serial}") for serial in ("LOOSE", "GOOD")]

    assert [outcome.verdict for outcome in verdicts if isinstance(outcome, Shown)] == [
        "registered",
        "unissued",
    ]


def test_a_serial_whose_batch_is_no_longer_published_is_unissued() -> None:
    outcome = ask(published(a_product()), f"/{PRODUCT}/21/GOOD")

    assert isinstance(outcome, Shown)
    assert (outcome.entry.key, outcome.verdict) == (PRODUCT, "unissued")


@pytest.mark.parametrize(
    ("valid_until", "withdrawn", "serial", "verdict", "lapsed"),
    [
        (NOW, False, "GOOD", "registered", False),
        (NOW - 1, False, "GOOD", "lapsed", True),
        (NOW - 1, False, "LATE", "lapsed", True),
        (NOW + 1, False, "LATE", "unissued", False),
        (NOW + 1, True, "GOOD", "withdrawn", False),
        (NOW + 1, True, "LATE", "withdrawn", False),
        (NOW - 1, True, "GOOD", "withdrawn", True),
        (None, True, "GOOD", "withdrawn", False),
    ],
)
def test_withdrawn_wins_then_lapsed_then_unissued(
    valid_until: int | None, withdrawn: bool, serial: str, verdict: str, lapsed: bool
) -> None:
    entries = published(a_product(), a_batch(valid_until, withdrawn=withdrawn))

    outcome = ask(entries, f"/{BATCH}/21/{serial}")

    assert isinstance(outcome, Shown)
    assert (outcome.verdict, outcome.lapsed) == (verdict, lapsed)


@pytest.mark.parametrize("path", [BATCH, f"{BATCH}/21/GOOD", f"{BATCH}/21/LATE", f"{PRODUCT}/21/GOOD"])
@pytest.mark.parametrize("valid_until", [None, NOW - 1])
@pytest.mark.parametrize("withdrawn", [False, True])
def test_a_recall_of_a_batch_comes_before_every_other_verdict(
    path: str, valid_until: int | None, withdrawn: bool
) -> None:
    entries = published(a_product(), a_batch(valid_until, withdrawn=withdrawn, recalled=True))

    assert ask(entries, f"/{path}").verdict == "recalled"  # type: ignore[union-attr]  # a page
    assert ask(entries, f"/{PRODUCT}").verdict == "registered"  # type: ignore[union-attr]  # a page


def test_a_recalled_product_recalls_all_its_batches() -> None:
    entries = published(a_product(recalled=True), a_batch())

    assert ask(entries, f"/{BATCH}").verdict == "recalled"  # type: ignore[union-attr]  # a page


def test_a_withdrawn_product_withdraws_its_batches() -> None:
    outcome = ask(published(a_product(withdrawn=True), a_batch()), f"/{PRODUCT}/21/GOOD")

    assert isinstance(outcome, Shown)
    assert (outcome.entry.key, outcome.verdict) == (BATCH, "withdrawn")


def test_a_key_nobody_published_is_unknown_even_when_its_lot_reads_well() -> None:
    outcome = ask({}, f"/{BATCH}/21/GOOD")

    assert isinstance(outcome, Unknown)
    assert outcome.code.levels[0].key == BATCH


def test_a_place_extension_walks_up_to_its_gln() -> None:
    entries = published(an_entry("414/8931234567897", pages=PAGES))

    outcome = ask(entries, "/414/8931234567897/254/KHO-2")

    assert isinstance(outcome, Shown)
    assert (outcome.entry.key, outcome.verdict) == ("414/8931234567897", "registered")


def test_one_serial_has_one_spelling_after_it_was_read() -> None:
    asked = Reader(ROOT).ask(Request("GET", f"/{PRODUCT}/21/good"))
    assert isinstance(asked, CodeAsked)

    outcome = decide(asked, published(a_product(), a_batch()).get, lambda s: READINGS[s.upper()], ROOT, NOW)

    assert outcome.code.serial == "GOOD"
    assert outcome.code.path == f"/{PRODUCT}/21/good"


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "vi"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "fr,de", "en"),
        ("", "fr,vi;q=0.1", "vi"),
        ("lang=en", "vi", "en"),
        ("lang=EN", "vi", "en"),
        ("lang=fr", "vi", "vi"),
    ],
)
def test_the_page_speaks_the_language_asked_for(query: str, header: str, language: str) -> None:
    outcome = ask(published(a_product()), f"/{PRODUCT}", query, header)

    assert isinstance(outcome, Shown)
    assert outcome.language == language


def test_a_product_without_a_vietnamese_page_still_has_a_language() -> None:
    assert [language_of("", header, ("ja", "en")) for header in ("", "ko", "*")] == ["ja", "en", "ja"]
    assert language_of("", "fr", ("ja", "ko")) == "ja"
