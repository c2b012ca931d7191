"""Declare growing areas, correct them, name what grows there."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from namsao.apps.farms import boundary as boundaries
from namsao.apps.farms import queries, rules
from namsao.apps.farms.models import GrowingArea, Material
from namsao.apps.farms.signals import area_changed
from namsao.base.audit.actions import record
from namsao.base.keys.actions import allocate_gln, allocate_gtin
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.errors import BadValue
from namsao.core.vietnamese import fold
from namsao.core.words import Words


@transaction.atomic
def add_area(
    *,
    party: Party,
    place: Place,
    name: str,
    code: str,
    material_name: str,
    area_ha: Decimal,
    boundary: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
) -> GrowingArea:
    """Declare a growing area of a producer, with a GLN of its own.

    code: growing-area code (PUC), "" when it has none. material_name: what grows; a new name gets a GTIN.
    boundary: GeoJSON Polygon (see `boundary.check`) or None.
    Writes: GrowingArea, perhaps Material, key counters, one audit entry. News: area_changed.
    Raises: BadValue for a name or code in use, a size or a boundary that cannot be; KeysExhausted and
    NotAllowedNow when there is no company prefix to take keys from.
    """
    name, code = rules.tidy(name), rules.tidy(code).upper()
    _check_free(party, name, code)
    rules.check_size(area_ha)
    area = GrowingArea.objects.create(
        party=party,
        place=place,
        material=_material(party=party, name=rules.tidy(material_name), by=by, at=at),
        name=name,
        name_folded=fold(name),
        code=code,
        gln=allocate_gln(party=party, by=by, at=at),
        area_ha=area_ha,
        boundary=None if boundary is None else boundaries.check(boundary),
        made_at=at,
    )
    record(by=by, at=at, verb="add_area", target=area)
    area_changed.send(at=at, area=area.pk)
    return area


@transaction.atomic
def change_area(
    *,
    area: GrowingArea,
    name: str,
    code: str,
    area_ha: Decimal,
    boundary: Mapping[str, Any] | None,
    by: Actor,
    at: datetime,
) -> GrowingArea:
    """Correct what an area says of itself. What grows there and the GLN stay: lots and events name them.

    name, code, area_ha, boundary: as in `add_area`. Writes: the GrowingArea, one audit entry.
    News: area_changed. Raises: BadValue as `add_area` does.
    """
    area = GrowingArea.objects.select_for_update().get(pk=area.pk)
    name, code = rules.tidy(name), rules.tidy(code).upper()
    _check_free(area.party, name, code, but=area)
    rules.check_size(area_ha)
    area.name, area.name_folded, area.code = name, fold(name), code
    area.area_ha, area.boundary = area_ha, None if boundary is None else boundaries.check(boundary)
    area.save(update_fields=["name", "name_folded", "code", "area_ha", "boundary"])
    record(by=by, at=at, verb="change", target=area)
    area_changed.send(at=at, area=area.pk)
    return area


@transaction.atomic
def name_material(*, material: Material, names: Words, by: Actor, at: datetime) -> None:
    """The material's name in other languages, for passports. Writes: the Material, one audit entry."""
    material.names = dict(names)
    material.save(update_fields=["names"])
    record(by=by, at=at, verb="name", target=material)


def _material(*, party: Party, name: str, by: Actor, at: datetime) -> Material:
    known = queries.material_named(party, name)
    if known:
        return known
    gtin = allocate_gtin(party=party, by=by, at=at)
    return Material.objects.create(party=party, name=name, gtin=gtin)


def _check_free(party: Party, name: str, code: str, but: GrowingArea | None = None) -> None:
    others = GrowingArea.objects.exclude(pk=but.pk if but else None)
    if others.filter(party=party, name=name).exists():
        raise BadValue(
            f"Đã có vùng trồng tên “{name}”. Hãy đặt tên khác, ví dụ thêm tên xứ đồng.",
            f"There is an area named “{name}” already.",
            "name",
        )
    if code and others.filter(code=code).exists():
        raise BadValue(
            f"Mã số vùng trồng {code} đã ghi cho một vùng khác. Hãy xem lại giấy cấp mã.",
            f"Growing-area code {code} belongs to another area.",
            "code",
        )
