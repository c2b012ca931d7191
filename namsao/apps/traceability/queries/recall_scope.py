"""The scope of a recall: everything that came of the roots, and who has or had how much of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from time import perf_counter

from namsao.apps.traceability.models import Mention, RecallLine
from namsao.apps.traceability.queries.graph import KINDS, Arrow, Node, Trace, trace_back, trace_forward
from namsao.apps.traceability.queries.recall_movements import movements_of
from namsao.core.epcis.canonical import parts_of
from namsao.core.epcis.links import Run
from namsao.core.recall import Holding, Key, contents, holdings

Kind = RecallLine.Kind
CONTAINERS = frozenset(key for key, kind in KINDS.items() if kind == "container")


@dataclass(slots=True)
class Scope:
    """nodes: goods, by id of their identifier, nearest to the root first; places and hubs are not among them.

    runs: lot -> its serials. stock: who has how much. trace_ms, holders_ms: what each took. is_cut: see `Trace`.
    """

    nodes: dict[int, Node] = field(default_factory=dict)
    runs: dict[int, list[Run]] = field(default_factory=dict)
    stock: dict[Key, Holding] = field(default_factory=dict)
    trace_ms: int = 0
    holders_ms: int = 0
    is_cut: bool = False


def scope_of(uris: Collection[str]) -> Scope:
    """What a recall of these identifiers reaches: lots and containers forward, serials of lots, holders.

    A container stands for the lots in it too. Each root is traced once; a handful of questions find the rest.
    """
    began = perf_counter()
    scope = Scope()
    arrows: dict[Arrow, None] = {}
    for uri in dict.fromkeys(uris):
        for root in [uri, *_lots_in(uri)]:
            _add(scope, trace_forward(root), arrows)
    _leave_out_what_is_no_goods(scope)
    traced = perf_counter()
    scope.stock = _stock(scope, list(arrows))
    scope.trace_ms = _ms(traced - began)
    scope.holders_ms = _ms(perf_counter() - traced)
    return scope


def kind_of(node: Node) -> str:
    """As lines of a recall call it."""
    return node.kind if node.kind in Kind.values else Kind.OTHER


def _add(scope: Scope, trace: Trace, arrows: dict[Arrow, None]) -> None:
    ids = {node.uri: node.pk for node in trace.nodes.values()}
    for node in trace.nodes.values():
        known = scope.nodes.get(node.pk)
        if known is None or node.depth < known.depth:
            scope.nodes[node.pk] = node
    for each in trace.items:
        runs = scope.runs.setdefault(ids[each.lot], [])
        if each.run not in runs:
            runs.append(each.run)
    arrows.update(dict.fromkeys(trace.arrows))
    scope.is_cut = scope.is_cut or trace.is_cut


def _lots_in(uri: str) -> list[str]:
    """Lots that lie in a container, and in containers in it: what is wrong with it may be wrong with them."""
    if parts_of(uri).key not in CONTAINERS:
        return []
    back = trace_back(uri)
    containers = {pk for pk, node in back.nodes.items() if node.kind == "container"}
    inside = {arrow.source for arrow in back.arrows if arrow.target in containers}
    return [back.nodes[pk].uri for pk in sorted(inside) if pk in back.nodes and back.nodes[pk].kind == "lot"]


def _leave_out_what_is_no_goods(scope: Scope) -> None:
    """Places, parties, and the nodes between many inputs and many outputs, which no event mentions."""
    others = [pk for pk, node in scope.nodes.items() if node.kind == "other"]
    mentioned = (
        set(Mention.objects.filter(epc__in=others).values_list("epc_id", flat=True)) if others else set()
    )
    scope.nodes = {
        pk: node
        for pk, node in sorted(scope.nodes.items(), key=lambda each: (each[1].depth, each[1].uri))
        if node.kind not in {"place", "party"} and (node.kind != "other" or pk in mentioned)
    }
    scope.runs = {pk: sorted(runs, key=_in_order) for pk, runs in scope.runs.items() if pk in scope.nodes}


def _in_order(run: Run) -> tuple[str, str, int, int]:
    return run.gtin, run.prefix, run.width, run.first


def _stock(scope: Scope, arrows: list[Arrow]) -> dict[Key, Holding]:
    containers = {pk for pk, node in scope.nodes.items() if node.kind == "container"}
    lots = scope.nodes.keys() - containers
    packed = [
        (each.source, each.target, each.quantity, each.uom) for each in arrows if each.target in containers
    ]
    return holdings(movements_of(lots, contents(lots, packed)))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
