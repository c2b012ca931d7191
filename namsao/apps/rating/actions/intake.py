"""The province takes a dossier in, puts it in a round, or sends it back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import Kind, State, after
from namsao.apps.rating.models import Dossier, Move, Round
from namsao.apps.rating.queries.holding import held
from namsao.apps.rating.queries.intake import components
from namsao.apps.rating.queries.rounds import open_to
from namsao.apps.rating.reasons import Reason, in_lines
from namsao.base.audit.actions import record
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow


@transaction.atomic
def accept(*, dossier: Dossier, into: Round | None, by: Actor, at: datetime) -> Move:
    """Take a complete dossier in; a re-evaluation needs no round, its 45 days run from today.

    Writes: the dossier's round and the day it was complete; as `move`. News: dossier_moved.
    Raises: NotAllowedNow naming the part that lacks; BadValue for a round it cannot be in.
    Source: Decision 26/2026/QĐ-TTg, arts. 5.1, 7.3a and 7.6g.
    """
    dossier = held(dossier)
    after("accept", dossier.state)
    lacking = next((each for each in components(dossier) if each.is_blocking), None)
    if lacking:
        raise NotAllowedNow(
            f"Chưa tiếp nhận được: thiếu {lacking.what[:1].lower()}{lacking.what[1:]}.",
            f"The dossier is not complete: {lacking.what_en} is missing.",
        )
    _check_round(dossier, into, at)
    today = at.astimezone(VIETNAM).date()
    return move(dossier=dossier, verb="accept", by=by, at=at, round=into, complete_on=today)


@transaction.atomic
def put_in_round(*, dossier: Dossier, into: Round, by: Actor, at: datetime) -> Dossier:
    """Move an accepted dossier to another round, before the council has it.

    Writes: the Dossier, one audit entry. Raises: NotAllowedNow; BadValue as `accept`; AlreadyDone.
    """
    dossier = held(dossier)
    if dossier.state not in {State.ACCEPTED, State.ADVISED}:
        raise NotAllowedNow(
            f"Chỉ đổi đợt khi hội đồng chưa chấm; hồ sơ này {State(dossier.state).label}.",
            f"The round is changed before the council sits; the dossier is in state {dossier.state!r}.",
        )
    if dossier.round_id == into.pk:
        raise AlreadyDone("Hồ sơ đã ở đợt này.", "The dossier is in this round already.", "round")
    _check_round(dossier, into, at)
    dossier.round = into
    dossier.save(update_fields=["round"])
    record(by=by, at=at, verb="put_in_round", target=dossier, why=str(into))
    return dossier


@transaction.atomic
def send_back(*, dossier: Dossier, reasons: Sequence[Reason], by: Actor, at: datetime) -> Move:
    """Give a dossier back to be completed; filed again it comes straight to the province.

    Writes: as `move`; it is no longer complete. News: dossier_moved. Raises: BadValue without a reason; NotAllowedNow.
    Source: Decision 26/2026/QĐ-TTg, art. 7.3a.
    """
    why = in_lines(dossier, reasons)
    return move(dossier=dossier, verb="send_back", by=by, at=at, why=why, complete_on=None)


def _check_round(dossier: Dossier, into: Round | None, at: datetime) -> None:
    if into is None:
        if dossier.kind != Kind.REEVALUATION:
            raise BadValue("Hãy chọn đợt đánh giá.", "Choose a round.", "round")
        return
    if not open_to(dossier, at.astimezone(VIETNAM).date()).filter(pk=into.pk).exists():
        raise BadValue(
            f"Hồ sơ không vào {str(into)[:1].lower()}{str(into)[1:]} được: "
            "xã đề nghị sau hạn của đợt, hoặc đợt đã kết thúc.",
            "The proposal came after that round closed, or the round is over.",
            "round",
        )
