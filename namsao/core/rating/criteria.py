"""Criteria sets: what one sheet asks, which gates guard the stars, and reading it from a pack."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from namsao.core.rating.criterion import NOTHING, STARS, Criterion, Gate, Level, Option, Part, Section

MAXIMA = {"A": 40, "B": 25, "C": 35}  # Source: Decision 26/2026/QĐ-TTg, article 3.1


@dataclass(frozen=True, slots=True)
class Disqualifier:
    """A sentence of the sheet that ends the rating. stops: codes of `stops.STOPS`; criterion: where it stands."""

    stops: tuple[str, ...]
    text: str
    criterion: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What must be compared with the signed paper ("cần đối chiếu bản ký").

    kind: "print" (the paper itself looks odd), "transcript" (corrected while reading it), "reading" (how a silence of
    the decree is understood). criterion: its code; None when it concerns the whole set.
    """

    kind: str
    vi: str
    en: str
    criterion: str | None = None


@dataclass(frozen=True)
class CriteriaSet:
    """One of the 26 sets, in one version, as the decree prints it.

    agencies: names of the lead ministries. samples: products handed in with the dossier.
    industry, group, name: words in Vietnamese; name_en in English. decree: such as "26/2026/QĐ-TTg".
    """

    number: int
    version: int
    id: str
    decree: str
    name: str
    name_en: str
    industry: str
    group: str
    agencies: tuple[str, ...]
    samples: int
    parts: tuple[Part, ...]
    disqualifiers: tuple[Disqualifier, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def criterion(self, code: str) -> Criterion:
        """Raises: KeyError when the set has no such criterion."""
        return self._by_code[code]

    def gates_up_to(self, stars: int) -> tuple[Gate, ...]:
        """Gates that must hold for that many stars: its own and those of all stars below.

        Note: that they add up is how the programme reads the decree, which says nothing of it.
        """
        return tuple(gate for gate in self.gates if gate.stars <= stars)

    @property
    def reference(self) -> str:
        """What a dossier keeps: "criteria/set-07@1"."""
        return f"{self.id}@{self.version}"

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion in the order of the sheet."""
        return tuple(criterion for part in self.parts for criterion in part.criteria)

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Every gate: three stars first, within a star in the order of the sheet."""
        found = [gate for criterion in self.criteria for gate in criterion.gates]
        return tuple(sorted(found, key=lambda gate: gate.stars))

    @cached_property
    def gated(self) -> tuple[str, ...]:
        """Codes of the criteria that have gates."""
        return tuple(criterion.code for criterion in self.criteria if criterion.gates)

    @cached_property
    def levels(self) -> Mapping[tuple[str, int], Level]:
        """(criterion code, seq) -> level, seq 0 included: the fast way from a sheet to points."""
        return {
            (criterion.code, seq): level
            for criterion in self.criteria
            for seq, level in enumerate([NOTHING, *(option.level for option in criterion.options)])
        }

    @cached_property
    def part_of(self) -> Mapping[str, str]:
        """Criterion code -> code of its part."""
        return {criterion.code: criterion.part for criterion in self.criteria}

    @cached_property
    def doubtful(self) -> frozenset[str]:
        """Codes of the criteria whose print or transcript is in doubt."""
        return frozenset(
            doubt.criterion for doubt in self.doubts if doubt.criterion and doubt.kind != "reading"
        )

    @cached_property
    def _by_code(self) -> Mapping[str, Criterion]:
        return {criterion.code: criterion for criterion in self.criteria}


def read(pack: Mapping[str, Any]) -> CriteriaSet:
    """The criteria set a parsed pack holds.

    Raises: ValueError when something is missing, does not add up, or a gate makes no sense.
    """
    try:
        made = CriteriaSet(
            number=pack["set"],
            version=pack["version"],
            id=pack["id"],
            decree=pack["decree"],
            name=pack["name"]["vi"],
            name_en=pack["name"]["en"],
            industry=pack["industry"]["name"]["vi"],
            group=pack["group"]["name"]["vi"],
            agencies=tuple(agency["name"] for agency in pack["agencies"]),
            samples=pack["samples"],
            parts=tuple(_part(part) for part in pack["parts"]),
            disqualifiers=tuple(
                Disqualifier(tuple(row["stops"]), row["text"], row.get("criterion"))
                for row in pack["disqualifiers"]
            ),
            doubts=tuple(
                Doubt(row["kind"], row["vi"], row["en"], row.get("criterion")) for row in pack["doubts"]
            ),
        )
        wrong = list(_faults(made))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a pack of criteria: {error!r}") from error
    if wrong:
        raise ValueError(f"{made.id}: {'; '.join(wrong)}")
    return made


def _part(row: Mapping[str, Any]) -> Part:
    sections = tuple(_section(section, row["code"]) for section in row["sections"])
    return Part(row["code"], row["title"], row["max"], sections)


def _section(row: Mapping[str, Any], part: str) -> Section:
    criteria = tuple(
        Criterion(
            code=one["code"],
            title=one["title"],
            part=part,
            section=row["code"],
            section_title=row["title"],
            max=one["max"],
            options=tuple(_option(option) for option in one["options"]),
            notes=tuple(one.get("notes", ())),
            group=one.get("group", ""),
        )
        for one in row["criteria"]
    )
    return Section(row["code"], row["title"], row["max"], criteria, tuple(row.get("notes", ())))


def _option(row: Mapping[str, Any]) -> Option:
    return Option(
        seq=row["seq"],
        points=row["points"],
        label=row["label"],
        stars=tuple(row.get("stars", ())),
        variant=row.get("variant", ""),
        implied=row.get("implied", False),
    )


def _faults(made: CriteriaSet) -> Iterator[str]:
    if {part.code: part.max for part in made.parts} != MAXIMA or len(made.parts) != len(MAXIMA):
        yield f"parts must be {MAXIMA}"
    for part in made.parts:
        yield from _sum_faults(f"part {part.code}", part.max, part.sections)
        for section in part.sections:
            yield from _sum_faults(f"section {section.code}", section.max, section.criteria)
    codes = [criterion.code for criterion in made.criteria]
    yield from (f"{code} stands twice" for code in sorted({code for code in codes if codes.count(code) > 1}))
    for criterion in made.criteria:
        yield from (f"{criterion.code}: {fault}" for fault in _criterion_faults(criterion))
    told = {row.criterion for row in made.disqualifiers} | {row.criterion for row in made.doubts}
    yield from (f"there is no {code} to tell of" for code in told if code and code not in made)


def _sum_faults(name: str, top: int, rows: Sequence[Section] | Sequence[Criterion]) -> Iterator[str]:
    total = sum(row.max for row in rows)
    if total != top:
        yield f"{name} adds up to {total}, not {top}"


def _criterion_faults(criterion: Criterion) -> Iterator[str]:
    options, gates = criterion.options, criterion.gates
    if [option.seq for option in options] != list(range(1, len(options) + 1)):
        yield "options must be numbered from 1"
    if max((option.points for option in options), default=0) != criterion.max:
        yield f"no option gives the {criterion.max} points"
    if min((option.points for option in options), default=0) < 0:
        yield "an option gives less than 0"
    if not any(option.variant for option in options) and list(options) != sorted(
        options, key=lambda o: o.level
    ):
        yield "options must rise"
    if gates and any(option.variant for option in options):
        yield "a gate among variants"
    if any(gate.stars not in STARS[1:] or gate.need < 1 for gate in gates):
        yield "a gate must give points, for 2 to 5 stars"
    if [gate.stars for gate in gates] != sorted({gate.stars for gate in gates}):
        yield "gates must rise with the stars, one for each"
