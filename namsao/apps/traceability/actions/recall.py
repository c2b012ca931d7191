"""Recalls: opened from one identifier, proposed, launched, closed. Nothing of them is deleted."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from namsao.apps.traceability.actions.capture import capture_one
from namsao.apps.traceability.flow import State, move
from namsao.apps.traceability.models import Recall, RecallLine
from namsao.apps.traceability.models.recall import TEXTS
from namsao.apps.traceability.queries import recall as queries
from namsao.apps.traceability.queries.recall_scope import Scope, scope_of
from namsao.apps.traceability.recall_events import of_launch
from namsao.apps.traceability.recall_rows import write_scope
from namsao.apps.traceability.signals import recall_moved
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.events import context_of
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.words import NATIVE

REPEAT = timedelta(minutes=2)  # the same drill opened again so soon is a button pressed twice
WANTED = {"what": "thu hồi hàng nào", "why": "vì sao", "advice": "người mua phải làm gì"}


@transaction.atomic
def open_recall(
    *,
    root: str,
    party: Party,
    reason: str,
    is_mock: bool = False,
    follows: Recall | None = None,
    by: Actor,
    at: datetime,
) -> Recall:
    """Begin a recall from one identifier and work out its scope: lots, containers, serials, holders.

    root: canonical identifier. party: whose goods. is_mock: a drill, which tells nobody and records no event.
    follows: a recall that is over and is taken up again.
    Writes: Recall, RecallLine, RecallStock, one audit entry.
    Raises: AlreadyDone while a recall from the same identifier runs; BadValue when nothing came of it;
    NotAllowedNow for one that follows a recall which is not over.
    """
    Party.objects.select_for_update().get(pk=party.pk)  # two people who open the same one go one by one
    _check_not_open(root, at, is_mock=is_mock)
    if follows is not None and _held(follows).state not in {State.CLOSED, State.DROPPED}:
        raise NotAllowedNow(
            "Vụ triệu hồi trước chưa khép, hãy làm tiếp ngay trong vụ ấy.", "The first recall is not over."
        )
    scope = scope_of([root])
    if not scope.nodes:
        raise BadValue(
            "Từ mã này chưa ghi nhận được hàng nào để triệu hồi.", "Nothing came of this identifier.", "code"
        )
    recall = Recall.objects.create(
        root=root,
        party=party,
        reason=reason.strip(),
        is_mock=is_mock,
        follows=follows,
        opened_at=at,
        trace_ms=scope.trace_ms,
        holders_ms=scope.holders_ms,
        is_cut=scope.is_cut,
    )
    write_scope(recall, scope, is_added=False)
    record(by=by, at=at, verb="recall.open", target=recall, why=recall.reason)
    return recall


@transaction.atomic
def propose_recall(*, recall: Recall, by: Actor, at: datetime) -> Recall:
    """The producer has gone through the scope and asks the province to launch.

    Writes: the Recall, one audit entry. News: recall_moved. Raises: AlreadyDone, NotAllowedNow.
    """
    recall = _held(recall)
    _check_scope(recall)
    recall.state, recall.proposed_at = move(recall.state, "propose"), at
    recall.save(update_fields=["state", "proposed_at"])
    _tell(recall, "propose", "", by, at)
    return recall


@transaction.atomic
def launch_recall(
    *, recall: Recall, texts: Mapping[str, Mapping[str, str]], contact: str, by: Actor, at: datetime
) -> Recall:
    """Tell everybody: the scope is traced once more and stands, passports warn, holders are told.

    texts: what, why, advice -> {language: text}, Vietnamese at least. A drill keeps all that to itself.
    Writes: the Recall, lines that came to be since it was opened, EPCIS events, one audit entry. News: recall_moved.
    Raises: AlreadyDone when somebody launched it before; NotAllowedNow for an empty scope; BadValue for a text
    that is missing.
    """
    recall = _held(recall)
    state = move(recall.state, "launch")
    _check_texts(texts, contact)
    added = write_scope(recall, _scope_now(recall), is_added=False)
    _check_scope(recall)
    recall.state, recall.launched_at, recall.contact = state, at, contact.strip()
    recall.texts = {part: {lang: said.strip() for lang, said in texts[part].items()} for part in TEXTS}
    recall.save(update_fields=["state", "launched_at", "contact", "texts"])
    if not recall.is_mock:
        lines = list(queries.lines_of(recall).filter(out_at=None))
        for event in of_launch(lines, at):
            # Goods of which nobody knows how many are recalled all the same: not `capture`, which wants amounts.
            capture_one(event=event, context=context_of([event]), owner=recall.party, by=by, at=at)
    _tell(recall, "launch", f"thêm {len(added)} mã mới phát sinh" if added else "", by, at)
    return recall


@transaction.atomic
def drop_recall(*, recall: Recall, why: str, by: Actor, at: datetime) -> Recall:
    """There is nothing to recall after all; the case stays, with the reason.

    Writes: the Recall, one audit entry. News: recall_moved. Raises: AlreadyDone, NotAllowedNow once launched.
    """
    recall = _held(recall)
    recall.state, recall.ended_at, recall.end_why = move(recall.state, "drop"), at, why.strip()
    recall.save(update_fields=["state", "ended_at", "end_why"])
    _tell(recall, "drop", recall.end_why, by, at)
    return recall


@transaction.atomic
def close_recall(*, recall: Recall, outcome: str, why: str, by: Actor, at: datetime) -> Recall:
    """End a recall. Goods that were recalled stay so at the door, unless the warning is lifted.

    outcome: a value of Recall.Outcome. why: needed while goods are outstanding, and to lift the warning.
    Writes: the Recall, one audit entry. News: recall_moved. Raises: AlreadyDone, NotAllowedNow, BadValue.
    """
    recall = _held(recall)
    state = move(recall.state, "close")
    if outcome not in Recall.Outcome.values:
        raise BadValue("Hãy chọn kết quả.", "Choose an outcome.", "outcome")
    if not why.strip():
        _check_may_end_without_reason(recall, outcome)
    recall.state, recall.outcome, recall.ended_at, recall.end_why = state, outcome, at, why.strip()
    recall.save(update_fields=["state", "outcome", "ended_at", "end_why"])
    _tell(recall, "close", recall.end_why, by, at)
    return recall


def _held(recall: Recall) -> Recall:
    """The row as it is now, held until the end: of two officers the second sees what the first did."""
    return Recall.objects.select_for_update(of=("self",)).select_related("party__place").get(pk=recall.pk)


def _tell(recall: Recall, verb: str, why: str, by: Actor, at: datetime) -> None:
    record(by=by, at=at, verb=f"recall.{verb}", target=recall, why=why)
    if not recall.is_mock:
        recall_moved.send(at=at, recall=recall.pk, verb=verb)


def _scope_now(recall: Recall) -> Scope:
    """Traced again from the root and from what was added by hand: goods go on while people talk."""
    added = recall.lines.filter(is_added=True, out_at=None).values_list("epc__uri", flat=True)
    return scope_of([recall.root, *added])


def _check_not_open(root: str, at: datetime, *, is_mock: bool) -> None:
    if is_mock:
        twin = Recall.objects.filter(root=root, is_mock=True, opened_at__gt=at - REPEAT).first()
    else:
        twin = queries.open_about(root)
    if twin:
        raise AlreadyDone(
            f"Mã này đã có {twin.code}, {State(twin.state).label}. Hãy làm tiếp trong vụ ấy.",
            f"There is {twin.code} for this identifier already.",
            "code",
        )


def _check_scope(recall: Recall) -> None:
    if not RecallLine.objects.filter(recall=recall, out_at=None).exists():
        raise NotAllowedNow(
            "Phạm vi trống: mọi mã đã bị đưa ra. Hãy đưa lại hàng phải triệu hồi, hoặc khép là không triệu hồi.",
            "The scope is empty.",
        )


def _check_texts(texts: Mapping[str, Mapping[str, str]], contact: str) -> None:
    for part in TEXTS:
        if not texts.get(part, {}).get(NATIVE, "").strip():
            raise BadValue(
                f"Hãy viết cho người mua: {WANTED[part]}.", f"The public text lacks: {part}.", f"{part}_vi"
            )
    if not contact.strip():
        raise BadValue("Ghi nơi người mua gọi tới.", "Say whom to call.", "contact")


def _check_may_end_without_reason(recall: Recall, outcome: str) -> None:
    if outcome == Recall.Outcome.LIFTED:
        raise BadValue("Gỡ cảnh báo thì phải ghi căn cứ.", "Say why the warning is lifted.", "why")
    if not queries.is_all_back(recall):
        raise NotAllowedNow(
            "Còn hàng chưa thu về. Muốn khép thì ghi rõ vì sao không thu được nữa.",
            "Goods are outstanding: say why the recall ends.",
            "why",
        )
