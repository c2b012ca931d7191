"""The one verb of labels: issue."""

import uuid
from datetime import datetime

from django.db import transaction

from namsao.apps.labels import queries
from namsao.apps.labels.models import LabelRun
from namsao.apps.labels.paper import PAPERS
from namsao.apps.labels.signals import labels_issued
from namsao.apps.products.actions import mark_labelled
from namsao.apps.products.models import Batch
from namsao.apps.products.queries import hold
from namsao.apps.traceability.actions import capture
from namsao.apps.traceability.models import Event
from namsao.base.audit.actions import record
from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.epcis import Action, Quantity, object_event
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.units import show_number


@transaction.atomic
def issue(
    *, batch: Batch, count: int, layout: str, seen: int | None = None, by: Actor, at: datetime
) -> LabelRun:
    """Give the next `count` packs of the batch a serial each, to be printed.

    layout: a value of LabelRun.Layout. seen: how many labels of the batch were issued when the person was
    asked; a button pressed twice, or two people at once, is refused. None does not check.
    The batch is locked meanwhile, so no counter is given twice.
    Writes: one LabelRun, one EPCIS ObjectEvent, the Batch, one audit entry. News: labels_issued.
    Raises: BadValue for a count out of range or a QR code too large for the layout; AlreadyDone when
    `seen` is no longer true; NotAllowedNow after the expiry date or for a voided batch.
    """
    batch = hold(batch)
    issued = LabelRun.objects.issued(batch)
    _check_not_expired(batch, at)
    _check_seen(issued, seen)
    _check_count(batch, count, issued)
    _check_fits(batch, layout)
    run = LabelRun.objects.create(
        batch=batch,
        first_counter=issued,
        count=count,
        layout=layout,
        event=_capture(batch, count, issued, by, at),
        made_at=at,
    )
    mark_labelled(batch=batch, count=count, by=by, at=at)
    record(by=by, at=at, verb=queries.ISSUE, target=run)
    labels_issued.send(at=at, batch=batch.pk)
    return run


def _check_not_expired(batch: Batch, at: datetime) -> None:
    if batch.expires_on < at.astimezone(VIETNAM).date():
        raise NotAllowedNow(
            f"Lô {batch.lot} đã hết hạn dùng ngày {show_day(batch.expires_on)}, nên không in tem nữa.",
            f"Lot {batch.lot} expired on {batch.expires_on}: no more labels.",
        )


def _check_seen(issued: int, seen: int | None) -> None:
    if seen is not None and issued != seen:
        raise AlreadyDone(
            f"Vừa có {show_number(issued - seen)} tem của lô này được cấp. Hãy xem mục “Tem đã in”; "
            "nếu vẫn cần thêm thì bấm lần nữa.",
            f"{issued - seen} labels of this batch were issued a moment ago.",
        )


def _check_count(batch: Batch, count: int, issued: int) -> None:
    if count < 1:
        raise BadValue("Số tem phải từ 1 trở lên.", "At least one label.", "count")
    if count > queries.MOST_AT_ONCE:
        most = show_number(queries.MOST_AT_ONCE)
        raise BadValue(
            f"Mỗi lần in tối đa {most} tem. Hãy in làm nhiều lần.",
            f"At most {queries.MOST_AT_ONCE} labels in one run: print in several runs.",
            "count",
        )
    left = queries.limit(batch) - issued
    if count > left:
        made, had, rest = (show_number(n) for n in (batch.quantity, issued, max(left, 0)))
        raise BadValue(
            f"Lô {batch.lot} làm {made} gói, đã cấp {had} tem, còn cấp được {rest} tem "
            f"(đã tính {queries.SPOILAGE_PERCENT} % tem in hỏng).",
            f"Lot {batch.lot} has {batch.quantity} packs, {issued} labels issued, {max(left, 0)} remain "
            f"({queries.SPOILAGE_PERCENT} % spoilage included).",
            "count",
        )


def _check_fits(batch: Batch, layout: str) -> None:
    if layout not in PAPERS:
        raise BadValue("Hãy chọn một khổ giấy trong danh sách.", f"No such layout: {layout!r}.", "layout")
    if not queries.fits(batch, layout):
        raise BadValue(
            "Số lô dài làm mã QR không vừa tem nhỏ. Hãy chọn khổ A4, 24 tem.",
            "The QR code of this lot does not fit so small a label: take the A4 sheet of 24.",
            "layout",
        )


def _capture(batch: Batch, count: int, first_counter: int, by: Actor, at: datetime) -> Event:
    """Source: CBV 2.0, encoding: an identifier is written into a barcode."""
    event = object_event(
        action=Action.OBSERVE,
        at=at,
        quantities=[Quantity(batch.uri, count)],
        biz_step="encoding",
        read_point=batch.facility.uri,
        biz_location=batch.facility.uri,
        # Two runs of one size at one moment are two events.
        event_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{batch.uri}#labels-{first_counter}").urn,
    )
    return capture(event=event, owner=batch.product.party, by=by, at=at)
