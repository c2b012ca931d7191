"""Where the samples of a dossier are."""

from collections import Counter

from namsao.apps.rating.models import Dossier, SampleMove
from namsao.apps.rating.packs import deadlines

PRODUCER = SampleMove.Desk.PRODUCER


def balances(dossier: Dossier) -> dict[str, int]:
    """Desk -> samples it holds now; desks that never had any are left out."""
    found: Counter[str] = Counter()
    for desk, way, quantity in dossier.samples.values_list("desk", "way", "quantity"):
        found[desk] += -quantity if way == SampleMove.Way.OUT else quantity
    return {desk: found[desk] for desk in SampleMove.Desk.values if desk in found}


def handed_in(dossier: Dossier) -> int:
    """Samples that are with the authorities."""
    return sum(left for desk, left in balances(dossier).items() if desk != PRODUCER)


def needed(dossier: Dossier) -> int:
    """Samples the dossier comes with. Source: Decision 26/2026/QĐ-TTg, art. 6.2d."""
    return deadlines().samples_of(dossier.set_number)
