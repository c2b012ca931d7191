"""Findings on a trail of lots: used after a recall, sold after expiry, of unknown origin, seen only in part.

`processes` asks whether the stages are there and `balance` whether the amounts agree; this asks whether the road holds.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from namsao.core.finding import Finding, Severity, State

# CBV short names. Steps that pass goods on, or make other goods of them.
TRADE = frozenset({"shipping", "departing", "consigning", "retail_selling", "dispensing", "stocking"})
# Dispositions under which recalled goods may still move: back, or to their end.
COMING_BACK = frozenset({"recalled", "returned", "destroyed", "disposed", "quarantined", "expired"})
RECALLED = "recalled"

_SOURCE = "Sổ truy xuất (EPCIS 2.0)"


@dataclass(frozen=True, slots=True)
class Use:
    """Something that passed a lot on or used it up. at: local time. what: in words, such as “Xuất hàng”."""

    at: datetime
    what: str


def is_use(*, biz_step: str, disposition: str, is_input: bool) -> bool:
    """Does an event pass a lot on, or use it as an input? Goods on their way back or to their end are not used.

    biz_step, disposition: CBV short names, "" when the event names none.
    """
    return disposition not in COMING_BACK and (is_input or biz_step in TRADE)


def recalled_since(
    own: Mapping[int, datetime], made_of: Iterable[tuple[int, int]]
) -> dict[int, tuple[datetime, int]]:
    """Since when each lot is touched by a recall, and by that of which lot: its own, or of what it was made of.

    own: lot -> when it was recalled. made_of: (input, output) pairs; rings among them do no harm.
    """
    found = {lot: (at, lot) for lot, at in own.items()}
    after: dict[int, list[int]] = {}
    for source, target in made_of:
        after.setdefault(source, []).append(target)
    waiting = sorted(own, key=lambda lot: own[lot])
    while waiting:
        lot = waiting.pop(0)
        for target in after.get(lot, ()):
            if target not in found:
                found[target] = (found[lot][0], found[lot][1])
                waiting.append(target)
    return found


def recall_findings(name: str, since: datetime, uses: Iterable[Use], *, of: str = "") -> list[Finding]:
    """A finding when a lot was used or passed on after a recall; the first use is named.

    of: the recalled lot it was made of, "" when the lot itself was recalled.
    """
    late = sorted((use for use in uses if use.at > since), key=lambda use: use.at)
    if not late:
        return []
    first, whole = late[0], f"lô {of} mà nó làm từ" if of else "lô này"
    return [
        Finding(
            code="trail.used_after_recall",
            state=State.FAILED,
            severity=Severity.ADVISORY if of else Severity.BLOCKING,
            what=f"{name}: {_low(first.what)} ngày {_day(first.at)}, sau khi {whole} bị triệu hồi",
            what_en=f"{name}: used on {first.at:%Y-%m-%d}, after the recall of {of or 'this lot'}",
            why=f"Triệu hồi từ {_day(since)}; sau đó còn {len(late)} việc dùng hoặc chuyển hàng đi.",
            remedy="Tìm hàng đã đi, báo người đang giữ; nếu ghi nhầm ngày thì khai báo ghi nhầm.",
            source=_SOURCE,
        )
    ]


def expiry_findings(name: str, expires_on: date, uses: Iterable[Use]) -> list[Finding]:
    """A finding when a lot was used or passed on after its last day. uses: their moments in local time."""
    late = sorted((use for use in uses if use.at.date() > expires_on), key=lambda use: use.at)
    if not late:
        return []
    return [
        Finding(
            code="trail.expired",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what=f"{name}: {_low(late[0].what)} ngày {_day(late[0].at)}, quá hạn dùng {expires_on:%d/%m/%Y}",
            what_en=f"{name}: used on {late[0].at:%Y-%m-%d}, past its expiry {expires_on:%Y-%m-%d}",
            why="Hàng quá hạn không được bán hay giao đi.",
            remedy="Thu lại hàng quá hạn; nếu hạn dùng ghi nhầm thì khai báo ghi nhầm.",
            source=_SOURCE,
        )
    ]


def order_findings(name: str, made_at: datetime, uses: Iterable[Use]) -> list[Finding]:
    """A finding when a lot was used before it came to be."""
    early = sorted((use for use in uses if use.at < made_at), key=lambda use: use.at)
    if not early:
        return []
    return [
        Finding(
            code="trail.used_before_made",
            state=State.FAILED,
            severity=Severity.ADVISORY,
            what=f"{name}: {_low(early[0].what)} ngày {_day(early[0].at)}, trước khi có lô ({_day(made_at)})",
            what_en=f"{name}: used on {early[0].at:%Y-%m-%d}, before it was made on {made_at:%Y-%m-%d}",
            why="Một lô không thể dùng trước ngày lô đó ra đời.",
            remedy="Kiểm lại ngày của hai việc và khai báo ghi nhầm việc sai.",
            source=_SOURCE,
        )
    ]


def origin_findings(names: Collection[str]) -> list[Finding]:
    """One finding for all lots of which no event tells how they came to be."""
    if not names:
        return []
    return [
        Finding(
            code="trail.no_origin",
            state=State.MISSING,
            severity=Severity.ADVISORY,
            what=f"Chưa rõ gốc của {', '.join(_few(names))}",
            what_en=f"No event tells where these came from: {', '.join(_few(names))}",
            why="Sổ không có việc nào tạo ra các lô này: không biết thu ở đâu, mua của ai.",
            remedy="Ghi lần thu hoạch, lần nhận hàng, hoặc xin bên bán dữ liệu EPCIS của lô.",
            source=_SOURCE,
        )
    ]


def unseen_findings(events: int) -> list[Finding]:
    """A note when some of the events are not for the reader: what is missing may be there."""
    if not events:
        return []
    return [
        Finding(
            code="trail.unseen",
            state=State.UNKNOWN,
            severity=Severity.NOTE,
            what=f"Còn {events} việc bạn không được xem",
            what_en=f"{events} events are not for you to see",
            why="Công đoạn báo thiếu có thể nằm trong phần này.",
            remedy="Nhờ cán bộ tỉnh hoặc người kiểm tra xem cả chuỗi.",
            source=_SOURCE,
        )
    ]


def _few(names: Collection[str], most: int = 5) -> Iterator[str]:
    yield from list(names)[:most]
    if len(names) > most:
        yield f"+{len(names) - most}"


def _day(at: datetime) -> str:
    return f"{at:%d/%m/%Y}"


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]
