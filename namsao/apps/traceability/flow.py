"""The way of a recall: states and moves. One table, read by actions and screens."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from namsao.core.errors import AlreadyDone, NotAllowedNow


class State(TextChoices):
    DRAFT = "draft", _("đang rà phạm vi")
    PROPOSED = "proposed", _("chủ thể đề nghị, chờ tỉnh phát")
    LAUNCHED = "launched", _("đang triệu hồi")
    CLOSED = "closed", _("đã khép")
    DROPPED = "dropped", _("không triệu hồi")


BEFORE_LAUNCH = frozenset({State.DRAFT, State.PROPOSED})

# verb -> {state before: state after}
MOVES: dict[str, dict[State, State]] = {
    "propose": {State.DRAFT: State.PROPOSED},
    "launch": {State.DRAFT: State.LAUNCHED, State.PROPOSED: State.LAUNCHED},
    "drop": {State.DRAFT: State.DROPPED, State.PROPOSED: State.DROPPED},
    "close": {State.LAUNCHED: State.CLOSED},
}


def move(state: str, verb: str) -> State:
    """The state after the verb. Raises: AlreadyDone when it is there already, NotAllowedNow from another state."""
    before, moves = State(state), MOVES[verb]
    if before in moves:
        return moves[before]
    if before in moves.values():
        raise AlreadyDone(
            f"Vụ triệu hồi này đã ở trạng thái “{before.label}”, có thể người khác vừa làm.",
            f"The recall is {before.value} already.",
        )
    raise NotAllowedNow(
        f"Vụ triệu hồi đang ở trạng thái “{before.label}”, nên chưa làm việc này được.",
        f"This cannot be done while the recall is {before.value}.",
    )
