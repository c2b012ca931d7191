"""The rows of a score sheet as a screen draws them (`rating/_criterion.html`), whoever scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import Criterion, Option, Part


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion with what was chosen. chosen: number of the option, 0 for none of these, None for no answer.

    exhibits: what `queries.exhibits` gives for it. claimed: the option the producer chose, None when no answer or none.
    """

    criterion: Criterion
    chosen: int | None = None
    note: str = ""
    exhibits: Sequence[Any] = ()
    claimed: Option | None = None
    claim_note: str = ""
    has_claim: bool = False
    is_doubtful: bool = False

    @property
    def name(self) -> str:
        """Name of the radio buttons in a form."""
        return f"score-{self.criterion.code}"

    @property
    def note_name(self) -> str:
        return f"note-{self.criterion.code}"

    @property
    def anchor(self) -> str:
        return "c" + self.criterion.code.replace(".", "-")

    @property
    def options(self) -> Sequence[tuple[Option, str]]:
        """Each option with the stars it is the minimum for, said in words ("3, 4"); "" when none."""
        return [(each, ", ".join(map(str, each.stars))) for each in self.criterion.options]


@dataclass(frozen=True, slots=True)
class Choices:
    """Scores and notes by criterion code, as dossiers, advice and sheets keep them."""

    scores: Mapping[str, int]
    notes: Mapping[str, str]


NOTHING = Choices({}, {})


def rows(
    criteria_set: CriteriaSet,
    part: Part,
    own: Choices,
    claims: Choices = NOTHING,
    exhibits: Mapping[str, Sequence[Any]] | None = None,
) -> list[Row]:
    """The rows of one part, in the order of the sheet. claims: what the producer scored and wrote."""
    shown = exhibits or {}
    return [_row(criteria_set, each, own, claims, shown.get(each.code, ())) for each in part.criteria]


def _row(
    criteria_set: CriteriaSet, criterion: Criterion, own: Choices, claims: Choices, exhibits: Sequence[Any]
) -> Row:
    code = criterion.code
    claimed = claims.scores.get(code)
    return Row(
        criterion=criterion,
        chosen=own.scores.get(code),
        note=own.notes.get(code, ""),
        exhibits=exhibits,
        claimed=criterion.option(claimed) if claimed is not None else None,
        claim_note=claims.notes.get(code, ""),
        has_claim=claimed is not None,
        is_doubtful=code in criteria_set.doubtful,
    )
