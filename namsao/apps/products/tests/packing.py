"""Cases, pallets, bought and landed lots and despatches with honest defaults, made through the actions."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from namsao.apps.products.actions import land, mark_labelled, pack_cases, receive, ship, stack
from namsao.apps.products.facts import Catch
from namsao.apps.products.models import Batch, Despatch, Facility, LogisticUnit, MaterialLot
from namsao.apps.products.tests.build import a_batch, a_facility
from namsao.apps.products.trade import Receiver
from namsao.base.accounts.tests.cast import NOW, TODAY


def other_facility(cast: SimpleNamespace) -> Facility:
    """The tea house of Ba Chẽ."""
    return (
        a_facility(cast, party=cast.other_htx, place=cast.ba_che, name="Xưởng trà Ba Chẽ", by=cast.other_hoa)
        if not cast.other_htx.facilities.exists()
        else cast.other_htx.facilities.get()
    )


def labelled(cast: SimpleNamespace, batch: Batch, count: int = 100) -> Batch:
    """The batch after so many labels were issued."""
    mark_labelled(batch=batch, count=count, by=cast.hoa, at=NOW)
    batch.refresh_from_db()
    return batch


def some_cases(cast: SimpleNamespace, batch: Batch | None = None, **facts: Any) -> list[LogisticUnit]:
    """Three cases of 20 packs, of today."""
    given = {"cases": 3, "each": 20, "done_on": TODAY, "by": cast.hoa, "at": NOW} | facts
    return list(pack_cases(batch=batch or a_batch(cast), **given).units.order_by("pk"))


def a_pallet(cast: SimpleNamespace, cases: list[LogisticUnit] | None = None, **facts: Any) -> LogisticUnit:
    """All of the cases on one pallet."""
    cases = cases if cases is not None else some_cases(cast)
    given = {"facility": cases[0].facility, "done_on": TODAY, "by": cast.hoa, "at": NOW} | facts
    return stack(units=cases, **given)


def a_despatch(cast: SimpleNamespace, **facts: Any) -> Despatch:
    """To the party in Ba Chẽ, today; the goods are for the caller to say."""
    given = {
        "facility": cast.htx.facilities.first(),
        "receiver": Receiver(party=cast.other_htx, facility=other_facility(cast)),
        "done_on": TODAY,
        "by": cast.hoa,
        "at": NOW,
    }
    return ship(**given | facts)


def a_delivery(cast: SimpleNamespace, **facts: Any) -> MaterialLot:
    """350 kg of tubers of a household, without any code."""
    given = {
        "facility": a_facility(cast),
        "name": "Củ dong riềng",
        "quantity_kg": Decimal(350),
        "came_on": TODAY,
        "supplier": "Hộ ông Lý A Sáng",
        "by": cast.hoa,
        "at": NOW,
    }
    return receive(**given | facts)


def a_landing(cast: SimpleNamespace, **facts: Any) -> MaterialLot:
    """120 kg of squid. facts: of `Catch` too."""
    caught = {
        "vessel": "QN-90123-TS",
        "gear": "lift_net",
        "catch_area": "Vịnh Bắc Bộ, FAO 61",
        "port": "Cảng cá Cái Rồng",
        "landed_on": TODAY,
    }
    catch = Catch(**{name: facts.pop(name, value) for name, value in caught.items()})
    given = {"name": "Mực nang (Sepia)", "quantity_kg": Decimal(120), "by": cast.hoa, "at": NOW}
    return land(catch=catch, **{"facility": a_facility(cast), **given} | facts)


def lines_of(despatch: Despatch) -> dict[str, Any]:
    """Kind -> the only line of that kind."""
    return {line.kind.value: line for line in despatch.lines.all()}


DAY_BEFORE = date(2026, 11, 23)
