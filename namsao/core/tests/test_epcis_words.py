"""Our one extension: what was done, in the producer's words."""

from datetime import UTC, datetime

import pytest

from namsao.core.epcis import (
    CONTEXT,
    STEP,
    Action,
    check,
    object_event,
    spoken,
    standalone,
    words_of,
)
from namsao.core.epcis.events import document

AT = datetime(2026, 11, 24, 3, 15, tzinfo=UTC)
ITEM = "https://id.gs1.org/01/08938505970028/21/7KXQ2M4R9TBCDFGH"


def test_the_producers_words_travel_as_tagged_strings_under_our_prefix():
    words = {"vi": "Phơi sợi", "ja": "麺を干す"}
    event = object_event(action=Action.OBSERVE, at=AT, epcs=["https://id.gs1.org/01/09521100000017/21/1"]) | {
        STEP: spoken(words)
    }

    assert check(event) == []
    assert words_of(event[STEP]) == words
    assert standalone(event)["@context"] == [CONTEXT, {"namsao": "urn:namsao:epcis:"}]
    assert document([event], AT)["@context"] == [CONTEXT, {"namsao": "urn:namsao:epcis:"}]


@pytest.mark.parametrize("value", [None, "Phơi sợi", [{"@value": "Phơi sợi"}]])
def test_what_nobody_spoke_is_no_words(value):
    assert words_of(value) == {}
