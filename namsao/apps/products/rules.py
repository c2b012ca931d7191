"""What a batch must obey, computed from values: said early by the form, again by the action under lock."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM
from namsao.core import mass_balance
from namsao.core.errors import BadValue, MassBalanceBroken, NotAllowedNow
from namsao.core.units import show_number
from namsao.core.vietnamese import nfc

# A slip of the finger is likelier than so much in one delivery.
MOST_KG = Decimal(1_000_000)


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


def check_yield(*, weights: Iterable[Decimal], quantity: int, net_g: int | None) -> None:
    """The packs weigh no more than what went in; nothing to say of a product not sold by weight.

    weights: of every input, kg. Raises: MassBalanceBroken at `quantity`.
    """
    if net_g is None:
        return
    try:
        mass_balance.require_yield(weights, output_kg(quantity, net_g))
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


def check_done_on(*, done_on: date, since: date, today: date, field: str = "done_on") -> None:
    """Not before the goods were there, not later than today. Raises: BadValue at the field."""
    if done_on > today:
        raise BadValue("Ngày làm chưa tới. Hãy ghi khi việc đã xong.", "The day lies in the future.", field)
    if done_on < since:
        raise BadValue(
            f"Ngày làm phải từ ngày {show_day(since)} trở đi, là ngày có hàng.",
            f"The goods were there from {since:%Y-%m-%d} on.",
            field,
        )


def check_weight(kg: Decimal) -> None:
    """A delivery weighs something, to the gram. Raises: BadValue at `quantity_kg`."""
    if not 0 < kg <= MOST_KG or kg != round(kg, 3):
        raise BadValue(
            f"Khối lượng phải lớn hơn 0, không quá {show_number(MOST_KG)} kg, tới 3 chữ số sau dấu phẩy.",
            f"A lot weighs more than 0 and at most {MOST_KG} kg, with at most 3 decimals.",
            "quantity_kg",
        )


def check_labels(*, first: int, last: int, packs: int, issued: int, taken: Iterable[tuple[int, int]]) -> None:
    """Labels from `first` to `last` stand on exactly these packs, were issued, and lie in no other case.

    Raises: BadValue at `last` or `first`.
    """
    if last - first + 1 != packs:
        raise BadValue(
            f"Tem từ {show_number(first)} đến {show_number(last)} là {show_number(last - first + 1)} tem, "
            f"nhưng xếp {show_number(packs)} gói.",
            f"Labels {first} to {last} are {last - first + 1}, not {packs}.",
            "last",
        )
    if first < 1 or last > issued:
        raise BadValue(
            f"Lô mới cấp {show_number(issued)} tem, chưa có tem số {show_number(max(last, 0))}."
            if issued
            else "Lô chưa cấp tem nào. Hãy in tem trước, hoặc để trống số tem.",
            f"{issued} labels were issued, {first} to {last} are not among them.",
            "last",
        )
    for begin, end in taken:
        if begin <= last and first <= end:
            raise BadValue(
                f"Tem {show_number(max(begin, first))}–{show_number(min(end, last))} đã nằm trong thùng khác.",
                f"Labels {max(begin, first)} to {min(end, last)} lie in another case already.",
                "first",
            )


def check_packs(*, packs: int, left: int, lot: str, field: str) -> None:
    """No more packs than there are. Raises: MassBalanceBroken at the field."""
    if packs > left:
        raise MassBalanceBroken(
            f"Lô {lot} chỉ còn {show_number(max(left, 0))} gói rời, không đủ {show_number(packs)} gói.",
            f"Lot {lot} has {max(left, 0)} loose packs, not {packs}.",
            field,
        )


def tidy(text: str) -> str:
    """Typed text with composed letters and single spaces."""
    return " ".join(nfc(text).split())
