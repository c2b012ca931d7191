"""The one verb of the audit: record."""

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

from namsao.base.audit.models import Entry
from namsao.core.actor import Actor


def record(*, by: Actor, at: datetime, verb: str, target: models.Model, why: str | Promise = "") -> Entry:
    """Add an entry, inside the transaction of the act itself, in Vietnamese whoever acts.

    at: moment, UTC. why: the reason the person gave, when the act asks for one.
    """
    with override(settings.LANGUAGE_CODE):
        actor_name, target_label, reason = str(by), str(target), str(why)
    return Entry.objects.create(
        actor_id=by.id,
        actor_name=actor_name[:200],
        verb=verb,
        target_type=ContentType.objects.get_for_model(target),
        target_id=str(target.pk),
        target_label=target_label[:300],
        at=at,
        why=reason,
    )
