"""What deliveries are worth, what was paid for them, and what is still owed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from namsao.core.finding import Finding, Severity, State
from namsao.core.money import show_vnd

UNPAID_DAYS = 30  # after so many days an unpaid delivery is asked about


@dataclass(frozen=True, slots=True)
class Bill:
    """What one delivery is worth, in đồng; None while it has no price."""

    key: int
    on: date
    amount_vnd: int | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money paid. bills: keys of the deliveries it was said to be for; empty for an advance."""

    on: date
    amount_vnd: int
    bills: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Account:
    """Where payments stand. paid: bill -> đồng put on it. unpriced: bills that have no price yet."""

    due_vnd: int
    paid_vnd: int
    paid: Mapping[int, int] = field(default_factory=dict)
    unpaid: Sequence[Bill] = ()
    unpriced: int = 0

    @property
    def owed_vnd(self) -> int:
        return max(self.due_vnd - self.paid_vnd, 0)

    @property
    def advance_vnd(self) -> int:
        return max(self.paid_vnd - self.due_vnd, 0)


def worth_vnd(kg: Decimal, price_vnd: int | None) -> int | None:
    """What so many kg are worth at a price a kg, to the whole đồng, half up; None without a price."""
    if price_vnd is None:
        return None
    return int((kg * price_vnd).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def settle(bills: Iterable[Bill], receipts: Iterable[Receipt]) -> Account:
    """Who is paid what: a receipt pays the bills it names, oldest first; the rest pays the oldest that are open.

    What is left over was paid ahead. Never more than a bill is worth is put on it.
    """
    ordered = sorted(bills, key=lambda each: (each.on, each.key))
    paid = {bill.key: 0 for bill in ordered}
    taken = sorted(receipts, key=lambda each: each.on)
    rest = sum(
        _pay(receipt.amount_vnd, [b for b in ordered if b.key in receipt.bills], paid) for receipt in taken
    )
    _pay(rest, ordered, paid)
    return Account(
        due_vnd=sum(bill.amount_vnd or 0 for bill in ordered),
        paid_vnd=sum(receipt.amount_vnd for receipt in taken),
        paid=paid,
        unpaid=tuple(bill for bill in ordered if bill.amount_vnd and paid[bill.key] < bill.amount_vnd),
        unpriced=sum(bill.amount_vnd is None for bill in ordered),
    )


def unpaid_findings(account: Account, day: date) -> list[Finding]:
    """Deliveries unpaid for longer than `UNPAID_DAYS`, and those nobody priced."""
    old = [bill for bill in account.unpaid if (day - bill.on).days > UNPAID_DAYS]
    found = [_unpaid(old, account, day)] if old else []
    return found + ([_unpriced(account.unpriced)] if account.unpriced else [])


def _pay(amount: int, bills: Iterable[Bill], paid: dict[int, int]) -> int:
    """Put the amount on the bills in their order; the rest of it."""
    for bill in bills:
        put = min(amount, (bill.amount_vnd or 0) - paid[bill.key])
        paid[bill.key] += put
        amount -= put
    return amount


def _unpaid(old: Sequence[Bill], account: Account, day: date) -> Finding:
    owed = sum((bill.amount_vnd or 0) - account.paid[bill.key] for bill in old)
    return Finding(
        code="contract.unpaid",
        state=State.WARNING,
        severity=Severity.ADVISORY,
        what=f"Còn nợ {show_vnd(owed)} của {len(old)} lần giao quá {UNPAID_DAYS} ngày",
        what_en=f"Deliveries unpaid for over {UNPAID_DAYS} days",
        why=f"Lần giao lâu nhất ngày {_day(old[0].on)}, đã {(day - old[0].on).days} ngày.",
        remedy="Trả tiền rồi ghi trả tiền; đã trả mà chưa ghi thì ghi bổ sung.",
    )


def _unpriced(count: int) -> Finding:
    return Finding(
        code="contract.unpriced",
        state=State.UNKNOWN,
        severity=Severity.ADVISORY,
        what=f"{count} lần giao chưa có giá",
        what_en="Deliveries without a price",
        why="Chưa có giá thì chưa biết phải trả bao nhiêu.",
        remedy="Chốt giá từng lần giao.",
    )


def _day(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04d}"
