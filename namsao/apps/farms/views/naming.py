"""Whether a reader may change a row, and know the growers in it by name."""

from django.db.models import Model

from namsao.base.access.policy import allowed, may
from namsao.core.actor import Actor


def rights(actor: Actor, row: Model) -> dict[str, bool]:
    """`write` and `name_growers`. Whoever writes knows whom about, so the second is asked of the others alone."""
    found = allowed(actor, row, "write")
    return {**found, "name_growers": found["write"] or may(actor, "name_growers", row)}
