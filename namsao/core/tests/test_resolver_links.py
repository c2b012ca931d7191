"""Which link a scan leads to: the default, one of a type, choices, or the whole linkset."""

import pytest

from namsao.core.resolver.decide import Choices, Listed, Missing, Redirected, pass_on
from namsao.core.tests.test_resolver_decide import (
    BATCH,
    BROWSER,
    PRODUCT,
    ROOT,
    a_batch,
    a_product,
    an_entry,
    ask,
    published,
)

VOC = "https://ref.gs1.org/voc/"


def a_link(rel: str, href: str, *hreflang: str, media: str = "text/html") -> dict[str, object]:
    return {"rel": VOC + rel, "href": href, "title": rel, "type": media, "hreflang": list(hreflang)}


@pytest.mark.parametrize(
    ("query", "location"),
    [
        ("", "https://shop.vn/mien"),
        ("17=261231&ref=a%20b", "https://shop.vn/mien?17=261231&ref=a%20b"),
        ("linkType=gs1:defaultLink", "https://shop.vn/mien?linkType=gs1:defaultLink"),
    ],
)
def test_a_default_link_elsewhere_is_followed_with_the_query(query: str, location: str) -> None:
    outcome = ask(published(a_product(redirect="https://shop.vn/mien")), f"/{PRODUCT}", query)

    assert isinstance(outcome, Redirected)
    assert outcome.location == location


def test_the_default_is_looked_for_at_the_next_level_when_a_level_has_none() -> None:
    bare = an_entry(BATCH, serial_batch=7, issued=5)

    outcome = ask(published(a_product(redirect="https://shop.vn/"), bare), f"/{BATCH}")
    nowhere = ask(published(bare), f"/{BATCH}")
    linked = ask(published(an_entry(BATCH, links=[a_link("pip", "https://a.vn/")])), f"/{BATCH}")

    assert isinstance(outcome, Redirected)
    assert (outcome.location, outcome.verdict) == ("https://shop.vn/", "registered")
    assert isinstance(nowhere, Missing)
    assert isinstance(linked, Redirected)
    assert linked.location == "https://a.vn/"


LINKS = [
    a_link("instructions", "https://a.vn/vi", "vi"),
    a_link("instructions", "https://a.vn/en", "en"),
    a_link("instructions", "https://a.vn/ja.pdf", "ja", media="application/pdf"),
    a_link("certificationInfo", "https://a.vn/1", "vi"),
    a_link("certificationInfo", "https://a.vn/2", "vi"),
    a_link("safetyInfo", "https://a.vn/safe.json", media="application/json"),
    a_link("safetyInfo", "https://a.vn/safe.html"),
    a_link("recallStatus", "https://a.vn/tình trạng?x=1#now"),
]


@pytest.mark.parametrize(
    ("query", "header", "accept", "location"),
    [
        ("linkType=instructions", "", BROWSER, "https://a.vn/vi?linkType=instructions"),
        ("linkType=gs1:instructions", "en", BROWSER, "https://a.vn/en?linkType=gs1:instructions"),
        ("linkType=instructions&lang=ja", "en", BROWSER, "https://a.vn/ja.pdf?linkType=instructions&lang=ja"),
        ("linkType=instructions", "ko", BROWSER, "https://a.vn/en?linkType=instructions"),
        ("linkType=safetyInfo", "", BROWSER, "https://a.vn/safe.html?linkType=safetyInfo"),
        ("linkType=safetyInfo", "", "application/json", "https://a.vn/safe.json?linkType=safetyInfo"),
        ("linkType=safetyInfo", "", "", "https://a.vn/safe.html?linkType=safetyInfo"),
        (
            "linkType=https%3A%2F%2Fref.gs1.org%2Fvoc%2FrecallStatus",
            "",
            BROWSER,
            "https://a.vn/t%C3%ACnh%20tr%E1%BA%A1ng?x=1&linkType=https%3A%2F%2Fref.gs1.org%2Fvoc%2FrecallStatus#now",
        ),
    ],
)
def test_a_link_type_leads_to_the_link_that_suits_best(
    query: str, header: str, accept: str, location: str
) -> None:
    outcome = ask(published(a_product(links=LINKS)), f"/{PRODUCT}", query, header, accept)

    assert isinstance(outcome, Redirected)
    assert outcome.location == location


def test_links_that_cannot_be_told_apart_are_offered_as_choices() -> None:
    outcome = ask(published(a_product(links=LINKS)), f"/{PRODUCT}", "linkType=certificationInfo")

    assert isinstance(outcome, Choices)
    assert [link.href for link in outcome.links] == ["https://a.vn/1", "https://a.vn/2"]


def test_a_link_type_is_taken_from_the_finest_level_that_has_it() -> None:
    batch = a_batch(links=[a_link("pip", "https://a.vn/lot")])
    entries = published(
        a_product(links=[a_link("pip", "https://a.vn/p"), a_link("dpp", "https://a.vn/dpp")]), batch
    )

    found = [ask(entries, f"/{PRODUCT}/21/GOOD", f"linkType={name}") for name in ("pip", "dpp")]
    missing = ask(entries, f"/{PRODUCT}/21/GOOD", "linkType=nosuch")

    assert [one.location.partition("?")[0] for one in found if isinstance(one, Redirected)] == [
        "https://a.vn/lot",
        "https://a.vn/dpp",
    ]
    assert isinstance(missing, Missing)
    assert missing.verdict == "registered"


def test_the_product_page_of_a_passport_is_the_scanned_address_itself() -> None:
    outcome = ask(published(a_product(), a_batch()), f"/{PRODUCT}/21/GOOD", "linkType=pip&lang=en")

    assert isinstance(outcome, Redirected)
    assert outcome.location == f"{ROOT}/{PRODUCT}/21/GOOD?lang=en"


def test_the_linkset_has_every_level_and_the_batch_at_the_scanned_address() -> None:
    entries = published(a_product(), a_batch())

    by_serial = ask(entries, f"/{PRODUCT}/21/GOOD", "linkType=linkset")
    by_lot = ask(entries, f"/{BATCH}/21/GOOD", "linkType=all")

    assert isinstance(by_serial, Listed)
    assert isinstance(by_lot, Listed)
    assert [anchored.anchor for anchored in by_serial.found] == [
        f"{ROOT}/{PRODUCT}/21/GOOD",
        f"{ROOT}/{PRODUCT}",
    ]
    assert [anchored.anchor for anchored in by_lot.found] == [f"{ROOT}/{BATCH}", f"{ROOT}/{PRODUCT}"]


@pytest.mark.parametrize(
    ("href", "query", "target"),
    [
        ("https://a.vn", "", "https://a.vn"),
        ("https://a.vn?b=1", "c=2", "https://a.vn?b=1&c=2"),
        ("https://a.vn#top", "c=2", "https://a.vn?c=2#top"),
        (f"{ROOT}/01/1", "linkType=pip", f"{ROOT}/01/1"),
        (f"{ROOT}/01/1", "a=1&linkType=pip&b=2", f"{ROOT}/01/1?a=1&b=2"),
        (f"{ROOT}.evil.example/", "linkType=pip", f"{ROOT}.evil.example/?linkType=pip"),
    ],
)
def test_the_query_is_passed_on_but_a_link_type_not_to_ourselves(href: str, query: str, target: str) -> None:
    assert pass_on(href, query, ROOT) == target
