"""What a batch must obey, computed from values: said early by the form, again by the action under lock."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM
from namsao.core import mass_balance
from namsao.core.errors import BadValue, MassBalanceBroken, NotAllowedNow


def day_of(at: datetime) -> date:
    """The day it is in Vietnam at the moment."""
    return at.astimezone(VIETNAM).date()


def check_days(*, made_on: date, expires_on: date, harvested: Iterable[date], today: date) -> None:
    """Harvested, then made, not later than today, then expired. Raises: BadValue at the date in question."""
    latest = max(harvested, default=made_on)
    if made_on > today:
        raise BadValue(
            "Ngày sản xuất chưa tới. Hãy ghi ngày đã làm xong lô hàng.",
            "The production date lies in the future.",
            "made_on",
        )
    if made_on < latest:
        raise BadValue(
            f"Ngày sản xuất phải từ ngày thu hoạch {show_day(latest)} trở đi.",
            f"The batch cannot be made before its harvest on {latest:%Y-%m-%d}.",
            "made_on",
        )
    if expires_on <= made_on:
        raise BadValue(
            "Hạn dùng phải sau ngày sản xuất.",
            "The expiry date must follow the production date.",
            "expires_on",
        )


def check_step_day(*, done_on: date, harvested: Iterable[date], today: date) -> None:
    """From the first harvest on, not later than today. Raises: BadValue at `done_on`."""
    first = min(harvested, default=done_on)
    if done_on > today:
        raise BadValue(
            "Ngày làm chưa tới. Hãy ghi khi việc đã xong.", "The day lies in the future.", "done_on"
        )
    if done_on < first:
        raise BadValue(
            f"Ngày làm phải từ ngày thu hoạch {show_day(first)} trở đi.",
            f"A step cannot come before the harvest on {first:%Y-%m-%d}.",
            "done_on",
        )


def check_uses(*, uses: Mapping[int, Decimal], left: Mapping[int, Decimal], names: Mapping[int, str]) -> None:
    """Something is used, to the gram, and no lot gives more than it has.

    uses, left: harvest lot's id -> kg. names: id -> lot code. Raises: BadValue, MassBalanceBroken.
    """
    if not uses:
        raise BadValue(
            "Hãy ghi số kg đã lấy của ít nhất một lô thu hoạch.", "A batch needs at least one harvest lot."
        )
    if any(kg != round(kg, 3) for kg in uses.values()):
        raise BadValue("Số kg chỉ ghi tới 3 chữ số sau dấu phẩy.", "Kilograms have at most 3 decimals.")
    mass_balance.require(uses, left, names)


def check_yield(*, uses: Mapping[int, Decimal], quantity: int, net_g: int | None) -> None:
    """The packs weigh no more than what went in; nothing to say of a product not sold by weight.

    Raises: MassBalanceBroken at `quantity`.
    """
    if net_g is None:
        return
    try:
        mass_balance.require_yield(uses.values(), output_kg(quantity, net_g))
    except MassBalanceBroken as broken:
        raise MassBalanceBroken(broken.sentence, broken.sentence_en, "quantity", broken.findings) from broken


def output_kg(quantity: int, net_g: int) -> Decimal:
    return Decimal(quantity) * net_g / 1000


def check_same_net(*, before: int | None, after: int | None, has_batches: bool) -> None:
    """A pack of another weight is another product with a GTIN of its own.

    Raises: NotAllowedNow at `net_g`. Source: GS1 GTIN Management Standard, declared net content.
    """
    if has_batches and before is not None and before != after:
        raise NotAllowedNow(
            f"Sản phẩm đã có lô với khối lượng {before} g. Khối lượng khác là sản phẩm khác: "
            "hãy thêm sản phẩm mới để có GTIN riêng.",
            "Batches exist with another net weight; a new net content needs a new GTIN.",
            "net_g",
        )
