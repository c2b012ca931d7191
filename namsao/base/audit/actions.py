"""The one verb of the audit: record."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models

from namsao.base.audit.models import Entry
from namsao.core.actor import Actor


def record(*, by: Actor, at: datetime, verb: str, target: models.Model, why: str = "") -> Entry:
    """Add an entry, inside the transaction of the act itself.

    at: moment, UTC. why: the reason the person gave, when the act asks for one.
    """
    return Entry.objects.create(
        actor_id=by.id,
        actor_name=str(by)[:200],
        verb=verb,
        target_type=ContentType.objects.get_for_model(target),
        target_id=str(target.pk),
        target_label=str(target)[:300],
        at=at,
        why=why,
    )
