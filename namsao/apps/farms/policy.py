from django.db.models import Q

from namsao.apps.farms.models import DiaryEntry, DiaryPhoto, GrowingArea, HarvestLot, InputProduct, Season
from namsao.base.access.policy import policy
from namsao.base.access.rules import NO_ROW, at_place, either, of_party, with_role
from namsao.core.actor import Actor, Role


def _rules(path: str) -> dict[str, object]:
    producers = of_party(f"{path}party", Role.PRODUCER)
    commune = at_place(f"{path}party__place", Role.COMMUNE)
    readers = either(at_place(f"{path}party__place", Role.PROVINCE), with_role(Role.AUDITOR))
    return {"see": either(producers, commune, readers), "write": either(producers, commune)}


def _shared(actor: Actor) -> Q:
    """Inputs of nobody in particular, for everyone who sees diaries."""
    may_see = {Role.PRODUCER, Role.COMMUNE, Role.PROVINCE, Role.AUDITOR}
    return Q(party__isnull=True) if any(p.role in may_see for p in actor.postings()) else NO_ROW


policy(GrowingArea, {**_rules(""), "add_season": _rules("")["write"]})
policy(Season, {**_rules("area__"), "harvest": _rules("area__")["write"]})
policy(HarvestLot, _rules("season__area__"))
policy(DiaryEntry, _rules("season__area__"))
policy(DiaryPhoto, {"see": _rules("entry__season__area__")["see"]})
policy(InputProduct, {**_rules(""), "see": either(_rules("")["see"], _shared)})
