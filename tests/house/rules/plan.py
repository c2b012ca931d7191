"""The plan of the house as data: rooms, the order of base and apps, the layers inside one app.

The same order stands in `.importlinter` and `docs/architecture.md`; a test compares the three.
To change it, write a decision record first.
"""

from typing import NamedTuple

# room -> rooms it may import from
ROOMS = {
    "project": {"project", "apps", "base", "resolver", "core", "packs"},
    "apps": {"apps", "base", "resolver", "core", "packs"},
    "base": {"base", "core", "packs"},
    "resolver": {"resolver", "core"},
    "core": {"core"},
    "packs": {"packs", "core"},
}
# Without Python to judge, or, like `__main__`, only a way in.
NO_ROOM = {"locale", "__init__", "__main__"}

# Lowest first; what stands on one line does not see each other.
BASE = (
    ("ui",),
    ("access",),
    ("audit",),
    ("jobs",),
    ("places",),
    ("parties",),
    ("accounts",),
    ("files",),
    ("keys",),
    ("work",),
)
APPS = (
    ("traceability",),
    ("farms",),
    ("products",),
    ("evidence",),
    ("labels",),
    ("rating",),
    ("brands", "training", "fairs"),
    ("channels",),
    ("storefront",),
    ("export",),
    ("scans",),
    ("insights",),
)
# What one app may import from another.
DOORS = {"models", "actions", "queries", "policy", "signals"}

# Lowest first; a piece may import from its own layer and from those below.
LAYERS = (
    ("flow", "signals"),
    ("models",),
    ("queries", "policy"),
    ("actions",),
    ("forms", "tables", "filters"),
    ("tasks",),
    ("views", "api", "admin", "receivers"),
    ("urls",),
)
# Django's own entry points of an app: they start things, so they stand above all.
ABOVE_ALL = {"apps", "management"}
# Where the pieces of no layer start: they stand as high as the highest piece they import.
GROUND = 0

CORE_MAY_IMPORT = {"holidays", "jsonschema_rs", "lxml"}
RESOLVER_MAY_IMPORT = {"psycopg", "psycopg_pool", "pysqlite3"}


class Place(NamedTuple):
    """Where a dotted name lives: room, unit (an app or a part of base), piece (`models` …); empty if none."""

    room: str
    unit: str
    piece: str

    @property
    def is_app(self) -> bool:
        return self.room == "apps"

    @property
    def has_unit(self) -> bool:
        return self.room in {"apps", "base"} and bool(self.unit)

    @property
    def is_test(self) -> bool:
        return self.piece in {"tests", "conftest"}


def place(name: str) -> Place:
    """`namsao.apps.rating.models.dossier` -> ("apps", "rating", "models")."""
    parts = [*name.split(".")[1:], "", "", ""]
    if parts[0] in {"apps", "base"}:
        return Place(*parts[:3])
    return Place(parts[0], "", parts[1] if parts[1] == "tests" else "")


def _ranks() -> dict[str, int]:
    return {unit: rank for rank, row in enumerate((*BASE, *APPS)) for unit in row}


RANKS = _ranks()
HEIGHTS = {piece: height for height, row in enumerate(LAYERS) for piece in row} | dict.fromkeys(
    ABOVE_ALL, len(LAYERS)
)


def looks_down(source: str, target: str) -> bool:
    """Whether one unit may see another: it is the same one, or it stands lower on the road."""
    return source == target or RANKS[target] < RANKS[source]
