"""Queries over rows answer as the meaning of a query on each event does, page by page, for whoever asks."""

import json
from typing import Any

import pytest

from namsao.apps.traceability.models import Event
from namsao.apps.traceability.queries.search import TooLarge, events_named, search
from namsao.base.accounts.tests.cast import NOW
from namsao.base.keys.models import CompanyPrefix
from namsao.core.epcis import CONTEXT
from namsao.core.epcis.document import prefixes_of
from namsao.core.epcis.match import matches
from namsao.core.epcis.query import BadQuery, read_params

from .documents import CASE, GTIN, LOT, an_object, item, send
from .mixed_events import PLACES, PartsOfSites, some_events, with_lifelong

pytestmark = pytest.mark.django_db

OWN = "https://example.vn/epcis/"
SPACES = [CONTEXT, {"ex": OWN}]
QUERIES = [
    {},
    {"eventType": ["ObjectEvent"]},
    {"eventType": ["ObjectEvent|AggregationEvent"], "EQ_action": ["ADD"]},
    {"EQ_action": ["OBSERVE|DELETE"]},
    {"EQ_bizStep": ["shipping|packing"]},
    {"EQ_bizStep": ["https://ref.gs1.org/cbv/BizStep-receiving"]},
    {"EQ_disposition": ["urn:epcglobal:cbv:disp:recalled"]},
    {"EQ_persistentDisposition_set": ["completeness_verified"]},
    {"GE_eventTime": ["2026-11-20T00:00:10Z"], "LT_eventTime": ["2026-11-20T00:00:30+00:00"]},
    {"EQ_readPoint": [PLACES[0]]},
    {"WD_readPoint": [PLACES[0]]},
    {"EQ_bizLocation": [PLACES[1]]},
    {"MATCH_epc": [item(3)]},
    {"MATCH_epc": [f"{item(3)}|{item(4)}|{CASE}"]},
    {"MATCH_epc": ["urn:epc:idpat:sgtin:9521100000.001.*"]},
    {"MATCH_anyEPC": [CASE]},
    {"MATCH_parentID": [CASE]},
    {"MATCH_epcClass": [LOT]},
    {"MATCH_anyEPCClass": [f"https://id.gs1.org/01/{GTIN}/10/*"]},
    {"MATCH_inputEPCClass": [LOT]},
    {"MATCH_outputEPC": [item(5)]},
    {"GE_quantity": ["3"]},
    {"EQ_quantity_KGM": ["2|4"]},
    {"LT_quantity_KGM": ["3"]},
    {"EQ_bizTransaction_po": ["urn:example:po:2"]},
    {"EQ_source_owning_party": ["urn:epc:id:pgln:9521100000.00"]},
    {"EQ_destination_owning_party": ["https://id.gs1.org/417/9521100000017"]},
    {"EQ_transformationID": ["urn:example:cook:1"]},
    {"EQ_ILMD_cbvmda:lotNumber": ["L1"]},
    {"EXISTS_ILMD_cbvmda:lotNumber": [""]},
    {"GE_ILMD_ex:weight": ["2.5"]},
    {"EQ_ex:colour": ["xanh"]},
    {"EXISTS_ex:colour": [""]},
    {"EQ_INNER_ex:shade": ["đậm"]},
    {"EXISTS_sensorElementList": [""]},
    {"EQ_type": ["gs1:Temperature|Temperature"]},
    {"GE_value_CEL": ["5"]},
    {"EQ_deviceID": ["urn:example:device:1"]},
    {"GE_SENSORMETADATA_time": ["2026-11-20T00:00:00Z"]},
    {"EXISTS_errorDeclaration": [""]},
    {"EQ_errorReason": ["incorrect_data"]},
    {"GE_errorDeclarationTime": ["2026-11-22T00:00:00Z"]},
    {"HASATTR_readPoint": ["urn:example:attribute"]},
]


@pytest.fixture
def kept(cast):
    events = with_lifelong(some_events())
    job = send(cast, *events, context=SPACES)
    assert (job.success, job.stored) == (True, len(events))
    return events


def found_ids(actor: Any, params: dict[str, list[str]]) -> list[str]:
    query = read_params(params | {"perPage": ["100"]}, prefixes_of(SPACES))
    return [row.event_id for row in search(actor, query, at=NOW).rows]


@pytest.mark.parametrize("params", QUERIES, ids=lambda params: "&".join(params) or "all")
def test_rows_answer_as_the_events_themselves_do(cast, kept, params):
    query, prefixes = read_params(params, prefixes_of(SPACES)), prefixes_of(SPACES)
    wanted = [each for each in kept if matches(each, query, prefixes, PartsOfSites())]
    newest_first = [
        each["eventID"] for each in sorted(wanted, key=lambda each: each["eventTime"], reverse=True)
    ]

    assert found_ids(cast.lan, params) == newest_first
    assert not params or "HASATTR_readPoint" in params or 0 < len(newest_first) < len(kept)


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"orderDirection": ["ASC"]},
        {"orderBy": ["recordTime"]},
        {"orderBy": ["ex:colour"]},
        {"MATCH_anyEPC": [item(3)]},
    ],
)
def test_pages_follow_each_other_without_a_gap_or_a_repeat(cast, kept, order):
    whole = found_ids(cast.lan, order)
    seen: list[str] = []
    token = ""
    for _turn in range(20):
        params = order | {"perPage": ["7"]} | ({"nextPageToken": [token]} if token else {})
        page = search(cast.lan, read_params(params, prefixes_of(SPACES)), at=NOW)
        seen += [row.event_id for row in page.rows]
        token = page.token
        if not token:
            break

    assert seen == whole
    assert len(whole) > 7


def test_a_page_in_the_middle_stays_where_it_was_when_newer_events_come(cast, kept):
    first = search(cast.lan, read_params({"perPage": ["5"]}), at=NOW)
    send(cast, an_object(item(99), at="2026-11-24T00:00:00Z"))

    second = search(cast.lan, read_params({"perPage": ["5"], "nextPageToken": [first.token]}), at=NOW)

    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}
    assert second.rows[0].event_id == kept[-6]["eventID"]


def test_a_token_of_another_query_is_refused(cast, kept):
    token = search(cast.lan, read_params({"perPage": ["5"]}), at=NOW).token

    for wrong in ({"EQ_action": ["ADD"], "nextPageToken": [token]}, {"nextPageToken": ["abc"]}):
        with pytest.raises(BadQuery, match="nextPageToken"):
            search(cast.lan, read_params(wrong), at=NOW)


def test_more_events_than_allowed_are_refused_and_a_limit_cuts(cast, kept):
    with pytest.raises(TooLarge):
        search(cast.lan, read_params({"maxEventCount": ["59"]}), at=NOW)
    assert (
        len(search(cast.lan, read_params({"maxEventCount": ["60"], "perPage": ["100"]}), at=NOW).rows) == 60
    )

    limited = search(
        cast.lan, read_params({"eventCountLimit": ["8"], "orderBy": ["eventTime"], "perPage": ["5"]}), at=NOW
    )
    rest = search(
        cast.lan,
        read_params(
            {
                "eventCountLimit": ["8"],
                "orderBy": ["eventTime"],
                "perPage": ["5"],
                "nextPageToken": [limited.token],
            }
        ),
        at=NOW,
    )
    assert (len(limited.rows), len(rest.rows), rest.token) == (5, 3, "")


def test_an_event_and_its_declaration_come_by_their_id(cast):
    event = an_object(item(1), eventID="urn:uuid:6b1ad8a5-6f0e-4a9b-9c56-0f3f6f7f0001")
    declared = event | {"errorDeclaration": {"declarationTime": "2026-11-22T00:00:00Z"}}
    send(cast, event, declared)

    assert [json.loads(row.body) for row in events_named(cast.lan, event["eventID"])] == [event, declared]
    assert events_named(cast.lan, "urn:uuid:khong") == []


@pytest.fixture
def handed_over(cast):
    """HTX made an item and shipped it to the other producer, with an order that is theirs to know."""
    CompanyPrefix.objects.create(digits="893850597", party=cast.other_htx, made_at=NOW)
    other_party = "https://id.gs1.org/417/8938505970004"
    order = {"bizTransactionList": [{"type": "po", "bizTransaction": "urn:example:po:1"}]}
    send(cast, an_object(item(1), bizStep="commissioning"), an_object(item(2)))
    destination = {"destinationList": [{"type": "owning_party", "destination": other_party}]}
    shipped = an_object(
        item(1), action="OBSERVE", at="2026-11-21T00:00:00Z", bizStep="shipping", **order, **destination
    )
    send(cast, shipped)
    return cast


def test_whoever_an_item_was_handed_to_sees_its_past_without_the_trade(handed_over):
    seen = search(handed_over.other_hoa, read_params({}), at=NOW).rows

    assert [json.loads(row.body)["bizStep"] for row in seen] == ["shipping", "commissioning"]
    assert not any("bizTransactionList" in row.body for row in seen)
    own = search(handed_over.hoa, read_params({}), at=NOW).rows
    assert len(own) == 3
    assert "bizTransactionList" in own[0].body


def test_a_private_value_is_no_way_to_find_an_event(handed_over):
    asked = read_params({"EQ_bizTransaction_po": ["urn:example:po:1"]})

    assert len(search(handed_over.hoa, asked, at=NOW).rows) == 1
    assert search(handed_over.other_hoa, asked, at=NOW).rows == []


def test_writing_about_somebody_elses_item_opens_nothing(cast):
    send(cast, an_object(item(1)))
    send(cast, an_object(item(1), action="OBSERVE", at="2026-11-22T00:00:00Z"), owner=cast.other_htx)

    assert [row.event_id for row in search(cast.other_hoa, read_params({}), at=NOW).rows] == [
        Event.objects.get(owner=cast.other_htx).event_id
    ]


def test_a_stranger_sees_nothing(cast, kept):
    assert search(cast.binh, read_params({}), at=NOW).rows == []
