"""How hard a producer finds the criteria: the path to the next star goes round what is hard."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from namsao.apps.rating.actions.drafts import _criterion
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.queries.holding import held
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import BadValue

ORDINARY, HARD, VERY_HARD = 1, 2, 4


@transaction.atomic
def write_efforts(*, dossier: Dossier, efforts: Mapping[str, int | None], by: Actor, at: datetime) -> Dossier:
    """Say what raising some criteria costs the producer; the others stay. No part of what is handed in.

    efforts: criterion code -> the cost, `ORDINARY` where nothing was said, None for what cannot be raised.
    Writes: the Dossier and one audit entry, when something changed. Raises: BadValue naming the criterion.
    """
    dossier = held(dossier)
    kept = dict(dossier.efforts)
    for code, effort in efforts.items():
        criterion = _criterion(dossier, code)
        if effort not in {ORDINARY, HARD, VERY_HARD, None}:
            raise BadValue("Hãy chọn độ khó trong danh sách.", f"No such effort: {effort!r}.", criterion.code)
        kept[code] = effort
        if effort == ORDINARY:
            del kept[code]
    if kept != dossier.efforts:
        dossier.efforts = kept
        dossier.save(update_fields=["efforts"])
        record(by=by, at=at, verb="dossier.write_efforts", target=dossier)
    return dossier
