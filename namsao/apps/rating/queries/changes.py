"""What changed between two states of a dossier: against the last one, or against what was handed in before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from namsao.apps.evidence.models import Document
from namsao.apps.rating.form02 import texts_of
from namsao.apps.rating.models import Dossier, Filing
from namsao.apps.rating.packs import criteria_of
from namsao.core.rating.criterion import Criterion

ADDED, REMOVED, RENEWED = "added", "removed", "renewed"


@dataclass(frozen=True)
class Snapshot:
    """What a dossier said at a moment. papers: (criterion code, document's id)."""

    scores: Mapping[str, int]
    notes: Mapping[str, str]
    texts: Mapping[str, str]
    papers: frozenset[tuple[str, int]]


@dataclass(frozen=True)
class PaperChange:
    """A paper that came, went, or was renewed. way: added, removed or renewed; document: the one that stands now."""

    way: str
    document: Document


@dataclass
class CriterionChange:
    """A criterion that stands differently. before, after: points, None when not answered.

    moved: another option was chosen, perhaps of equal points.
    """

    criterion: Criterion
    before: int | None
    after: int | None
    moved: bool = False
    note_before: str = ""
    note_after: str = ""
    papers: list[PaperChange] = field(default_factory=list)

    @property
    def gain(self) -> int:
        return (self.after or 0) - (self.before or 0)

    @property
    def is_changed(self) -> bool:
        return self.moved or self.note_before != self.note_after or bool(self.papers)


@dataclass(frozen=True)
class Changes:
    """criteria: in the order of the set. texts: (label, before, after)."""

    criteria: list[CriterionChange]
    texts: list[tuple[Any, str, str]]
    points_before: int
    points_after: int

    @property
    def is_empty(self) -> bool:
        return not self.criteria and not self.texts


def of_dossier(dossier: Dossier) -> Snapshot:
    """What it says now."""
    return Snapshot(
        scores=dossier.self_scores,
        notes=dossier.self_notes,
        texts=dossier.texts,
        papers=frozenset(dossier.attachments.values_list("criterion", "document")),
    )


def of_filing(filing: Filing) -> Snapshot:
    """What was handed in."""
    content = filing.content
    return Snapshot(
        scores=content.get("scores", {}),
        notes=content.get("notes", {}),
        texts=content.get("texts", {}),
        papers=frozenset((each["criterion"], each["document"]) for each in content.get("attachments", [])),
    )


def before(dossier: Dossier, against: str) -> tuple[str, Snapshot] | None:
    """What to compare with: "previous" is the last dossier, "filing" what was handed in before.

    Returns: a name of it and the snapshot; None when there is none.
    """
    if against == "previous":
        return (str(dossier.previous), of_dossier(dossier.previous)) if dossier.previous else None
    filings = list(dossier.filings.order_by("-at", "-pk")[:2])
    # While the producer repairs it, the last filing is what stood before; once filed again, the one before that.
    wanted = filings[:1] if dossier.is_with_producer else filings[1:]
    return (wanted[0].number, of_filing(wanted[0])) if wanted else None


def compare(dossier: Dossier, old: Snapshot) -> Changes:
    """The dossier as it is now against an older state, by the dossier's own criteria set.

    A score of a criterion that the set no longer has is left out.
    """
    new, criteria_set = of_dossier(dossier), criteria_of(dossier)
    papers = _papers(old.papers, new.papers)
    rows = [
        CriterionChange(
            criterion=each,
            before=_points(each, old.scores),
            after=_points(each, new.scores),
            moved=old.scores.get(each.code) != new.scores.get(each.code),
            note_before=old.notes.get(each.code, ""),
            note_after=new.notes.get(each.code, ""),
            papers=papers.get(each.code, []),
        )
        for each in criteria_set.criteria
    ]
    return Changes(
        criteria=[each for each in rows if each.is_changed],
        texts=[
            (text.label, old.texts.get(text.key, ""), new.texts.get(text.key, ""))
            for text in texts_of(dossier.kind)
            if old.texts.get(text.key, "") != new.texts.get(text.key, "")
        ],
        points_before=sum(each.before or 0 for each in rows),
        points_after=sum(each.after or 0 for each in rows),
    )


def _points(criterion: Criterion, scores: Mapping[str, int]) -> int | None:
    if criterion.code not in scores:
        return None
    try:
        option = criterion.option(scores[criterion.code])
    except KeyError:
        return None
    return option.points if option else 0


def _papers(old: Iterable[tuple[str, int]], new: Iterable[tuple[str, int]]) -> dict[str, list[PaperChange]]:
    gone, come = set(old) - set(new), set(new) - set(old)
    ids = {document for _code, document in gone | come}
    documents = Document.objects.select_related("party").in_bulk(ids)
    found: dict[str, list[PaperChange]] = {}
    for code, key in sorted(gone):
        renewed = _renewed(code, documents[key], come, documents) if key in documents else None
        if renewed:
            come.discard((code, renewed.pk))
            found.setdefault(code, []).append(PaperChange(RENEWED, renewed))
        elif key in documents:
            found.setdefault(code, []).append(PaperChange(REMOVED, documents[key]))
    for code, key in sorted(come):
        found.setdefault(code, []).append(PaperChange(ADDED, documents[key]))
    return found


def _renewed(
    code: str, document: Document, come: set[tuple[str, int]], documents: Mapping[int, Document]
) -> Document | None:
    """The newer version of the paper, when that is what came in its place."""
    newer = document.replaced_by_id
    return documents[newer] if newer and (code, newer) in come else None
