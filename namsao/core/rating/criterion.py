"""Criteria and their options, in the sections and parts of one sheet."""

from dataclasses import dataclass

STARS = (1, 2, 3, 4, 5)
# Source: Decision 26/2026/QĐ-TTg, art. 4.1: nothing below three stars is certified; five are the minister's.
CERTIFIED = (3, 4, 5)
NATIONAL = 5

Level = tuple[int, int]  # points, then seq: how far up a criterion an option stands
NOTHING: Level = (0, 0)  # none of the options was reached


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a criterion that can be ticked.

    seq: its number in the pack, from 1; two options may have equal points, so a sheet keeps the seq.
    stars: the stars whose minimum it is. variant: the case it belongs to, where a criterion has cases.
    implied: not printed; a yes or no that follows from the maximum.
    """

    seq: int
    points: int
    label: str
    stars: tuple[int, ...] = ()
    variant: str = ""
    implied: bool = False

    @property
    def level(self) -> Level:
        return self.points, self.seq


@dataclass(frozen=True, slots=True)
class Gate:
    """The least option of a criterion for a star. need: its points; seq: its number."""

    code: str
    stars: int
    seq: int
    need: int

    @property
    def level(self) -> Level:
        return self.need, self.seq


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is scored. code: "2.1", or the section's number where the section itself has the options.

    part, section: codes of where it stands. group: a heading between section and criterion, often empty.
    """

    code: str
    title: str
    part: str
    section: str
    section_title: str
    max: int
    options: tuple[Option, ...]
    notes: tuple[str, ...] = ()
    group: str = ""

    def option(self, seq: int) -> Option | None:
        """The option of that number; None for 0, none of these. Raises: KeyError for any other number."""
        if seq == 0:
            return None
        if not 0 < seq <= len(self.options):
            raise KeyError(seq)
        return self.options[seq - 1]

    @property
    def gates(self) -> tuple[Gate, ...]:
        return tuple(
            Gate(self.code, stars, option.seq, option.points)
            for option in self.options
            for stars in option.stars
        )


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    max: int
    criteria: tuple[Criterion, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    title: str
    max: int
    sections: tuple[Section, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for section in self.sections for criterion in section.criteria)
