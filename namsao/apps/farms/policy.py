"""Who may see and write what grows, and who reads the names of those who grow it.

`name_growers`: the producer, its commune and the provincial office; an auditor reads a household by its number.
"""

from django.db.models import Q

from namsao.apps.farms.models import (
    Contract,
    ContractPaper,
    Delivery,
    DiaryEntry,
    DiaryPhoto,
    GrowingArea,
    HarvestLot,
    Household,
    InputProduct,
    Payment,
    Season,
)
from namsao.base.access.policy import policy
from namsao.base.access.rules import NO_ROW, at_place, either, of_party, with_role
from namsao.core.actor import Actor, Role


def _rules(path: str) -> dict[str, object]:
    producers = of_party(f"{path}party", Role.PRODUCER)
    commune = at_place(f"{path}party__place", Role.COMMUNE)
    near = either(producers, commune, at_place(f"{path}party__place", Role.PROVINCE))
    return {
        "see": either(near, with_role(Role.AUDITOR)),
        "write": either(producers, commune),
        "name_growers": near,
    }


def _shared(actor: Actor) -> Q:
    """Inputs of nobody in particular, for everyone who sees diaries."""
    may_see = {Role.PRODUCER, Role.COMMUNE, Role.PROVINCE, Role.AUDITOR}
    return Q(party__isnull=True) if any(p.role in may_see for p in actor.postings()) else NO_ROW


policy(GrowingArea, {**_rules(""), "add_season": _rules("")["write"]})
policy(Season, {**_rules("area__"), "harvest": _rules("area__")["write"]})
policy(HarvestLot, _rules("season__area__"))
policy(DiaryEntry, _rules("season__area__"))
policy(DiaryPhoto, {"see": _rules("entry__season__area__")["see"]})
policy(Household, {**_rules(""), "see": _rules("")["name_growers"]})
policy(Contract, _rules(""))
policy(ContractPaper, {"see": _rules("contract__")["name_growers"]})
policy(Delivery, _rules(""))
policy(Payment, _rules(""))
policy(InputProduct, {**_rules(""), "see": either(_rules("")["see"], _shared)})
