from namsao.apps.farms.models import GrowingArea, HarvestLot, Season
from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, of_party, with_role
from namsao.core.actor import Role


def _rules(path: str) -> dict[str, object]:
    producers = of_party(f"{path}party", Role.PRODUCER)
    commune = at_place(f"{path}party__place", Role.COMMUNE)
    readers = either(at_place(f"{path}party__place", Role.PROVINCE), with_role(Role.AUDITOR))
    return {"see": either(producers, commune, readers), "write": either(producers, commune)}


policy(GrowingArea, {**_rules(""), "add_season": _rules("")["write"]})
policy(Season, {**_rules("area__"), "harvest": _rules("area__")["write"]})
policy(HarvestLot, _rules("season__area__"))
