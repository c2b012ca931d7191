"""The way of a dossier: states, moves, and who stands where. One table, read by actions and screens.

Source: Decision 26/2026/QĐ-TTg, arts. 6-8 and 10.1b; the names of the states are ours.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from namsao.core.errors import NotAllowedNow


class State(TextChoices):
    DRAFT = "draft", _("đang soạn")
    FILED = "filed", _("đã nộp, xã đang xem")
    RETURNED_BY_COMMUNE = "returned_commune", _("xã trả lại, chờ bổ sung")
    PROPOSED = "proposed", _("xã đã đề nghị, chờ tỉnh tiếp nhận")
    RETURNED_BY_PROVINCE = "returned_province", _("tỉnh trả lại, chờ bổ sung")
    ACCEPTED = "accepted", _("tỉnh đã tiếp nhận, Tổ tư vấn đang xem")
    ADVISED = "advised", _("Tổ tư vấn đã báo cáo, chờ họp hội đồng")
    HEARING = "hearing", _("hội đồng đang chấm")
    SCORED = "scored", _("hội đồng đã đề xuất, chờ trình")
    SUBMITTED = "submitted", _("đã trình Chủ tịch UBND tỉnh")
    APPROVED = "approved", _("đã phê duyệt kết quả từ 90 điểm, chờ gửi Bộ")
    FORWARDED = "forwarded", _("đã gửi Bộ, chờ kết quả")
    BELOW_90 = "below_90", _("Bộ chấm dưới 90 điểm, chờ tỉnh xử lý")
    RECOGNISED = "recognised", _("đã công nhận")
    NOT_RECOGNISED = "not_recognised", _("không công nhận")
    WITHDRAWN = "withdrawn", _("đã rút")


class Kind(TextChoices):
    """Which of the three dossiers of art. 6.1."""

    FIRST = "first", _("lần đầu")
    UPGRADE = "upgrade", _("nâng hạng")
    REEVALUATION = "reevaluation", _("đánh giá lại")


WITH_PRODUCER = frozenset({State.DRAFT, State.RETURNED_BY_COMMUNE, State.RETURNED_BY_PROVINCE})
ENDED = frozenset({State.RECOGNISED, State.NOT_RECOGNISED, State.WITHDRAWN})

# verb -> {state before: state after}
MOVES: dict[str, dict[State, State]] = {
    "file": {
        State.DRAFT: State.FILED,
        State.RETURNED_BY_COMMUNE: State.FILED,
        State.RETURNED_BY_PROVINCE: State.PROPOSED,  # the commune's Form 03 stands
    },
    "return_to_producer": {State.FILED: State.RETURNED_BY_COMMUNE},
    "propose": {State.FILED: State.PROPOSED},
    "send_back": {State.PROPOSED: State.RETURNED_BY_PROVINCE, State.ACCEPTED: State.RETURNED_BY_PROVINCE},
    "accept": {State.PROPOSED: State.ACCEPTED},
    "advise": {State.ACCEPTED: State.ADVISED},
    "hear": {State.ADVISED: State.HEARING},
    "propose_result": {State.HEARING: State.SCORED},
    "submit": {State.SCORED: State.SUBMITTED, State.BELOW_90: State.SUBMITTED},
    "recognise": {State.SUBMITTED: State.RECOGNISED},
    "refuse": {State.SUBMITTED: State.NOT_RECOGNISED},
    "approve": {State.SUBMITTED: State.APPROVED},
    "forward": {State.APPROVED: State.FORWARDED},
    "recognise_by_ministry": {State.FORWARDED: State.RECOGNISED},
    "come_back": {State.FORWARDED: State.BELOW_90},
    "redo": {
        State.FORWARDED: State.ACCEPTED,
        State.BELOW_90: State.ACCEPTED,
        State.RECOGNISED: State.ACCEPTED,  # art. 10.1b: the province does it again
    },
    "withdraw": {
        State.DRAFT: State.WITHDRAWN,
        State.FILED: State.WITHDRAWN,
        State.RETURNED_BY_COMMUNE: State.WITHDRAWN,
        State.PROPOSED: State.WITHDRAWN,
        State.RETURNED_BY_PROVINCE: State.WITHDRAWN,
        State.ACCEPTED: State.WITHDRAWN,
        State.ADVISED: State.WITHDRAWN,
        State.APPROVED: State.WITHDRAWN,
        State.FORWARDED: State.WITHDRAWN,
    },
}

WORDS = {
    "file": _("nộp hồ sơ"),
    "return_to_producer": _("trả lại cho chủ thể"),
    "propose": _("đề nghị tỉnh đánh giá"),
    "send_back": _("tỉnh trả lại"),
    "accept": _("tỉnh tiếp nhận"),
    "advise": _("Tổ tư vấn báo cáo"),
    "hear": _("đưa ra hội đồng"),
    "propose_result": _("hội đồng đề xuất kết quả"),
    "submit": _("trình Chủ tịch UBND tỉnh"),
    "recognise": _("công nhận sao"),
    "refuse": _("không công nhận"),
    "approve": _("phê duyệt kết quả từ 90 điểm"),
    "forward": _("gửi Bộ đánh giá 5 sao"),
    "recognise_by_ministry": _("Bộ công nhận 5 sao"),
    "come_back": _("Bộ trả kết quả dưới 90 điểm"),
    "redo": _("đánh giá lại theo yêu cầu"),
    "withdraw": _("rút hồ sơ"),
}


def after(verb: str, state: str) -> State:
    """The state a dossier has after the verb.

    Raises: NotAllowedNow with a sentence that says how the dossier stands; KeyError for a verb unknown here.
    """
    moves = MOVES[verb]
    now = State(state)
    if now not in moves:
        raise NotAllowedNow(
            f"Không thể {WORDS[verb]} lúc này: hồ sơ {now.label}.",
            f"The dossier is in state “{now.value}”, so “{verb}” is not possible now.",
        )
    return moves[now]


def can(verb: str, state: str) -> bool:
    """Whether the table has that move."""
    return State(state) in MOVES[verb]
