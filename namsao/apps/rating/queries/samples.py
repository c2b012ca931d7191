"""Where the samples of a dossier are."""

from django.db.models import Case, F, IntegerField, Sum, When

from namsao.apps.rating.models import Dossier, SampleMove
from namsao.apps.rating.packs import deadlines

PRODUCER = SampleMove.Desk.PRODUCER


def balances(dossier: Dossier) -> dict[str, int]:
    """Desk -> samples it holds now; desks that never had any are left out."""
    out = When(way=SampleMove.Way.OUT, then=-F("quantity"))
    signed = Case(out, default=F("quantity"), output_field=IntegerField())
    held = dossier.samples.order_by().values("desk").annotate(left=Sum(signed))
    found = {row["desk"]: row["left"] for row in held}
    return {desk: found[desk] for desk in SampleMove.Desk.values if desk in found}


def handed_in(dossier: Dossier) -> int:
    """Samples that are with the authorities."""
    return sum(left for desk, left in balances(dossier).items() if desk != PRODUCER)


def needed(dossier: Dossier) -> int:
    """Samples the dossier comes with. Source: Decision 26/2026/QĐ-TTg, art. 6.2d."""
    return deadlines().samples_of(dossier.set_number)
