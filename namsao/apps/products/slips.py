"""How a verb of the big buttons writes its slip: once for each id of a form, with its events and its audit entry."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model

from namsao.apps.products.models import Facility, Slip
from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.models import Event
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone

LONGEST_WHAT = 300


class OtherContent(AlreadyDone):
    """The id of this form came before, with something else in it."""


@dataclass(frozen=True)
class Sent:
    """What came: the kind of act, for whom, the id of its form, and a hash of everything in it."""

    kind: Slip.Kind
    party: Party
    client_id: UUID
    content: str


def sent_as(kind: Slip.Kind, party: Party, client_id: UUID | None, **facts: Any) -> Sent:
    """client_id: of the form, None for an act that no form sent. facts: rows, values, and lists and maps of them."""
    said = json.dumps([str(kind), party.pk, _plain(facts)], sort_keys=True, ensure_ascii=False)
    return Sent(kind, party, client_id or uuid.uuid4(), hashlib.sha256(said.encode()).hexdigest())


def lock(sent: Sent, by: Actor, *others: Party) -> Slip | None:
    """Hold the parties until the transaction ends, so that nothing is packed or sent twice at once.

    Returns: the slip, when this form was sent before. Raises: OtherContent.
    """
    wanted = {sent.party.pk, *(each.pk for each in others)}
    list(Party.objects.filter(pk__in=wanted).select_for_update(of=("self",)).order_by("pk"))
    known = Slip.objects.filter(entered_by=by.id, client_id=sent.client_id).first()
    if known and known.content != sent.content:
        raise OtherContent(
            f"Phiếu này đã ghi trước đó với nội dung khác ({known.what}). Hãy mở lại trang rồi ghi phiếu mới.",
            f"This form was sent before with other content ({known.what}).",
        )
    return known


def write(sent: Sent, *, facility: Facility, what: str, done_on: date, by: Actor, at: datetime) -> Slip:
    """Writes: the slip, its audit entry."""
    slip = Slip.objects.create(
        party=sent.party,
        facility=facility,
        kind=sent.kind,
        what=what[:LONGEST_WHAT],
        done_on=done_on,
        entered_by_id=by.id,
        client_id=sent.client_id,
        content=sent.content,
        made_at=at,
    )
    record(by=by, at=at, verb=f"slip.{sent.kind}", target=slip, why=slip.what)
    return slip


def tell(slip: Slip, event: Mapping[str, Any], by: Actor, at: datetime) -> Event:
    """Write one event of the slip into the ledger."""
    number = slip.events.count()
    named = {**event, "eventID": uuid.uuid5(slip.client_id, f"{slip.entered_by_id}:{number}").urn}
    written = capture(event=named, owner=slip.party, by=by, at=at)
    slip.events.add(written)
    return written


def _plain(value: Any) -> Any:
    """Rows by their ids, numbers without idle zeros, in an order that does not depend on how they came."""
    if isinstance(value, Mapping):
        return sorted([str(_plain(key)), _plain(each)] for key, each in value.items())
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Model):
        return f"{value._meta.label} {value.pk}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
