"""Events of invented lots, written through `capture`."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.models import Event
from namsao.base.accounts.tests.cast import NOW
from namsao.base.parties.models import Party
from namsao.core.epcis.events import Quantity, object_event, transformation_event
from namsao.core.epcis.vocab import Action
from namsao.core.units import KGM

TUBER, NOODLE = "09521100000024", "09521100000017"
PLACE = "https://id.gs1.org/414/9521100000017"


def a_lot(lot: str, gtin: str = TUBER) -> str:
    return f"https://id.gs1.org/01/{gtin}/10/{lot}"


def an_event(
    cast: SimpleNamespace,
    uri: str,
    *,
    action: Action = Action.ADD,
    kg: Decimal | int = 420,
    at: datetime = NOW,
    owner: Party | None = None,
    **fields: Any,
) -> Event:
    """A lot came to be at the place of HTX in Lục Hồn, or was seen there."""
    event = object_event(
        action=action,
        at=at,
        quantities=[Quantity(uri, kg, KGM.code)],
        **{"biz_step": "creating_class_instance", "disposition": "active", "read_point": PLACE} | fields,
    )
    return capture(event=event, owner=owner or cast.htx, by=cast.hoa, at=at)


def a_making(
    cast: SimpleNamespace,
    inputs: Iterable[str],
    output: str,
    *,
    at: datetime = NOW,
    owner: Party | None = None,
) -> Event:
    """100 kg of each input became 90 kg of the output."""
    event = transformation_event(
        at=at,
        inputs=[Quantity(uri, 100, KGM.code) for uri in inputs],
        outputs=[Quantity(output, 90, KGM.code)],
        biz_step="commissioning",
    )
    return capture(event=event, owner=owner or cast.htx, by=cast.hoa, at=at)
