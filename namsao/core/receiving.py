"""What came against what was sent, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from namsao.core.finding import Finding, Severity, State
from namsao.core.units import KGM, show_number, show_quantity

SOURCE = "Đối chiếu phiếu giao hàng"


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a delivery note. name: as people call the goods. came: what the receiver counted, 0 or more.

    is_weighed: in kilograms; else in pieces.
    """

    name: str
    sent: Decimal
    came: Decimal
    is_weighed: bool = False


def differences(lines: Iterable[Counted]) -> list[Finding]:
    """One advisory finding for each line that did not come as it was sent; an empty list when all did."""
    return [finding for line in lines if (finding := _judged(line))]


def _judged(line: Counted) -> Finding | None:
    if line.came == line.sent:
        return None
    if line.came == 0:
        return _finding(
            "receipt.missing",
            f"{line.name}: không tới, phiếu ghi {_much(line, line.sent)}",
            f"{line.name}: did not come, the note says {_much_en(line, line.sent)}",
            "Hỏi bên giao: hàng còn ở kho, đi nhầm, hay mất trên đường.",
        )
    gap = abs(line.came - line.sent)
    if line.came < line.sent:
        return _finding(
            "receipt.short",
            f"{line.name}: nhận {_much(line, line.came)}, thiếu {_much(line, gap)} so với phiếu",
            f"{line.name}: {_much_en(line, line.came)} came, {_much_en(line, gap)} short",
            "Đếm, cân lại trước mặt người giao; ghi rõ vào phiếu giao.",
        )
    return _finding(
        "receipt.over",
        f"{line.name}: nhận {_much(line, line.came)}, thừa {_much(line, gap)} so với phiếu",
        f"{line.name}: {_much_en(line, line.came)} came, {_much_en(line, gap)} more than sent",
        "Báo bên giao: có thể họ ghi thiếu, hoặc xếp nhầm hàng của lô khác.",
    )


def _finding(code: str, what: str, what_en: str, remedy: str) -> Finding:
    return Finding(
        code=code,
        state=State.FAILED,
        severity=Severity.ADVISORY,
        what=what,
        what_en=what_en,
        remedy=remedy,
        source=SOURCE,
    )


def _much(line: Counted, amount: Decimal) -> str:
    return show_quantity(amount, KGM) if line.is_weighed else show_number(amount)


def _much_en(line: Counted, amount: Decimal) -> str:
    return f"{amount.normalize():f}{' kg' if line.is_weighed else ''}"
