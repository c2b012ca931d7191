"""Process templates: the stages a kind of product goes through, the data each asks for, and what is usual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from namsao.core.epcis.vocab import Action, EventType
from namsao.core.units import UNITS, Unit
from namsao.core.words import Words

ONE = Decimal(1)

FIELD_UNITS: Mapping[str, Unit] = MappingProxyType(
    {
        **UNITS,
        "CEL": Unit("CEL", "°C", {"vi": "độ C", "en": "degree Celsius"}),
        "P1": Unit("P1", "%", {"vi": "phần trăm", "en": "percent"}),
        "HUR": Unit("HUR", "giờ", {"vi": "giờ", "en": "hour"}),
        "MIN": Unit("MIN", "phút", {"vi": "phút", "en": "minute"}),
        "DAY": Unit("DAY", "ngày", {"vi": "ngày", "en": "day"}),
    }
)
"""UN/ECE Rec 20 code -> unit, for the data a stage asks for."""


class EventKind(StrEnum):
    """What a stage leaves in the trace: a lot comes to be, is turned into another, is put together, or is seen."""

    OBJECT = "object"
    TRANSFORMATION = "transformation"
    AGGREGATION = "aggregation"
    OBSERVE = "observe"


class Where(StrEnum):
    """Who does the stage."""

    FARM = "farm"
    VESSEL = "vessel"
    FACILITY = "facility"


class FieldKind(StrEnum):
    """How a value is written."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a stage asks for, beside what its event carries anyway (the lot, the amount, the day, the place).

    unit: code of `FIELD_UNITS`, "" for none. hint: how to answer, may be empty. choices: code -> words, for a
    choice only.
    """

    code: str
    name: Words
    kind: FieldKind
    required: bool = False
    unit: str = ""
    hint: Words = field(default_factory=dict)
    choices: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Range:
    """What is usual, both ends included. source: who says so. verify: nobody confirmed it ("cần xác minh")."""

    low: Decimal
    high: Decimal
    source: str
    verify: bool


@dataclass(frozen=True, slots=True)
class Yield:
    """Usual output per input, kg per kg, from one material to another."""

    range: Range
    input: Words
    output: Words


@dataclass(frozen=True, slots=True)
class Days:
    """Days from the stage before to this one. high: None where goods may wait as long as they keep."""

    low: int
    high: int | None
    source: str
    verify: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of making the product.

    biz_step: short name of CBV. instead_of: code of the stage it takes the place of (freeze-drying instead of drying):
    one of the two is enough. anytime: it has no fixed place among the others, as sampling or tending a crop.
    """

    code: str
    name: Words
    biz_step: str
    event: EventKind
    required: bool
    where: Where
    instead_of: str = ""
    anytime: bool = False
    fields: tuple[Field, ...] = ()
    yields: Yield | None = None
    days: Days | None = None

    @property
    def slot(self) -> str:
        """What this stage fills: its own place, or that of the stage it replaces."""
        return self.instead_of or self.code


@dataclass(frozen=True)
class Template:
    """How one kind of product is made, in one version.

    sets: numbers of the criteria sets whose products it fits, 1..26. harvest: usual kg per hectare and season, None
    where crops differ too much to say. verify: that these stages are the usual ones is not confirmed.
    """

    id: str
    version: int
    name: Words
    sets: tuple[int, ...]
    source: str
    verify: bool
    stages: tuple[Stage, ...]
    harvest: Range | None = None

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def stage(self, code: str) -> Stage:
        """Raises: KeyError when the template has no such stage."""
        return self._by_code[code]

    @property
    def reference(self) -> str:
        """What a row keeps: "processes/mien-dong@1"."""
        return f"{self.id}@{self.version}"

    @property
    def spoken_source(self) -> str:
        """What a finding names as its source."""
        return f"{self.name['vi']} ({self.reference}): {self.source}"

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Code of a stage -> where its slot stands, from 0; a stage stands where the one it replaces stands."""
        order = {stage.code: index for index, stage in enumerate(self.stages)}
        return {stage.code: order[stage.slot] for stage in self.stages}

    @cached_property
    def slots(self) -> Mapping[str, tuple[Stage, ...]]:
        """Slot -> the stages that can fill it, in order of the slots."""
        mains = [stage for stage in self.stages if not stage.instead_of]
        return {main.code: tuple(stage for stage in self.stages if stage.slot == main.code) for main in mains}

    @cached_property
    def whole_yield(self) -> Yield | None:
        """Usual output per input over the whole chain, the product of its stages; None when no stage has one.

        A slot that may be left out, or filled without a yield, can also leave the weight as it is.
        """
        whole: Yield | None = None
        for stages in self.slots.values():
            part = _slot_yield(stages)
            whole = _joined(whole, part) if whole and part else whole or part
        return whole

    @cached_property
    def _by_code(self) -> Mapping[str, Stage]:
        return {stage.code: stage for stage in self.stages}


def kind_of(event_type: str, action: str = "") -> EventKind | None:
    """What an EPCIS event of this type and action is to a template; None when it moves no goods.

    An object event that adds or deletes makes or ends a lot; one that observes only sees it.
    """
    match event_type:
        case EventType.OBJECT:
            return EventKind.OBSERVE if action == Action.OBSERVE else EventKind.OBJECT
        case EventType.TRANSFORMATION:
            return EventKind.TRANSFORMATION
        case EventType.AGGREGATION | EventType.ASSOCIATION:
            return EventKind.AGGREGATION
        case _:
            return None


def _slot_yield(stages: tuple[Stage, ...]) -> Yield | None:
    known = [stage.yields for stage in stages if stage.yields]
    if not known:
        return None
    lows, highs = [one.range.low for one in known], [one.range.high for one in known]
    if len(known) < len(stages) or not any(stage.required for stage in stages):
        lows, highs = [*lows, ONE], [*highs, ONE]
    return Yield(_range(min(lows), max(highs), [one.range for one in known]), known[0].input, known[0].output)


def _joined(first: Yield, then: Yield) -> Yield:
    low, high = first.range.low * then.range.low, first.range.high * then.range.high
    return Yield(_range(low, high, [first.range, then.range]), first.input, then.output)


def _range(low: Decimal, high: Decimal, parts: Sequence[Range]) -> Range:
    sources = dict.fromkeys(part.source for part in parts)
    return Range(low, high, "; ".join(sources), any(part.verify for part in parts))
