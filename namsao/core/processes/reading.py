"""Reading a process template from a pack, or from the copy a producer has changed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from namsao.core.epcis.vocab import BIZ_STEPS
from namsao.core.processes.template import (
    FIELD_UNITS,
    Days,
    EventKind,
    Field,
    FieldKind,
    Range,
    Stage,
    Template,
    Where,
    Yield,
)

SETS = range(1, 27)  # Source: Decision 26/2026/QĐ-TTg, Annex II, the 26 sets of criteria


def read(pack: Mapping[str, Any]) -> Template:
    """The template a parsed pack holds.

    Raises: ValueError when something is missing, stands twice, or makes no sense.
    """
    try:
        made = Template(
            id=pack["id"],
            version=pack["version"],
            name=pack["name"],
            sets=tuple(pack["sets"]),
            source=pack["source"],
            verify=pack["verify"],
            stages=tuple(_stage(row) for row in pack["stages"]),
            harvest=_range(pack["harvest_kg_per_ha"]) if "harvest_kg_per_ha" in pack else None,
        )
        wrong = list(_faults(made))
    except (ArithmeticError, AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a process template: {error!r}") from error
    if wrong:
        raise ValueError(f"{made.id}: {'; '.join(wrong)}")
    return made


def _stage(row: Mapping[str, Any]) -> Stage:
    return Stage(
        code=row["code"],
        name=row["name"],
        biz_step=row["biz_step"],
        event=EventKind(row["event"]),
        required=row["required"],
        where=Where(row["who"]),
        instead_of=row.get("instead_of", ""),
        anytime=row.get("anytime", False),
        fields=tuple(_field(field) for field in row.get("fields", ())),
        yields=_yield(row["yield"]) if "yield" in row else None,
        days=_days(row["days"]) if "days" in row else None,
    )


def _field(row: Mapping[str, Any]) -> Field:
    return Field(
        code=row["code"],
        name=row["name"],
        kind=FieldKind(row["kind"]),
        required=row["required"],
        unit=row.get("unit", ""),
        hint=row.get("hint", {}),
        choices={choice["code"]: choice["name"] for choice in row.get("choices", ())},
    )


def _yield(row: Mapping[str, Any]) -> Yield:
    return Yield(_range(row), row["from"], row["to"])


def _range(row: Mapping[str, Any]) -> Range:
    # Note: through text, or 0.13 would become the nearest binary fraction.
    return Range(Decimal(str(row["min"])), Decimal(str(row["max"])), row["source"], row["verify"])


def _days(row: Mapping[str, Any]) -> Days:
    return Days(row["min"], row.get("max"), row["source"], row["verify"])


def _faults(made: Template) -> Iterator[str]:
    if not made.stages:
        yield "no stages"
    if not made.sets or not set(made.sets) <= set(SETS) or len(set(made.sets)) < len(made.sets):
        yield f"sets must be some of {SETS.start} to {SETS.stop - 1}, each once"
    yield from (f"stage {code} stands twice" for code in _twice(stage.code for stage in made.stages))
    yield from (f"{text} lacks words in vi and en" for text in _wordless(made))
    if made.harvest and not 0 < made.harvest.low <= made.harvest.high:
        yield "harvest: not a range above 0"
    mains = {stage.code for stage in made.stages if not stage.instead_of}
    for stage in made.stages:
        yield from (f"{stage.code}: {fault}" for fault in _stage_faults(stage, mains))


def _stage_faults(stage: Stage, mains: set[str]) -> Iterator[str]:
    if stage.biz_step not in BIZ_STEPS:
        yield f"{stage.biz_step} is no business step of CBV"
    if stage.instead_of and stage.instead_of not in mains:
        yield f"there is no {stage.instead_of} to stand in for"
    if stage.yields and not 0 < stage.yields.range.low <= stage.yields.range.high:
        yield "its yield is not a range above 0"
    if stage.days and not 0 <= stage.days.low <= (
        stage.days.low if stage.days.high is None else stage.days.high
    ):
        yield "its days are not a range"
    yield from (f"field {code} stands twice" for code in _twice(field.code for field in stage.fields))
    for field in stage.fields:
        if field.unit and (field.kind is not FieldKind.NUMBER or field.unit not in FIELD_UNITS):
            yield f"field {field.code}: no unit {field.unit} for a {field.kind}"
        if (field.kind is FieldKind.CHOICE) != bool(field.choices):
            yield f"field {field.code}: choices go with a choice, and only with one"


def _wordless(made: Template) -> Iterator[str]:
    spoken = {"the template": made.name}
    for stage in made.stages:
        spoken[f"stage {stage.code}"] = stage.name
        if stage.yields:
            spoken[f"input of {stage.code}"] = stage.yields.input
            spoken[f"output of {stage.code}"] = stage.yields.output
        for field in stage.fields:
            spoken[f"field {stage.code}.{field.code}"] = field.name
            if field.hint:
                spoken[f"hint {stage.code}.{field.code}"] = field.hint
            spoken |= {f"choice {field.code}.{code}": words for code, words in field.choices.items()}
    for what, words in spoken.items():
        if not all(words.get(language, "").strip() for language in ("vi", "en")):
            yield what


def _twice(codes: Iterator[str]) -> list[str]:
    return sorted(code for code, times in Counter(codes).items() if times > 1)
