"""What came back of a recall and what was destroyed, and what was written so by mistake."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.traceability.actions.capture import capture, declare_error
from namsao.apps.traceability.flow import State
from namsao.apps.traceability.models import Recall, RecallReturn, RecallStock
from namsao.apps.traceability.models.recall import amount_text
from namsao.apps.traceability.queries import moment_of
from namsao.apps.traceability.queries.recall import left_of
from namsao.apps.traceability.recall_events import of_return
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.base.ui.days import show_day
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

Kind = RecallReturn.Kind


@dataclass(frozen=True, kw_only=True)
class Handed:
    """What somebody notes. of_returned: what was destroyed had come back before."""

    kind: str
    quantity: Decimal
    done_on: date
    witness: str
    note: str = ""
    of_returned: bool = False


@transaction.atomic
def record_return(
    *,
    stock: RecallStock,
    handed: Handed,
    client_id: UUID,
    paper: StoredFile | None = None,
    by: Actor,
    at: datetime,
) -> RecallReturn:
    """Goods came back, or were destroyed before a witness. The same form sent twice counts once.

    Writes: RecallReturn, an EPCIS event unless it is a drill, one audit entry.
    Raises: NotAllowedNow unless the recall runs; BadValue for a day out of range, more than is outstanding, or
    part of a pack; AlreadyDone for the id of another entry.
    """
    # The recall's row is held, so that two who count the same goods do not both get them in.
    recall = Recall.objects.select_for_update().get(pk=stock.line.recall_id)
    stock = RecallStock.objects.select_related("line__epc", "party").get(pk=stock.pk)
    known = RecallReturn.objects.filter(client_id=client_id).first()
    if known:
        return _same(known, stock, handed)
    _check_running(recall)
    _check(recall, stock, handed, localdate(at))
    row = RecallReturn(
        stock=stock,
        kind=handed.kind,
        of_returned=handed.of_returned and handed.kind == Kind.DESTROYED,
        quantity=handed.quantity,
        done_on=handed.done_on,
        witness=handed.witness.strip(),
        note=handed.note.strip(),
        paper=paper,
        client_id=client_id,
        entered_by_id=by.id,
        made_at=at,
    )
    if not recall.is_mock:
        event = of_return(row, moment_of(handed.done_on, at))
        row.event = capture(event=event, owner=stock.party, by=by, at=at)
    row.save()
    record(by=by, at=at, verb=f"recall.{handed.kind}", target=recall, why=f"{row.amount}, {stock}")
    return row


@transaction.atomic
def void_return(*, row: RecallReturn, why: str, by: Actor, at: datetime) -> RecallReturn:
    """Take back what was written by mistake; the row stays, struck out.

    Writes: the RecallReturn, a declaration of the error in the ledger, audit entries.
    Raises: AlreadyDone for one taken back before; NotAllowedNow when the recall is over, or when goods that came
    back by this row were destroyed since.
    """
    recall = Recall.objects.select_for_update().get(pk=row.stock.line.recall_id)
    row = RecallReturn.objects.select_related("event__owner", "event__context", "stock__line__epc").get(
        pk=row.pk
    )
    if row.voided_at:
        raise AlreadyDone("Dòng này đã bỏ rồi.", "It is void already.")
    _check_running(recall)
    _outstanding, waiting = left_of(row.stock)
    if row.kind == Kind.RETURNED and row.quantity > waiting:
        raise NotAllowedNow(
            "Hàng thu về theo dòng này đã tiêu huỷ. Hãy bỏ dòng tiêu huỷ trước.",
            "What came back by this was destroyed: void that first.",
        )
    row.voided_at, row.void_why = at, why.strip()[:300]
    row.save(update_fields=["voided_at", "void_why"])
    if row.event:
        declare_error(event=row.event, why=row.void_why, by=by, at=at)
    record(by=by, at=at, verb="recall.void", target=recall, why=f"{row}: {row.void_why}")
    return row


def _same(known: RecallReturn, stock: RecallStock, handed: Handed) -> RecallReturn:
    """The entry that came before, when it says the same."""
    first = (known.stock_id, known.kind, known.quantity, known.done_on)
    if first != (stock.pk, handed.kind, handed.quantity, handed.done_on):
        raise AlreadyDone(
            "Phiếu này đã gửi với số liệu khác. Hãy mở phiếu mới.", "This form was sent with other content."
        )
    return known


def _check_running(recall: Recall) -> None:
    if not recall.is_running:
        raise NotAllowedNow(
            f"Vụ triệu hồi đang ở trạng thái “{State(recall.state).label}”, nên không ghi được nữa.",
            "The recall does not run.",
        )


def _check(recall: Recall, stock: RecallStock, handed: Handed, today: date) -> None:
    if handed.kind not in Kind.values:
        raise BadValue("Chọn hàng thu về hay tiêu huỷ.", "Returned or destroyed?", "kind")
    opened = localdate(recall.opened_at)
    if not opened <= handed.done_on <= today:
        raise BadValue(
            f"Ngày làm phải từ {show_day(opened)} đến {show_day(today)}.",
            "The day is out of range.",
            "done_on",
        )
    if not handed.witness.strip():
        raise BadValue("Ghi người chứng kiến.", "Name the witness.", "witness")
    if handed.quantity <= 0 or (not stock.uom and handed.quantity != int(handed.quantity)):
        raise BadValue("Số gói phải là số nguyên lớn hơn 0.", "A whole number of packs.", "quantity")
    _check_not_too_much(stock, handed)


def _check_not_too_much(stock: RecallStock, handed: Handed) -> None:
    outstanding, waiting = left_of(stock)
    if handed.kind == Kind.DESTROYED and handed.of_returned:
        if handed.quantity > waiting:
            raise BadValue(
                f"Hàng đã thu về chờ xử lý chỉ còn {amount_text(waiting, stock.uom)}.",
                "Less than that came back and waits.",
                "quantity",
            )
    elif outstanding is not None and handed.quantity > outstanding:
        raise BadValue(
            f"Theo sổ chỉ còn {amount_text(outstanding, stock.uom)} chưa thu về ở đây.",
            "Less than that is outstanding here.",
            "quantity",
        )
