"""Parties for tests."""

from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.places.tests.build import NOW
from namsao.core.vietnamese import fold


def a_party(
    name: str, place: Place, kind: str = Party.Kind.COOPERATIVE, *, illustrative: bool = False
) -> Party:
    return Party.objects.create(
        name=name, name_folded=fold(name), kind=kind, place=place, made_at=NOW, is_illustrative=illustrative
    )
