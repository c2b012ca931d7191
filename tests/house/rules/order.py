"""Rules 1 to 6, the imports: rooms, the road, the doors of an app, the layers inside it, no cycles."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from .imports import Import, dotted, imports_of
from .plan import DOORS, GROUND, HEIGHTS, LAYERS, NO_ROOM, RANKS, ROOMS, Place, looks_down, place
from .tree import Breach, Module, blind, is_migration, modules

PLAN = "Write a decision record, then add it to rules/plan.py here, .importlinter and docs/architecture.md"
ORDER = " > ".join(", ".join(row) for row in reversed(LAYERS))


def unplanned(root: Path) -> list[Breach]:
    """Rooms, apps and parts of base that the plan does not know."""
    breaches = []
    for module in modules(root):
        here = place(module.name)
        if here.room and here.room not in ROOMS and here.room not in NO_ROOM:
            breaches.append(Breach(module.path, f"room {here.room} is not in the plan", PLAN))
        elif here.has_unit and here.unit not in RANKS and not _is_leaf(module, here):
            breaches.append(Breach(module.path, f"{here.unit} has no place on the road", PLAN))
    return breaches


def _is_leaf(module: Module, here: Place) -> bool:
    """A plain file beside the units, such as `base/__init__.py`, is no unit."""
    return not here.piece and not module.is_package


def rooms(root: Path) -> list[Breach]:
    """Imports from a room one may not import from."""
    found = modules(root)
    if (root / "namsao").is_dir() and not found:
        return [blind("namsao", "Python module")]
    return [breach for module in found for breach in _room_breaches(module)]


def _room_breaches(module: Module) -> Iterator[Breach]:
    here = place(module.name)
    for seen in _ours(module):
        room = place(seen.target).room
        if here.room not in ROOMS or room not in ROOMS or room in ROOMS[here.room] or here.is_test:
            continue
        remedy = "Move the rule down to core, or send news up (docs/architecture.md, rules 1 to 3)"
        yield Breach(_at(module, seen), f"{here.room} imports {seen.target}", remedy)


def road(root: Path) -> list[Breach]:
    """Imports that look up the road, in base and among apps."""
    return [breach for module in modules(root) for breach in _road_breaches(module)]


def _road_breaches(module: Module) -> Iterator[Breach]:
    here = place(module.name)
    for seen in _ours(module):
        there = place(seen.target)
        if not (here.unit in RANKS and there.unit in RANKS) or looks_down(here.unit, there.unit):
            continue
        remedy = "Imports look back along the road: send news and let the higher one listen"
        yield Breach(_at(module, seen), f"{here.unit} imports {there.unit}, which is not below it", remedy)


def doors(root: Path) -> list[Breach]:
    """Imports from another app that do not come through its doors."""
    return [breach for module in modules(root) for breach in _door_breaches(module)]


def _door_breaches(module: Module) -> Iterator[Breach]:
    here = place(module.name)
    for seen in _ours(module):
        there = place(seen.target)
        is_foreign = here.is_app and there.is_app and there.unit and here.unit != there.unit
        if is_foreign and there.piece not in DOORS and not here.is_test:
            remedy = f"From another app import only {', '.join(sorted(DOORS))}"
            yield Breach(_at(module, seen), f"{here.unit} imports {seen.target}", remedy)


def layers(root: Path) -> list[Breach]:
    """Imports inside one app or part of base that look up its layers, and actions that enqueue tasks."""
    units: dict[tuple[str, str], list[Module]] = {}
    for module in modules(root):
        here = place(module.name)
        if here.has_unit and not here.is_test and not is_migration(module.path):
            units.setdefault((here.room, here.unit), []).append(module)
    return [breach for unit in units.values() for breach in (*_layer_breaches(unit), *_enqueued(unit))]


def _layer_breaches(unit: list[Module]) -> Iterator[Breach]:
    inside: dict[str, set[str]] = {}
    for module in unit:
        inside.setdefault(place(module.name).piece, set()).update(there.piece for _, there in _within(module))
    for module in unit:
        here = place(module.name)
        for seen, there in _within(module):
            if here.piece in HEIGHTS and HEIGHTS[here.piece] < _height(there.piece, inside):
                what = f"{here.piece} imports {there.piece}, a layer above it"
                yield Breach(_at(module, seen), what, f"Inside an app: {ORDER}")


def _within(module: Module) -> Iterator[tuple[Import, Place]]:
    """Imports of another piece of the same unit."""
    here = place(module.name)
    for seen in _ours(module):
        there = place(seen.target)
        if (there.room, there.unit) == (here.room, here.unit) and there.piece not in {"", here.piece}:
            yield seen, there


def _height(piece: str, inside: dict[str, set[str]], above: frozenset[str] = frozenset()) -> int:
    """The layer of a piece; one that has none stands as high as the highest it imports."""
    if piece in HEIGHTS:
        return HEIGHTS[piece]
    below = inside.get(piece, set()) - above - {piece}
    return max((_height(other, inside, above | {piece}) for other in below), default=GROUND)


def _enqueued(unit: list[Module]) -> Iterator[Breach]:
    for module in unit:
        if HEIGHTS.get(place(module.name).piece, len(HEIGHTS)) > HEIGHTS["actions"]:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and dotted(node.func).endswith(".enqueue"):
                remedy = "Send news; a receiver enqueues the task after commit"
                yield Breach(f"{module.path}:{node.lineno}", "an action enqueues a task", remedy)


def cycles(root: Path) -> list[Breach]:
    """The first ring of modules that import each other. Imports for typing alone make no ring."""
    try:
        TopologicalSorter(_graph(modules(root))).prepare()
    except CycleError as found:
        ring = " -> ".join(found.args[1])
        remedy = "Move what they share into a lower module, a question over both into queries.py"
        return [Breach(ring, "these import each other", remedy)]
    return []


def _graph(found: list[Module]) -> dict[str, set[str]]:
    names = {module.name for module in found}
    return {
        module.name: {
            known
            for seen in _ours(module)
            if not seen.is_for_typing
            and (known := _longest_known(seen.target, names)) not in {"", module.name}
        }
        for module in found
    }


def _longest_known(target: str, names: set[str]) -> str:
    while target and target not in names:
        target = target.rpartition(".")[0]
    return target


def _ours(module: Module) -> list[Import]:
    return [seen for seen in imports_of(module) if seen.target.startswith("namsao.")]


def _at(module: Module, seen: Import) -> str:
    return f"{module.path}:{seen.line}"
