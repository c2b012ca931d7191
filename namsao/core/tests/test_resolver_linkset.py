import json
import re
import zlib

import pytest

from namsao.core.resolver.entry import Entry, Target, read_entry
from namsao.core.resolver.linkset import Anchored, choices, description, linkset, targets

VOC = "https://ref.gs1.org/voc/"
ANCHOR = "https://x.vn/01/08931234567897"


def an_entry(**fields: object) -> Entry:
    return read_entry("01/08931234567897", 1, None, zlib.compress(json.dumps(fields).encode()))


def items(entry: Entry) -> object:
    return json.loads(linkset([Anchored(ANCHOR, entry, ANCHOR)]))


def test_a_passport_is_the_default_link_and_a_product_page_of_its_own_address() -> None:
    entry = an_entry(title="Miến dong", pages={"vi": "", "zh-hans": ""})

    assert items(entry) == {
        "linkset": [
            {
                "anchor": ANCHOR,
                "itemDescription": "Miến dong",
                VOC + "pip": [
                    {"href": ANCHOR, "title": "Miến dong", "type": "text/html", "hreflang": ["vi", "zh"]}
                ],
                VOC + "defaultLink": [{"href": ANCHOR, "title": "Miến dong"}],
            }
        ]
    }


def test_links_keep_their_order_titles_types_and_languages_under_full_link_types() -> None:
    links = [
        {
            "rel": VOC + "pip",
            "href": "https://a.vn/",
            "title": "Trang",
            "type": "text/html",
            "hreflang": ["vi"],
        },
        {"rel": VOC + "dpp", "href": "https://a.vn/dpp", "title": "", "type": None},
        {"rel": VOC + "pip", "href": "https://a.vn/en", "title": "Page", "hreflang": ["en-GB"]},
        {"rel": VOC + "defaultLink", "href": "https://old.vn/", "title": "old"},
    ]
    entry = an_entry(title="Miến dong", redirect="https://a.vn/", links=links, pages={"vi": ""})

    assert items(entry) == {
        "linkset": [
            {
                "anchor": ANCHOR,
                "itemDescription": "Miến dong",
                VOC + "pip": [
                    {"href": "https://a.vn/", "title": "Trang", "type": "text/html", "hreflang": ["vi"]},
                    {"href": "https://a.vn/en", "title": "Page", "hreflang": ["en-GB"]},
                ],
                VOC + "dpp": [{"href": "https://a.vn/dpp", "title": "https://a.vn/dpp"}],
                VOC + "defaultLink": [{"href": "https://a.vn/", "title": "Miến dong"}],
            }
        ]
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"pages": {"vi": ""}},
        {"redirect": "https://shop.vn/"},
        {"redirect": "https://shop.vn/", "links": [{"rel": VOC + "dpp", "href": "https://a.vn/"}]},
        {"links": [{"rel": VOC + "dpp", "href": "https://a.vn/"}]},
        {"pages": {"vi": ""}, "links": [{"rel": VOC + "defaultLink", "href": "https://a.vn/"}]},
    ],
)
def test_there_is_one_bare_default_link_whose_target_also_has_a_descriptive_type(
    fields: dict[str, object],
) -> None:
    [item] = json.loads(linkset([Anchored(ANCHOR, an_entry(**fields), ANCHOR)]))["linkset"]

    [default] = item.pop(VOC + "defaultLink")
    described = {link["href"] for links in item.values() if isinstance(links, list) for link in links}

    assert default.keys() == {"href", "title"}
    assert default["href"] in described


def test_an_entry_that_leads_nowhere_has_no_default_link_and_its_key_for_a_title() -> None:
    assert items(an_entry()) == {"linkset": [{"anchor": ANCHOR, "itemDescription": "01/08931234567897"}]}


def test_a_published_link_into_the_batch_page_leads_to_the_scanned_address_instead() -> None:
    own, scanned = ANCHOR + "/10/A%2B1", ANCHOR + "/21/S"
    links = [
        {"rel": VOC + "pip", "href": own, "title": "Miến", "type": "text/html", "hreflang": ["vi"]},
        {"rel": VOC + "traceability", "href": own + "#journey", "title": "Hành trình"},
        {"rel": VOC + "dpp", "href": own + "1#journey", "title": "DPP"},
    ]

    found = targets(Anchored(scanned, an_entry(pages={"vi": "", "en": ""}, links=links), ANCHOR + "/10/A+1"))

    assert found == (
        Target(VOC + "pip", scanned, "Miến", "text/html", ("vi",)),
        Target(VOC + "traceability", scanned + "#journey", "Hành trình", "", ()),
        Target(VOC + "dpp", own + "1#journey", "DPP", "", ()),
    )


def test_the_passport_is_a_traceability_page_beside_a_product_page_elsewhere() -> None:
    pip = {"rel": VOC + "pip", "href": "https://a.vn/", "title": "Miến"}

    found = targets(Anchored(ANCHOR, an_entry(title="Miến", pages={"vi": ""}, links=[pip]), ANCHOR))

    assert found == (
        Target(VOC + "traceability", ANCHOR, "Miến", "text/html", ("vi",)),
        Target(VOC + "pip", "https://a.vn/", "Miến", "", ()),
    )


def test_choices_list_only_the_links_in_question() -> None:
    links = [Target(VOC + "pip", f"https://a.vn/{n}", f"Trang {n}", "", ()) for n in (1, 2)]

    assert json.loads(choices(Anchored(ANCHOR, an_entry(title="Chè"), ANCHOR), links)) == {
        "linkset": [
            {
                "anchor": ANCHOR,
                "itemDescription": "Chè",
                VOC + "pip": [
                    {"href": "https://a.vn/1", "title": "Trang 1"},
                    {"href": "https://a.vn/2", "title": "Trang 2"},
                ],
            }
        ]
    }


def test_addresses_are_ascii_wherever_they_go() -> None:
    entry = an_entry(
        redirect="https://a.vn/chè#búp", links=[{"rel": VOC + "dpp", "href": "https://a.vn/é?a=%20"}]
    )

    assert [link.href for link in targets(Anchored(ANCHOR, entry, ANCHOR))] == [
        "https://a.vn/ch%C3%A8#b%C3%BAp",
        "https://a.vn/%C3%A9?a=%20",
    ]


def test_the_description_file_says_what_this_resolver_reads() -> None:
    said = json.loads(description("https://x.vn/id"))

    assert said["resolverRoot"] == "https://x.vn/id"
    assert {"01", "414", "00"} <= set(said["supportedPrimaryKeys"])
    assert all(re.fullmatch("[0-9]{2,4}", key) for key in said["supportedPrimaryKeys"])
    assert said["supportedLinkType"] == [{"namespace": VOC, "prefix": "gs1:"}]
    assert said["name"]
