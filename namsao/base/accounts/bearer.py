"""Who holds the key that a request carries."""

import logging

from django.db import OperationalError
from django.http import HttpRequest
from django.utils import timezone

from namsao.base.accounts import actions, key_limits, queries
from namsao.base.accounts.models import ApiActor, ApiKey

log = logging.getLogger(__name__)


def holder_of(secret: str, request: HttpRequest) -> ApiActor | None:
    """None for a key that is wrong, revoked or over. Raises: TooManyTries after many of those.

    A good key is never kept out, however many wrong ones come from its address.
    """
    key = queries.key_of(secret, timezone.localdate())
    if key is None:
        digest = queries.digest_of(secret)
        key_limits.refuse_when_over(request, digest)
        key_limits.count_wrong(request, digest)
        return None
    holder = key.actor(key.province_id)
    _note_use(key, holder)
    return holder


def _note_use(key: ApiKey, holder: ApiActor) -> None:
    try:
        actions.note_use(key=key, by=holder, at=timezone.now())
    except OperationalError:  # the store is busy: a reader must not wait or fail for a note
        log.warning("the use of key %s was not noted", key.prefix)
