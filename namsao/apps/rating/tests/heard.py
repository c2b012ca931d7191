"""Products before a council: declared, scored, closed, with sheets as a test wants them."""

from types import SimpleNamespace
from typing import Any

from namsao.apps.rating.actions.closing import close_hearing
from namsao.apps.rating.actions.scoring import save_scores, start_sheet, submit_sheet
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Council, Declaration, Hearing, Member, Result, Sheet
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.tests.build import a_council, a_dossier, best
from namsao.base.accounts.tests.cast import NOW


def a_heard_product(cast: SimpleNamespace, members: int = 5, **settings: Any) -> Hearing:
    """Hoa's product before a new council; everybody has declared no conflict."""
    if not hasattr(cast, "council"):
        a_council(cast, members, **settings)
    hearing = a_dossier(cast, State.HEARING).hearings.get()
    for member in scorers(cast.council):
        Declaration.objects.get_or_create(sitting=hearing.sitting, member=member, defaults={"at": NOW})
    return hearing


def scorers(council: Council) -> list[Member]:
    return list(council.members.scoring().select_related("user", "council").order_by("id"))


def seat_of(hearing: Hearing, user: Any) -> Member:
    return hearing.sitting.council.members.get(user=user)


def lowered(hearing: Hearing, points: int) -> dict[str, int]:
    """The best sheet less exactly so many points, every gate still held."""
    known = criteria_of(hearing.dossier)
    scores, left = best(hearing.dossier), points
    for each in known.criteria:
        if each.gates:
            continue
        top = known.levels[each.code, scores[each.code]][0]
        steps = [(top - known.levels[each.code, seq][0], seq) for seq in range(len(each.options) + 1)]
        drop, seq = max((step for step in steps if step[0] <= left), default=(0, 0))
        if drop > 0:
            scores[each.code], left = seq, left - drop
    assert left == 0, "no criteria without gates are left to lower"
    return scores


def handed_in(hearing: Hearing, member: Member, scores: dict[str, int] | None = None) -> Sheet:
    """The member's sheet of the turn under way, through the actions."""
    hearing = Hearing.objects.get(pk=hearing.pk)
    sheet = start_sheet(hearing=hearing, member=member, by=member.user, at=NOW)
    scores = best(hearing.dossier) if scores is None else scores
    sheet = save_scores(sheet=sheet, scores=scores, by=member.user, at=NOW)
    return submit_sheet(sheet=sheet, by=member.user, at=NOW)


def all_in(hearing: Hearing, *sheets: dict[str, int]) -> list[Sheet]:
    """Every member's sheet in: those given, in the order of the seats, the best for the rest."""
    members = scorers(hearing.sitting.council)
    given = [*sheets, *[None] * (len(members) - len(sheets))]
    return [handed_in(hearing, member, scores) for member, scores in zip(members, given, strict=True)]


def closed(cast: SimpleNamespace, hearing: Hearing) -> Result:
    return close_hearing(hearing=hearing, by=cast.secretary, at=NOW)
