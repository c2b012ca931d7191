"""Bring rows of another register into this one, in bulk: the day a province moves in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from namsao.apps.products.models import Batch, Delisting, Facility, Product, Recognition
from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.queries import moment_of
from namsao.base.audit.actions import record
from namsao.base.keys.actions import allocate_gtins
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis import Action, Quantity, object_event
from namsao.core.vietnamese import fold


@dataclass(frozen=True)
class Incoming:
    """One product of the other register. delisted: (day, reason, paper) when it has left it."""

    party: Party
    name: str
    set_number: int
    net_content: str
    net_g: int | None
    ocop_code: str | None
    stars: int
    decision_no: str
    decided_on: date
    valid_to: date
    delisted: tuple[date, str, str] | None = None


@transaction.atomic
def bring_in(*, rows: Sequence[Incoming], by: Actor, at: datetime) -> list[Product]:
    """Write products with their stars and delistings; GTINs come from the programme's prefix.

    Writes: one Product, Recognition and perhaps Delisting a row, one audit entry a product. No news: the
    caller publishes what it brought in.
    """
    gtins = allocate_gtins(party=rows[0].party, count=len(rows), by=by, at=at) if rows else []
    products = Product.objects.bulk_create(
        Product(
            party=row.party,
            gtin=gtin,
            ocop_code=row.ocop_code,
            set_number=row.set_number,
            name=row.name,
            name_folded=fold(row.name),
            net_content=row.net_content,
            net_g=row.net_g,
            made_at=at,
        )
        for row, gtin in zip(rows, gtins, strict=True)
    )
    pairs = list(zip(products, rows, strict=True))
    Recognition.objects.bulk_create(
        Recognition(
            product=product,
            stars=row.stars,
            decision_no=row.decision_no,
            decided_on=row.decided_on,
            valid_to=row.valid_to,
        )
        for product, row in pairs
    )
    Delisting.objects.bulk_create(
        Delisting(product=product, on=row.delisted[0], reason=row.delisted[1], decision_no=row.delisted[2])
        for product, row in pairs
        if row.delisted
    )
    for product in products:
        record(by=by, at=at, verb="bring_in", target=product)
    return products


@transaction.atomic
def bring_in_batches(
    *, rows: Iterable[tuple[Product, Facility, str, date, date, int]], by: Actor, at: datetime
) -> list[Batch]:
    """Batches made before this register was kept: (product, facility, lot, made on, expires on, packs).

    Their inputs are not known, so each is an EPCIS ObjectEvent that creates the lot, not a transformation.
    """
    last = Batch.objects.aggregate(last=Max("number"))["last"] or 0
    made = []
    for number, (product, facility, lot, made_on, expires_on, quantity) in enumerate(rows, last + 1):
        batch = Batch(
            product=product,
            facility=facility,
            lot=lot,
            number=number,
            made_on=made_on,
            expires_on=expires_on,
            quantity=quantity,
            made_at=at,
        )
        event = object_event(
            action=Action.ADD,
            at=moment_of(made_on, at),
            quantities=[Quantity(batch.uri, quantity)],
            biz_step="commissioning",
            disposition="active",
            read_point=facility.uri,
            biz_location=facility.uri,
            ilmd={"cbvmda:lotNumber": lot, "cbvmda:itemExpirationDate": expires_on.isoformat()},
        )
        batch.event = capture(event=event, owner=product.party, by=by, at=at)
        batch.save(force_insert=True)
        made.append(batch)
    return made
