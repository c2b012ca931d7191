"""Samples handed from one desk to the next."""

from datetime import datetime

from django.db import transaction

from namsao.apps.rating.models import Dossier, SampleMove
from namsao.apps.rating.queries.holding import held
from namsao.apps.rating.queries.samples import PRODUCER, balances, needed
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import BadValue, NotAllowedNow

Desk, Way = SampleMove.Desk, SampleMove.Way
MOST = 100


@transaction.atomic
def move_samples(
    *, dossier: Dossier, source: str, target: str, quantity: int, note: str = "", by: Actor, at: datetime
) -> list[SampleMove]:
    """Note samples that went from one desk to another.

    source: a desk; from the producer they come in for the first time. target: a desk, or "" when they were used up.
    Writes: one or two SampleMoves, one audit entry. Returns: them, the one out first.
    Raises: BadValue naming the field; NotAllowedNow when the desk has fewer, or the set has no samples.
    Source: Decision 26/2026/QĐ-TTg, art. 6.2d.
    """
    dossier = held(dossier)
    if not needed(dossier):
        raise NotAllowedNow(
            "Dịch vụ du lịch không phải nộp sản phẩm mẫu (Điều 6 khoản 2 điểm d).",
            "Tourism dossiers come without samples.",
        )
    _check(dossier, source, target, quantity)
    common = {"dossier": dossier, "quantity": quantity, "note": note.strip(), "at": at, "by_id": by.id}
    made = []
    if source != PRODUCER:
        made.append(SampleMove.objects.create(way=Way.OUT, desk=source, **common))
    if target:
        made.append(SampleMove.objects.create(way=Way.IN, desk=target, **common))
    record(by=by, at=at, verb="move_samples", target=dossier, why=note.strip())
    return made


def _check(dossier: Dossier, source: str, target: str, quantity: int) -> None:
    if source not in Desk.values:
        raise BadValue("Hãy chọn nơi giao mẫu.", f"{source!r} is not a desk.", "source")
    if target not in {"", *Desk.values} or target == source or (source == PRODUCER and not target):
        raise BadValue("Hãy chọn nơi nhận mẫu, khác nơi giao.", f"{target!r} cannot take them.", "target")
    if not 1 <= quantity <= MOST:
        raise BadValue(f"Số mẫu từ 1 đến {MOST}.", f"1 to {MOST} samples.", "quantity")
    left = balances(dossier).get(source, 0)
    if source != PRODUCER and quantity > left:
        where = Desk(source).label
        raise NotAllowedNow(
            f"Nơi giao ({where}) chỉ còn {left} mẫu.", f"Desk {source} holds {left} samples.", "quantity"
        )
