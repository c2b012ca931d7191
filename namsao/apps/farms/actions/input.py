"""Keep the list of what goes onto fields."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from namsao.apps.farms import rules
from namsao.apps.farms.models import InputProduct
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.diary import LONGEST_INTERVAL
from namsao.core.errors import BadValue
from namsao.core.vietnamese import fold


@transaction.atomic
def add_input(
    *,
    party: Party | None,
    kind: str,
    name: str,
    unit: str,
    active_ingredient: str = "",
    registration_no: str = "",
    interval_days: int | None = None,
    is_organic: bool = False,
    by: Actor,
    at: datetime,
) -> InputProduct:
    """Take an input into a party's list, or into the list all share when `party` is None.

    interval_days: as on the label, 0 for none to wait; a pesticide must have it. unit: UN/ECE code.
    Writes: InputProduct, one audit entry. Raises: BadValue for a name in use, an interval missing or too long.
    """
    made = InputProduct(party=party, kind=kind, unit=unit, interval_days=interval_days, made_at=at)
    made.name, made.is_organic = rules.tidy(name), is_organic
    made.active_ingredient, made.registration_no = rules.tidy(active_ingredient), rules.tidy(registration_no)
    _check(made)
    made.save()
    record(by=by, at=at, verb="add_input", target=made)
    return made


@transaction.atomic
def change_input(
    *,
    product: InputProduct,
    kind: str,
    name: str,
    unit: str,
    active_ingredient: str,
    registration_no: str,
    interval_days: int | None,
    is_organic: bool,
    is_retired: bool,
    by: Actor,
    at: datetime,
) -> InputProduct:
    """Correct an input, or stop offering it. Entries keep the interval they were written with.

    Writes: the InputProduct, one audit entry. Raises: BadValue as `add_input`.
    """
    product = InputProduct.objects.select_for_update().get(pk=product.pk)
    product.kind, product.name, product.unit, product.is_organic = kind, rules.tidy(name), unit, is_organic
    product.active_ingredient = rules.tidy(active_ingredient)
    product.registration_no, product.interval_days = rules.tidy(registration_no), interval_days
    _check(product)
    if bool(product.retired_at) != is_retired:
        product.retired_at = at if is_retired else None
    product.save()
    record(by=by, at=at, verb="change_input", target=product)
    return product


def _check(product: InputProduct) -> None:
    """Raises: BadValue. Works out the folded name."""
    product.name_folded = fold(product.name)
    others = InputProduct.objects.exclude(pk=product.pk).filter(Q(party=product.party_id) | Q(party=None))
    if others.filter(name_folded=product.name_folded).exists():
        raise BadValue(
            f"Danh sách đã có “{product.name}”. Hãy dùng dòng đã có.",
            f"“{product.name}” is in the list already.",
            "name",
        )
    if product.kind == InputProduct.Kind.PESTICIDE and product.interval_days is None:
        raise BadValue(
            "Hãy ghi thời gian cách ly trên nhãn thuốc; nhãn ghi không cần cách ly thì ghi 0.",
            "A pesticide needs its pre-harvest interval; write 0 for none.",
            "interval_days",
        )
    if product.interval_days is not None and not 0 <= product.interval_days <= LONGEST_INTERVAL:
        raise BadValue(
            f"Thời gian cách ly từ 0 đến {LONGEST_INTERVAL} ngày.",
            f"An interval has 0 to {LONGEST_INTERVAL} days.",
            "interval_days",
        )
