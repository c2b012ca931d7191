"""Laying what a trace shows beside the stages of a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from namsao.core.processes.seen import Seen
from namsao.core.processes.template import EventKind, Stage, Template

_ANY_WORK = "other"  # CBV has no words for drying or cutting
_NEW_LOT = "creating_class_instance"


@dataclass(frozen=True, slots=True)
class Unclear:
    """Records that do not name their stage and could be any of several."""

    seen: tuple[Seen, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """found: code of a stage -> what was done there, earliest first, stages in order of the template."""

    found: Mapping[str, tuple[Seen, ...]]
    unclear: tuple[Unclear, ...] = ()


def match(template: Template, seen: Iterable[Seen]) -> Matched:
    """Which stages the records show.

    A record that names a stage of the template belongs to it. Any other could be the stages of its business step (of
    the same kind of event, when there are such) that no record names. Is there one, it is that one, however often.
    Are there several, all of them required, and just as many records, they go together in order of the days. Else the
    records stay unclear: better no answer than a wrong one. Stages that replace another are only matched by name.
    What fits nowhere is passed over.
    """
    found: dict[str, list[Seen]] = {}
    unnamed: list[Seen] = []
    for one in sorted(seen, key=lambda one: one.done_on):
        if one.stage in template:
            found.setdefault(one.stage, []).append(one)
        else:
            unnamed.append(one)
    unclear = []
    for codes, group in _by_candidates(template, unnamed, _filled(template, found)).items():
        filled = _filled(template, found)
        open_codes = tuple(code for code in codes if code not in filled) or codes
        stages = tuple(template.stage(code) for code in open_codes)
        aligned = _aligned(stages, group)
        if not aligned:
            unclear.append(Unclear(tuple(group), stages))
        for code, one in aligned:
            found.setdefault(code, []).append(one)
    ordered = sorted(found, key=lambda code: template.place[code])
    return Matched(
        {code: tuple(sorted(found[code], key=lambda one: one.done_on)) for code in ordered}, tuple(unclear)
    )


def _filled(template: Template, found: Iterable[str]) -> frozenset[str]:
    return frozenset(template.stage(code).slot for code in found)


def _by_candidates(
    template: Template, unnamed: Iterable[Seen], filled: frozenset[str]
) -> dict[tuple[str, ...], list[Seen]]:
    """Codes of the stages a record could be -> those records; the surest first, they leave fewer to the others."""
    groups: dict[tuple[str, ...], list[Seen]] = {}
    for one in unnamed:
        if codes := _candidates(template, one, filled):
            groups.setdefault(codes, []).append(one)
    return dict(sorted(groups.items(), key=lambda item: len(item[0])))


def _candidates(template: Template, one: Seen, filled: frozenset[str]) -> tuple[str, ...]:
    alike = [stage for stage in template.stages if _could_be(stage, one)]
    if (one.biz_step, one.kind) != (_ANY_WORK, EventKind.OBSERVE):
        alike = [stage for stage in alike if stage.event == one.kind] or alike
    codes = tuple(stage.code for stage in alike)
    return tuple(code for code in codes if code not in filled) or codes


def _could_be(stage: Stage, one: Seen) -> bool:
    if stage.instead_of:
        return False
    if stage.biz_step == one.biz_step:
        return {stage.event, one.kind} != {EventKind.OBJECT, EventKind.TRANSFORMATION}
    # A plain note of some work may stand for making a lot that was given no code of its own.
    makes_a_lot = stage.biz_step == _NEW_LOT and stage.event is EventKind.TRANSFORMATION
    return makes_a_lot and (one.biz_step, one.kind) == (_ANY_WORK, EventKind.OBSERVE)


def _aligned(stages: tuple[Stage, ...], group: list[Seen]) -> list[tuple[str, Seen]]:
    if len(stages) == 1:
        return [(stages[0].code, one) for one in group]
    if len(stages) == len(group) and all(stage.required for stage in stages):
        return [(stage.code, one) for stage, one in zip(stages, group, strict=True)]
    return []
