"""Events declared to be errors."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from namsao.core.epcis.events import Quantity, error_declaration, object_event
from namsao.core.epcis.validate import check
from namsao.core.epcis.vocab import Action

AT = datetime(2026, 11, 24, 3, 15, tzinfo=UTC)
HARVEST = "https://id.gs1.org/01/08938505970011/10/TH-2026-07"


def a_harvest(**fields) -> dict:
    quantities = [Quantity(HARVEST, Decimal("1250.500"), "KGM")]
    return object_event(action=Action.ADD, at=AT, quantities=quantities) | fields


def test_an_error_is_declared_by_the_same_event_once_more():
    event = a_harvest()

    declared = error_declaration(event, AT, "incorrect_data")

    assert check(declared) == []
    assert declared == event | {
        "errorDeclaration": {"declarationTime": "2026-11-24T03:15:00.000Z", "reason": "incorrect_data"}
    }
    assert "errorDeclaration" not in event


@pytest.mark.parametrize(("at", "reason"), [(AT, "a slip"), (AT.replace(tzinfo=None), "incorrect_data")])
def test_an_error_needs_a_reason_of_cbv_and_a_moment_with_a_zone(at, reason):
    with pytest.raises(ValueError, match=r"error reason|time zone"):
        error_declaration(a_harvest(), at, reason)


@pytest.mark.parametrize(
    ("declaration", "codes"),
    [
        ({"declarationTime": "2026-11-24T03:15:00.000Z"}, []),
        ({"declarationTime": "2026-11-24T03:15:00Z", "correctiveEventIDs": ["urn:uuid:1"]}, []),
        ({"reason": "incorrect_data"}, ["epcis.errorDeclaration"]),
        ({"declarationTime": "hôm qua"}, ["epcis.errorDeclaration"]),
        ({"declarationTime": "2026-11-24T03:15:00Z", "reason": "a slip"}, ["epcis.errorDeclaration"]),
        (
            {"declarationTime": "2026-11-24T03:15:00Z", "correctiveEventIDs": ["1"]},
            ["epcis.errorDeclaration"],
        ),
        ("incorrect_data", ["epcis.errorDeclaration"]),
    ],
)
def test_the_shape_of_an_error_declaration_is_checked(declaration, codes):
    assert [finding.code for finding in check(a_harvest(errorDeclaration=declaration))] == codes
