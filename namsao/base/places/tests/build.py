"""Places for tests, and the moment at which tests happen."""

from datetime import UTC, date, datetime

from namsao.base.places.models import Place
from namsao.core.vietnamese import fold

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def a_place(code: str, name: str, kind: str = Place.Kind.COMMUNE, parent: Place | None = None) -> Place:
    return Place.objects.create(
        code=code, name=name, name_folded=fold(name), kind=kind, parent=parent, valid_from=date(2025, 7, 1)
    )
