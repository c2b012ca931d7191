"""Tell that a paper is about to end."""

from datetime import datetime, timedelta

from django.db import transaction

from namsao.apps.evidence.models import Document, ExpiryWarning
from namsao.apps.evidence.signals import document_expiring
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.ladder import due_step

STEPS = (90, 60, 30, 7, 0)
# A machine that was off on the last day still tells it, but old papers put in later wake nobody.
LATE_DAYS = 7


@transaction.atomic
def warn_expiring(*, by: Actor, at: datetime) -> int:  # noqa: ARG001  # the clock acts, nobody signs
    """Send `document_expiring` for each paper that reached a step of the ladder, once for each.

    Writes: one ExpiryWarning a step. Returns: how many were told.
    """
    day = at.astimezone(VIETNAM).date()
    ending = Document.objects.expiring(max(STEPS) + LATE_DAYS, day - timedelta(days=LATE_DAYS))
    told = 0
    for document in ending.prefetch_related("warnings"):
        already = {w.days for w in document.warnings.all() if w.valid_to == document.valid_to}
        step = due_step(day, document.valid_to, already, STEPS)
        if step is None:
            continue
        ExpiryWarning.objects.create(document=document, valid_to=document.valid_to, days=step, at=at)
        document_expiring.send(at=at, document=document.pk, days=step)
        told += 1
    return told
