"""Any way of writing an identifier, read into one description."""

import pytest

from namsao.core.gs1 import describe
from namsao.core.gs1.element import GS

LOT = {
    "key": "01",
    "ais": {"01": "09520123456788", "10": "ABC", "17": "261231"},
    "canonical": "https://id.gs1.org/01/09520123456788/10/ABC?17=261231",
    "urn": None,
}


@pytest.mark.parametrize(
    "text",
    [
        "https://id.gs1.org/01/09520123456788/10/ABC?17=261231",
        "HTTP://example.com/x/01/09520123456788/10/ABC?17=261231&linkType=gs1:pip#top",
        "(01)09520123456788(10)ABC(17)261231",
        "(17)261231(10)ABC(01)09520123456788",
        f"]C1010952012345678810ABC{GS}17261231",
        "01095201234567881726123110ABC",
        f"  17261231010952012345678810ABC{GS}\r\n",
    ],
)
def test_one_thing_written_in_many_ways_has_one_description(text: str) -> None:
    assert describe(text) == LOT
    assert describe(text, ["9520123"]) == LOT | {"urn": "urn:epc:class:lgtin:9520123.045678.ABC"}


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("09520123456788", "01", "09520123456788"),
        ("9520123456788", "01", "09520123456788"),
        ("036000291452", "01", "00036000291452"),
        ("96385074", "01", "00000096385074"),
        ("952012345678912345", "00", "952012345678912345"),
        ("(414)0614141123452", "414", "0614141123452"),
        ("0109520123456788", "01", "09520123456788"),
        ("4140614141123452", "414", "0614141123452"),
    ],
)
def test_a_bare_key_is_known_by_its_length(text: str, key: str, value: str) -> None:
    assert describe(text) == {
        "key": key,
        "ais": {key: value},
        "canonical": f"https://id.gs1.org/{key}/{value}",
        "urn": None,
    }


def test_a_web_address_inside_a_value_does_not_make_the_text_a_link() -> None:
    assert describe("(01)09520123456788(10)a://b") == {
        "key": "01",
        "ais": {"01": "09520123456788", "10": "a://b"},
        "canonical": "https://id.gs1.org/01/09520123456788/10/a%3A%2F%2Fb",
        "urn": None,
    }


@pytest.mark.parametrize("scheme", ["urn:epc", "URN:EPC"])
def test_a_urn_knows_the_length_of_its_own_prefix(scheme: str) -> None:
    assert describe(f"{scheme}:id:sgtin:0614141.812345.6789", ["06141"]) == {
        "key": "01",
        "ais": {"01": "80614141123458", "21": "6789"},
        "canonical": "https://id.gs1.org/01/80614141123458/21/6789",
        "urn": "urn:epc:id:sgtin:0614141.812345.6789",
    }
