"""The law of contracts with growers: what counts as contracted output, and what to look at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.deadlines import add_months
from namsao.core.settlement import Account, unpaid_findings
from namsao.core.units import KGM, show_number, show_quantity

SOON = timedelta(days=30)
HALF, MOST = 50, 75  # per cent
STEADY_MONTHS = 12
SOURCE = "QĐ 26/2026/QĐ-TTg, Phụ lục II, tiêu chí Liên kết chuỗi trong sản xuất"


class Link(StrEnum):
    """How far output is contracted, in the steps of the criterion, lowest first."""

    NONE = "none"
    HALF = "half"
    MOST = "most"
    STEADY = "steady"


@dataclass(frozen=True, slots=True)
class Term:
    """A contract: its days, both included. agreed_kg: None when it takes all that is grown."""

    key: int
    first: date
    last: date
    agreed_kg: Decimal | None = None

    def holds_on(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Load:
    """One delivery. contract: key of its contract, None for one bought without."""

    on: date
    kg: Decimal
    contract: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """The contracted share of the output of a stretch of time, kept as its two exact weights.

    steady_since: since when contracts that were performed followed each other without a gap, up to `day`.
    """

    first: date
    last: date
    contracted_kg: Decimal
    output_kg: Decimal
    day: date
    steady_since: date | None = None

    @property
    def percent(self) -> Decimal | None:
        """Per cent to two decimals, never rounded up: 75.00 is not shown for less. None without output."""
        if not self.output_kg:
            return None
        hundredths = int(self.contracted_kg * 10_000 // self.output_kg)
        return Decimal(hundredths).scaleb(-2)

    @property
    def is_steady(self) -> bool:
        return self.steady_since is not None and add_months(self.steady_since, STEADY_MONTHS) <= self.day

    @property
    def link(self) -> Link:
        """The step reached, judged on the exact weights.

        Exactly 75 per cent is in none of the printed steps; we take the lower one.
        Source: Decision 26/2026/QĐ-TTg, "Liên kết chuỗi trong sản xuất" (1.5, in some sets 1.4).
        """
        parts = self.contracted_kg * 100
        if not self.output_kg or parts < HALF * self.output_kg:
            return Link.NONE
        if parts <= MOST * self.output_kg:
            return Link.HALF
        return Link.STEADY if self.is_steady else Link.MOST


def check_share(share: Share) -> Finding:
    """The criterion's step as a finding: met above 75 per cent, unknown without output."""
    if share.percent is None:
        return Finding(
            code="contracted_share",
            state=State.UNKNOWN,
            severity=Severity.ADVISORY,
            what="Chưa tính được tỷ lệ sản lượng có hợp đồng",
            what_en="The contracted share of output is not known",
            why=f"Từ {_day(share.first)} đến {_day(share.last)} chưa ghi thu hoạch hay giao hàng nào.",
            remedy="Ghi thu hoạch, ghi hàng giao theo hợp đồng.",
            source=SOURCE,
            verify=True,
        )
    return Finding(
        code="contracted_share",
        state=State.MET if share.link in {Link.MOST, Link.STEADY} else State.MISSING,
        severity=Severity.ADVISORY,
        what=f"Sản lượng có hợp đồng: {show_number(share.percent)} %",
        what_en=f"Contracted share of output: {share.percent} %",
        why=f"{show_quantity(share.contracted_kg, KGM)} giao theo hợp đồng trên {show_quantity(share.output_kg, KGM)}, "
        f"từ {_day(share.first)} đến {_day(share.last)}.",
        remedy=_REMEDIES[share.link],
        source=SOURCE,
        verify=True,
    )


def counted(terms: Iterable[Term], loads: Sequence[Load]) -> list[Decimal]:
    """What of each load counts as delivered under its contract, kg, in the order given.

    A load outside the days of its contract counts nothing, and what goes beyond the agreed quantity neither;
    the earlier load takes its room first.
    """
    by_key = {term.key: term for term in terms}
    room = {key: term.agreed_kg for key, term in by_key.items()}
    found = [Decimal(0)] * len(loads)
    for place in sorted(range(len(loads)), key=lambda each: loads[each].on):
        load = loads[place]
        term = by_key.get(load.contract) if load.contract is not None else None
        if term is None or not term.holds_on(load.on):
            continue
        left = room[term.key]
        found[place] = load.kg if left is None else min(load.kg, left)
        room[term.key] = None if left is None else left - found[place]
    return found


def steady_since(terms: Iterable[Term], loads: Iterable[Load], day: date) -> date | None:
    """The first day of the unbroken row of performed contracts that reaches `day`; None when none holds then.

    A contract was performed when something was delivered under it by that day.
    """
    performed = {load.contract for load in loads if load.on <= day}
    running = [each for each in terms if each.key in performed]
    since: date | None = None
    for term in sorted(running, key=lambda each: each.first, reverse=True):
        reaches = term.holds_on(day) if since is None else term.last >= since - timedelta(days=1)
        if reaches:
            since = term.first if since is None else min(since, term.first)
    return since


def check_contract(term: Term, loads: Iterable[Load], account: Account, day: date) -> list[Finding]:
    """What to look at again in one contract on that day, worst first.

    loads: all its deliveries, and no others.
    """
    given = list(loads)
    total = sum((load.kg for load in given), Decimal(0))
    late = [load for load in given if not term.holds_on(load.on)]
    return [
        *([_over(total, term.agreed_kg)] if term.agreed_kg is not None and total > term.agreed_kg else []),
        *([_outside(late, term)] if late else []),
        *unpaid_findings(account, day),
        *_ending(term, total, day),
    ]


_REMEDIES = {
    Link.NONE: f"Ký hợp đồng với thêm hộ; từ {HALF} % mới được tính là có liên kết.",
    Link.HALF: f"Ký hợp đồng với thêm hộ để vượt {MOST} %: mức tối thiểu của 4 sao.",
    Link.MOST: f"Thực hiện hợp đồng liên tục đủ {STEADY_MONTHS} tháng: mức tối thiểu của 5 sao.",
    Link.STEADY: "",
}


def _over(total: Decimal, agreed: Decimal) -> Finding:
    return Finding(
        code="contract.over",
        state=State.WARNING,
        severity=Severity.ADVISORY,
        what=f"Đã giao vượt hợp đồng {show_quantity(total - agreed, KGM)}",
        what_en="More was delivered than agreed",
        why=f"Hợp đồng {show_quantity(agreed, KGM)}, đã giao {show_quantity(total, KGM)}; "
        "phần vượt không tính là sản lượng có hợp đồng.",
        remedy="Ký phụ lục tăng khối lượng, rồi sửa hợp đồng ở đây.",
    )


def _outside(late: Sequence[Load], term: Term) -> Finding:
    kg = sum((load.kg for load in late), Decimal(0))
    return Finding(
        code="contract.outside",
        state=State.WARNING,
        severity=Severity.ADVISORY,
        what=f"{len(late)} lần giao nằm ngoài thời hạn hợp đồng",
        what_en="Deliveries outside the days of the contract",
        why=f"Hợp đồng từ {_day(term.first)} đến {_day(term.last)}; {show_quantity(kg, KGM)} giao ngoài thời gian đó "
        "không tính là sản lượng có hợp đồng.",
        remedy="Xem lại ngày giao, hoặc ký gia hạn rồi sửa hợp đồng ở đây.",
    )


def _ending(term: Term, total: Decimal, day: date) -> Iterable[Finding]:
    short = term.agreed_kg is not None and total < term.agreed_kg
    lacking = (
        f"Còn thiếu {show_quantity((term.agreed_kg or 0) - total, KGM)} so với hợp đồng." if short else ""
    )
    if term.last < day:
        yield Finding(
            code="contract.expired",
            state=State.WARNING,
            severity=Severity.ADVISORY,
            what=f"Hợp đồng hết hạn từ ngày {_day(term.last)}",
            what_en=f"The contract ended on {term.last}",
            why=lacking,
            remedy="Muốn làm tiếp thì ký hợp đồng mới; hàng giao sau ngày này không còn tính là có hợp đồng.",
        )
    elif term.last - day <= SOON:
        yield Finding(
            code="contract.ends_soon",
            state=State.WARNING,
            severity=Severity.NOTE,
            what=f"Hợp đồng còn {(term.last - day).days} ngày, đến hết {_day(term.last)}",
            what_en=f"The contract ends on {term.last}",
            why=lacking,
            remedy="Chuẩn bị gia hạn để việc thực hiện hợp đồng không đứt quãng.",
        )


def _day(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04d}"
