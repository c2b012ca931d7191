"""Questions of a member who scores: which products, what a sheet comes to, what may be seen beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Advice, Dossier, Hearing, Member, Sheet
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.advice import may_read_scores
from namsao.apps.rating.queries.proof import attached
from namsao.apps.rating.rules import scores_for
from namsao.base.access.policy import rows
from namsao.core.actor import Actor
from namsao.core.rating.agreement import spread
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import CERTIFIED, Criterion, Option
from namsao.core.rating.reasons import BANDS
from namsao.core.rating.tally import Tally, tally


@dataclass(frozen=True)
class Task:
    """A product before a member. state: declare, new, begun, in, closed. answered of total criteria."""

    hearing: Hearing
    state: str
    answered: int
    total: int


def tasks(actor: Actor) -> list[Task]:
    """The actor's products in all sittings that have not proposed yet, and those closed there, in agenda order."""
    mine = (
        rows(actor, "score", Hearing)
        .filter(sitting__proposed_at=None, dossier__state=State.HEARING)
        .select_related("sitting__council", "dossier__product__party__place")
        .order_by("sitting__held_on", "sitting", "position")
    )
    sheets = {
        (each.hearing_id, each.turn): each
        for each in rows(actor, "see", Sheet).filter(member__user=actor.id, hearing__in=mine)
    }
    seats = Member.objects.filter(scores_for(actor)).prefetch_related("declarations")
    told = {(one.sitting_id): one.at for seat in seats for one in seat.declarations.all()}
    return [_task(each, sheets.get((each.pk, each.turn)), told.get(each.sitting_id)) for each in mine]


def sheet_of(hearing: Hearing, member: Member) -> Sheet | None:
    """The member's sheet in the turn under way."""
    return Sheet.objects.filter(hearing=hearing, member=member, turn=hearing.turn).first()


def member_of(hearing: Hearing, actor: Actor) -> Member:
    """The seat the actor scores from. Raises: Member.DoesNotExist for others, whom the policy stops before."""
    return Member.objects.select_related("council").get(scores_for(actor), council=hearing.sitting.council_id)


def proposal_for(hearing: Hearing, member: Member) -> Advice | None:
    """What the advisory group proposes, once the member's own sheet is in; None before."""
    reports = Advice.objects.filter(dossier=hearing.dossier_id, submitted_at__isnull=False)
    advice = reports.select_related("dossier__place").order_by("-submitted_at").first()
    return advice if advice and may_read_scores(member.user, advice) else None


def differing_before(hearing: Hearing) -> frozenset[str]:
    """Criteria on which the sheets of the turn before lay apart: which ones, never by how much or whose."""
    if hearing.turn == 1:
        return frozenset()
    earlier = Sheet.objects.filter(hearing=hearing, turn=hearing.turn - 1, submitted_at__isnull=False)
    sheets = list(earlier.exclude(member__recusals__hearing=hearing).values_list("scores", flat=True))
    return frozenset(spread(criteria(hearing.dossier.pack), sheets).differing) if sheets else frozenset()


def totals(criteria_set: CriteriaSet, scores: Mapping[str, int]) -> dict[str, Any]:
    """What a sheet comes to so far, ready for a page or JSON: points, parts, answered, total, gates."""
    known = {code: seq for code, seq in scores.items() if code in criteria_set}
    found = tally(criteria_set, known)
    return {
        "points": int(found.points),
        "parts": [
            {"code": part.code, "points": int(found.parts[part.code]), "max": part.max}
            for part in criteria_set.parts
        ],
        "answered": len(known),
        "total": len(criteria_set.criteria),
        "left": [each.code for each in criteria_set.criteria if each.code not in known],
        "gates": [_gate(found, known, star) for star in CERTIFIED],
    }


def lines(
    criteria_set: CriteriaSet,
    sheet: Mapping[str, int],
    notes: Mapping[str, str],
    dossier: Dossier,
    proposal: Mapping[str, int] | None,
    apart: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """Rows of the scoring page: one criterion each, with options, evidence, the producer's own score and note."""
    papers = attached(dossier)
    return [
        {
            "criterion": each,
            "starts_part": at == 0 or criteria_set.criteria[at - 1].part != each.part,
            "part": next(part for part in criteria_set.parts if part.code == each.part),
            "options": [
                _option(each, option, key, sheet, dossier.self_scores, proposal)
                for key, option in enumerate([None, *each.options])
            ],
            "answered": each.code in sheet,
            "note": notes.get(each.code, ""),
            "evidence": papers.get(each.code, []),
            "said": dossier.self_notes.get(each.code, ""),
            "doubtful": each.code in criteria_set.doubtful,
            "apart": each.code in apart,
            "differs": proposal is not None and proposal.get(each.code, 0) != sheet.get(each.code, 0),
        }
        for at, each in enumerate(criteria_set.criteria)
    ]


def _option(
    criterion: Criterion,
    option: Option | None,
    key: int,
    sheet: Mapping[str, int],
    claimed: Mapping[str, int],
    proposal: Mapping[str, int] | None,
) -> dict[str, Any]:
    code = criterion.code
    return {
        "seq": key,
        "points": option.points if option else 0,
        "label": option.label if option else _("Không đạt mức nào"),
        "stars": max(option.stars, default=0) if option else 0,
        "variant": option.variant if option else "",
        "chosen": sheet.get(code) == key,
        "claimed": code in claimed and claimed[code] == key,
        "proposed": proposal is not None and proposal.get(code, 0) == key,
    }


def _task(hearing: Hearing, sheet: Sheet | None, told: Any) -> Task:
    total = len(criteria(hearing.dossier.pack).criteria)
    if hearing.closed_at:
        state = "closed"
    elif told is None or told < hearing.made_at:
        state = "declare"
    elif sheet is None:
        state = "new"
    else:
        state = "in" if sheet.submitted_at else "begun"
    return Task(hearing, state, len(sheet.scores) if sheet else 0, total)


def _gate(found: Tally, known: Mapping[str, int], star: int) -> dict[str, Any]:
    """How the star stands: met; near when only criteria not answered yet are in the way; else what is missed."""
    missed = list(dict.fromkeys(gate.code for gate in found.missed if gate.stars <= star))
    short = BANDS[star] - found.points
    if not missed and short <= 0:
        return {"stars": star, "kind": "met", "word": _("đạt")}
    failed = [code for code in missed if code in known]
    if failed:
        return {"stars": star, "kind": "", "word": _("thiếu %(codes)s") % {"codes": ", ".join(failed[:4])}}
    if missed:
        word = _("còn %(count)s mục chưa chấm") % {"count": len(missed)}
        return {"stars": star, "kind": "near", "word": word}
    return {"stars": star, "kind": "", "word": _("còn %(points)s điểm") % {"points": int(short)}}
