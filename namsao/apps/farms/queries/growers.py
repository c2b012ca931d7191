"""Households and their contracts: lists, what was delivered and paid, what is to be looked at again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, DecimalField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from namsao.apps.farms.models import Contract, Delivery, HarvestLot, Household, Payment
from namsao.core.contracts import check_contract
from namsao.core.finding import Finding
from namsao.core.settlement import Account, settle, unpaid_findings
from namsao.core.vietnamese import fold

MOST_OFFERED = 600  # households named in a list to type from


@dataclass(frozen=True)
class Books:
    """Deliveries and payments of one contract, or of one household without a contract, newest first.

    account: what is owed, of the standing ones.
    """

    deliveries: Sequence[Delivery]
    payments: Sequence[Payment]
    account: Account

    @property
    def standing(self) -> list[Delivery]:
        return [each for each in self.deliveries if not each.voided_at]

    @property
    def delivered_kg(self) -> Decimal:
        return sum((each.quantity_kg for each in self.standing), Decimal(0))


def households_listed(rows: QuerySet[Household], day: date) -> QuerySet[Household]:
    """With all a list shows; `running`: how many contracts are in force."""
    in_force = Q(contracts__voided_at=None, contracts__valid_from__lte=day, contracts__valid_to__gte=day)
    counted = rows.annotate(running=Count("contracts", filter=in_force, distinct=True))
    return counted.select_related("party", "place").prefetch_related("areas").order_by("name_sort", "number")


def contracts_listed(rows: QuerySet[Contract]) -> QuerySet[Contract]:
    """With all a list shows: `delivered_kg`, `due_vnd`, `paid_vnd`, 0 where nothing stands."""
    kg, money = DecimalField(max_digits=20, decimal_places=3), IntegerField()
    return rows.select_related("party", "household", "material").annotate(
        delivered_kg=Coalesce(_total(Delivery, "quantity_kg"), Decimal(0), output_field=kg),
        due_vnd=Coalesce(_total(Delivery, "amount_vnd"), 0, output_field=money),
        paid_vnd=Coalesce(_total(Payment, "amount_vnd"), 0, output_field=money),
    )


def owing(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Of `contracts_listed`, those under which something is still owed."""
    return contracts.filter(due_vnd__gt=F("paid_vnd"))


def books_of(contract: Contract) -> Books:
    """All that was delivered and paid under a contract."""
    return _books(contract.deliveries.all(), contract.payments.all())


def loose_books_of(household: Household) -> Books:
    """All that a household delivered and was paid for without a contract."""
    return _books(household.deliveries.filter(contract=None), household.payments.filter(contract=None))


def findings_of_contract(contract: Contract, books: Books, day: date) -> list[Finding]:
    """What is to be looked at again in a standing contract."""
    loads = [each.load for each in books.standing]
    return check_contract(contract.term, loads, books.account, day)


def findings_of_loose(books: Books, day: date) -> list[Finding]:
    return unpaid_findings(books.account, day)


def running_contracts(household: Household, day: date) -> list[Contract]:
    """Contracts of the household in force on the day, the newest first."""
    return list(household.contracts.on(day).select_related("material"))


def lots_for(party_id: int, material_id: int, household_id: int | None) -> list[HarvestLot]:
    """Lots a delivery may come from, newest first, with room left: `left_kg`."""
    lots = HarvestLot.objects.not_voided().of_party(party_id).filter(material=material_id)
    whose = lots.filter(Q(household=None) | Q(household=household_id))
    taken = Sum("deliveries__quantity_kg", filter=Q(deliveries__voided_at=None))
    free = whose.annotate(taken=taken).order_by("-harvested_on", "-pk")[:30]
    for lot in free:
        lot.left_kg = lot.quantity_kg - (lot.taken or 0)  # type: ignore[attr-defined]  # shown in the list
    return [lot for lot in free if lot.left_kg > 0]


def offered(parties: Iterable[int]) -> list[Household]:
    """Households of the parties to choose from; none when they are too many for one list."""
    found = Household.objects.not_erased().filter(party__in=set(parties)).order_by("name_sort", "number")
    rows = list(found[: MOST_OFFERED + 1])
    return rows if len(rows) <= MOST_OFFERED else []


def households_named(party_id: int, text: str) -> list[Household]:
    """The household whose number the text begins with, else those whose whole name it is, marks or not."""
    known = Household.objects.not_erased().filter(party=party_id)
    first, _, rest = text.strip().partition(" ")
    if first.isdecimal() and len(first) < 7:
        numbered = list(known.filter(number=int(first)))
        return [each for each in numbered if not rest.strip() or each.name_folded == fold(rest)]
    return list(known.filter(name_folded=fold(text)))


def _books(deliveries: QuerySet[Delivery], payments: QuerySet[Payment]) -> Books:
    brought = list(deliveries.select_related("harvest", "material"))
    paid = list(payments.prefetch_related("deliveries"))
    account = settle(
        [each.bill for each in brought if not each.voided_at],
        [each.receipt() for each in paid if not each.voided_at],
    )
    return Books(brought, paid, account)


def _total(model: type[Delivery] | type[Payment], column: str) -> Subquery:
    rows = model.objects.filter(contract=OuterRef("pk"), voided_at=None).order_by()
    return Subquery(rows.values("contract").annotate(total=Sum(column)).values("total"))
