"""Load a places pack."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from namsao.base.places.models import Place, Succession
from namsao.core.actor import Actor
from namsao.core.vietnamese import fold


@transaction.atomic
def load_pack(*, pack: Mapping[str, Any], by: Actor, at: datetime) -> Place:  # noqa: ARG001  # a load is the installer's
    """Write the province, its units and what they were before; safe to run again.

    pack: shape of `packs/places/schema.json`. Writes: Place and Succession rows. Returns the province.
    """
    since = date.fromisoformat(pack["valid_from"])
    source = pack["source"]
    province = _put(pack["province"], kind=Place.Kind.PROVINCE, since=since, source=source)
    for unit in pack["units"]:
        after = _put(unit, kind=unit["kind"], since=since, source=source, parent=province)
        for former in unit["legacy"]:
            before = _put_former(former, source=source, parent=province)
            Succession.objects.get_or_create(before=before, after=after, defaults={"on": since})
    return province


def _put(
    row: Mapping[str, Any], *, kind: str, since: date, source: str, parent: Place | None = None
) -> Place:
    place, _ = Place.objects.update_or_create(
        code=row["code"],
        valid_from=since,
        defaults={
            "kind": kind,
            "name": row["name"],
            "name_folded": fold(row["name"]),
            "parent": parent,
            "source": source,
        },
    )
    return place


# Note: the pack knows when the former units ended, not when they began.
BEGINNING = date(1945, 9, 2)


def _put_former(row: Mapping[str, Any], *, source: str, parent: Place) -> Place:
    place, _ = Place.objects.update_or_create(
        code=row["code"],
        valid_from=BEGINNING,
        defaults={
            "kind": row["kind"],
            "name": row["name"],
            "name_folded": fold(row["name"]),
            "district": row["district"],
            "parent": parent,
            "valid_to": date.fromisoformat(row["valid_to"]),
            "source": source,
        },
    )
    return place
