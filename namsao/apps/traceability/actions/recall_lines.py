"""Review the scope of a recall before it is launched: take lines out, put them back, add goods."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from namsao.apps.traceability.flow import State
from namsao.apps.traceability.models import Recall, RecallLine
from namsao.apps.traceability.queries.recall_scope import scope_of
from namsao.apps.traceability.recall_rows import write_scope
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow


@transaction.atomic
def take_out(
    *, recall: Recall, lines: Iterable[RecallLine], why: str, by: Actor, at: datetime
) -> list[RecallLine]:
    """These are not concerned; they stay in the list, with the reason, and can be put back.

    Writes: the lines, one audit entry. Raises: NotAllowedNow once launched; BadValue without a line or a reason.
    """
    recall = _open(recall)
    if not why.strip():
        raise BadValue("Ghi vì sao hàng này không liên quan.", "Say why it is not concerned.", "why")
    chosen = _of(recall, lines).filter(out_at=None)
    gone = list(chosen)
    if not gone:
        raise BadValue("Chọn ít nhất một dòng.", "Choose at least one line.", "lines")
    chosen.update(out_at=at, out_why=why.strip()[:300])
    record(by=by, at=at, verb="recall.take_out", target=recall, why=f"{_named(gone)}: {why.strip()}")
    return gone


@transaction.atomic
def put_back(*, recall: Recall, lines: Iterable[RecallLine], by: Actor, at: datetime) -> list[RecallLine]:
    """These are concerned after all. Writes: the lines, one audit entry. Raises: NotAllowedNow, BadValue."""
    recall = _open(recall)
    chosen = _of(recall, lines).filter(out_at__isnull=False)
    back = list(chosen)
    if not back:
        raise BadValue("Chọn ít nhất một dòng.", "Choose at least one line.", "lines")
    chosen.update(out_at=None, out_why="")
    record(by=by, at=at, verb="recall.put_back", target=recall, why=_named(back))
    return back


@transaction.atomic
def add_goods(*, recall: Recall, uri: str, by: Actor, at: datetime) -> list[RecallLine]:
    """One more identifier, and what came of it; what is there already stays as it is.

    uri: canonical. Writes: RecallLine, RecallStock, one audit entry.
    Raises: NotAllowedNow once launched; BadValue for what no event mentions; AlreadyDone when all of it is there.
    """
    recall = _open(recall)
    scope = scope_of([uri])
    if not scope.nodes:
        raise BadValue("Chưa có việc nào ghi về mã này.", "No event mentions this identifier.", "code")
    made = write_scope(recall, scope, is_added=True)
    if not made:
        raise AlreadyDone("Hàng của mã này đã có trong phạm vi.", "It is in the scope already.", "code")
    record(by=by, at=at, verb="recall.add", target=recall, why=_named(made))
    return made


def _open(recall: Recall) -> Recall:
    """The row, held; its scope may still change. Raises: NotAllowedNow."""
    recall = Recall.objects.select_for_update().get(pk=recall.pk)
    if not recall.is_open:
        raise NotAllowedNow(
            f"Vụ triệu hồi đang ở trạng thái “{State(recall.state).label}”, phạm vi không sửa được nữa.",
            "The scope stands now.",
        )
    return recall


def _of(recall: Recall, lines: Iterable[RecallLine]):  # noqa: ANN202  # a QuerySet of RecallLine
    return RecallLine.objects.filter(recall=recall, pk__in=[line.pk for line in lines]).select_related("epc")


def _named(lines: list[RecallLine]) -> str:
    """The first few, for the audit."""
    shown = ", ".join(line.label for line in lines[:5])
    return shown + (f" và {len(lines) - 5} mã khác" if len(lines) > 5 else "")
