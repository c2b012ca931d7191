"""The story of a thing: what it was made of and what became of it, told as far as whoever asks may know."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from namsao.apps.traceability.models import Custody, Epc, ItemState
from namsao.apps.traceability.models.event import label_of
from namsao.apps.traceability.queries import graph
from namsao.apps.traceability.queries.box import BACK, BOTH, FORWARD, Box, Story
from namsao.apps.traceability.queries.graph import Arrow, Node, Trace
from namsao.apps.traceability.queries.naming import names_of
from namsao.apps.traceability.queries.witness import Happening, Part, Witness, witness
from namsao.base.access.policy import rows
from namsao.base.parties.models import Party
from namsao.core.actor import Actor

MOST_TOLD, MOST_LOTS = 1_500, 200
GOODS = frozenset({"lot", "item", "container"})


def story(
    actor: Actor,
    uri: str,
    *,
    way: str = BOTH,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Story | None:
    """The story of what `uri` names; None when the actor may see nothing of the thing itself.

    uri: canonical, or the identifier of an order. since, until: of the events to follow.
    """
    starts = {epc.pk: epc for epc in graph.starts(uri)}
    forward = graph.trace_forward(uri, since=since, until=until) if way != BACK else Trace(uri)
    lots = [node.pk for node in forward.nodes.values() if node.kind in GOODS and node.pk not in starts]
    back = graph.trace_back_from([*starts.values(), *Epc.objects.filter(pk__in=lots[:MOST_LOTS])])
    told = Story(uri, way, is_cut=forward.is_cut or back.is_cut or len(lots) > MOST_LOTS)
    joins = list(dict.fromkeys([*forward.arrows, *back.arrows]))
    bounded = [
        each for each in joins if (not since or each.time >= since) and (not until or each.time <= until)
    ]
    behind = reached(starts, ((each.target, each.source) for each in bounded))
    shown = {*starts, *forward.nodes, *(behind if way != FORWARD else ())}
    nodes = {**back.nodes, **forward.nodes}
    kept = sorted(nodes, key=lambda pk: (pk not in shown, nodes[pk].depth, pk))[:MOST_TOLD]
    told.is_cut |= len(kept) < len(nodes)
    told.nodes = {pk: nodes[pk] for pk in kept}
    of_lots = [pk for pk in kept if nodes[pk].kind == "lot"]
    told.witness = witness(actor, kept, of_lots, (each.event for each in joins))
    told.is_cut |= told.witness.is_cut
    if not _tell(told, shown & set(kept), starts, joins, bounded):
        return None
    _count(told, forward)
    _happened(told, shown, since, until)
    _add_states(told)
    _add_names(told)
    if way != BACK:
        _add_holders(told, actor)
    return told


def reached(begin: Iterable[int], pairs: Iterable[tuple[int, int]]) -> set[int]:
    """All that one comes to from `begin`, itself too. pairs: steps, from one to the next."""
    after = defaultdict(list)
    for one, other in pairs:
        after[one].append(other)
    found, waiting = set(begin), list(begin)
    while waiting:
        for other in after[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def makings(told: Witness) -> dict[int, list[tuple[Part, Happening]]]:
    """Of each thing what tells how it came to be, oldest first."""
    found = defaultdict(list)
    for part, happening in told.standing():
        if part.role == "output" or (part.role in {"epc", "parent"} and happening.action == "ADD"):
            found[part.epc].append((part, happening))
    return {epc: sorted(each, key=lambda pair: (pair[1].at, pair[1].pk)) for epc, each in found.items()}


def total(amounts: Iterable[tuple[Decimal | None, str]]) -> tuple[Decimal | None, str]:
    """The sum, in the one unit all are in; None when they are in several or nobody says."""
    known = [(much, uom) for much, uom in amounts if much is not None]
    units = {uom for _much, uom in known}
    if len(units) != 1:
        return None, ""
    return sum((much for much, _uom in known), Decimal(0)), units.pop()


def came_to_be(parts: Iterable[Part]) -> tuple[Decimal | None, str]:
    """How much of a lot there was; its items are counted where no amount is said, for they are of that amount."""
    own = [part for part in parts if part.role != "parent"]
    said = [part.amount for part in own if not part.items]
    return total(said or [part.amount for part in own])


def _tell(
    told: Story, shown: Collection[int], starts: Mapping[int, Epc], joins: list[Arrow], bounded: list[Arrow]
) -> bool:
    """Boxes and arrows that may be seen. False when none of `starts` may."""
    seen = told.witness.seen
    told.joins = [each for each in joins if each.event in seen]
    visible = {part.epc for part in told.witness.parts if part.event in seen}
    visible |= {end for each in told.joins for end in (each.source, each.target)}
    if not visible & set(starts):
        return False
    drawn = set(shown) & visible
    made = makings(told.witness)
    told.boxes = {pk: _box(told.nodes[pk], made.get(pk, []), is_root=pk in starts) for pk in sorted(drawn)}
    told.arrows = [
        each for each in bounded if each.event in seen and each.source in drawn and each.target in drawn
    ]
    # A product's own number stands in no event when all of its lots do.
    told.hidden_boxes = sum(told.nodes[pk].kind != "product" for pk in set(shown) - visible)
    return True


def _box(node: Node, made: list[tuple[Part, Happening]], *, is_root: bool) -> Box:
    label = label_of(node.uri)
    facts = {"pk": node.pk, "uri": node.uri, "kind": node.kind, "depth": node.depth, "is_root": is_root}
    if not made:
        return Box(**facts, name=label, label=label)
    first = made[0][1]
    quantity, uom = came_to_be(part for part, _happening in made)
    return Box(
        **facts,
        name=label,
        label=label,
        when=first.at,
        place=first.place,
        who=first.owner,
        quantity=quantity,
        uom=uom,
        event=first.pk,
    )


def _count(told: Story, forward: Trace) -> None:
    """Single items of each lot."""
    counts: dict[str, int] = defaultdict(int)
    for each in forward.items:
        counts[each.lot] += each.run.count
    for pk, box in told.boxes.items():
        if box.uri in counts:
            told.boxes[pk] = _changed(box, items=counts[box.uri])


def _happened(told: Story, shown: Collection[int], since: datetime | None, until: datetime | None) -> None:
    """The events: those the arrows stand for, and what else is told of the things, but not their other uses."""
    drawn = {each.event for each in told.joins if each.source in shown and each.target in shown}
    ids = {
        part.event for part in told.witness.parts if part.epc in shown and part.role not in {"input", "child"}
    }
    ids |= drawn
    found = [told.witness.seen[pk] for pk in ids if pk in told.witness.seen]
    bounded = [each for each in found if (not since or each.at >= since) and (not until or each.at <= until)]
    told.happenings = sorted(bounded, key=lambda each: (each.at, each.pk))
    told.hidden_events = len(ids) - len(found)


def _add_states(told: Story) -> None:
    states = ItemState.objects.filter(epc__in=[pk for pk, box in told.boxes.items() if box.kind in GOODS])
    for epc, disposition, event in states.values_list("epc_id", "disposition", "event_id"):
        if event in told.witness.seen:
            told.boxes[epc] = _changed(told.boxes[epc], now=disposition)


def _add_names(told: Story) -> None:
    names = names_of({uri for box in told.boxes.values() for uri in (box.uri, box.place) if uri})
    seen = told.witness.seen
    whole = {each.source for each in told.arrows if seen[each.event].is_whole}
    # Many inputs and outputs meet in the identifier of their transformation, which is a thing to nobody.
    ends = {
        end for each in told.arrows if each.kind == "transformation" for end in (each.source, each.target)
    }
    hubs = {pk for pk in ends if told.boxes[pk].kind == "other"}
    for pk, box in told.boxes.items():
        facts: dict[str, object] = {}
        if name := names.get(box.uri):
            may_go = pk in whole or (box.event is not None and seen[box.event].is_whole)
            facts = {"name": name.text, "note": name.note, "url": name.url if may_go else ""}
        elif pk in hubs:
            facts = {"name": _("Lần chế biến")}
        if box.place:
            facts["place"] = names[box.place].text if box.place in names else label_of(box.place)
        if facts:
            told.boxes[pk] = _changed(box, **facts)


def _add_holders(told: Story, actor: Actor) -> None:
    """The parties through whose hands the last of the goods went, each with the goods."""
    gone_on = {each.source for each in told.arrows}
    last = [pk for pk, box in told.boxes.items() if box.kind in GOODS and pk not in gone_on]
    pairs = list(
        Custody.objects.filter(epc__in=last).order_by("epc", "party").values_list("epc_id", "party_id")
    )
    parties = {party for _epc, party in pairs}
    owners = {each.owner_id for each in told.witness.seen.values()}
    names = dict(Party.objects.filter(pk__in=parties & owners).values_list("pk", "name"))
    names |= dict(rows(actor, "see", Party).filter(pk__in=parties - owners).values_list("pk", "name"))
    for epc, party in pairs:
        if party not in names:
            continue
        box = told.boxes[epc]
        told.boxes.setdefault(-party, Box(-party, "", "holder", names[party], "", box.depth + 1))
        told.arrows.append(Arrow(epc, -party, "custody", box.quantity, box.uom, box.when or _now(told), 0))
    told.hidden_boxes += len(parties - names.keys())


def _now(told: Story) -> datetime:
    return told.happenings[-1].at


def _changed(box: Box, **facts: object) -> Box:
    return replace(box, **facts)  # type: ignore[arg-type]  # names of fields, given just above
