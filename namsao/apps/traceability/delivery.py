"""Tell subscribers of new events: at least once, in the order of recording, signed.

The order of work: what each is to be told is looked up here, all are called at the same time without the database,
and what came of it is written down. Only a 2xx moves a subscription on.
Source: EPCIS 2.0, section 12.7; header GS1-Signature of the REST binding, here the HMAC-SHA256 of the body in hex.
"""

import hashlib
import hmac
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.fernet import InvalidToken
from django.utils import timezone

from namsao.apps.traceability import callback
from namsao.apps.traceability.actions import subscription as actions
from namsao.apps.traceability.actions.subscription import LAG, Told
from namsao.apps.traceability.models import Subscription
from namsao.apps.traceability.queries import standing
from namsao.apps.traceability.queries.search import Page, Row, search
from namsao.apps.traceability.query_document import as_json, query_document
from namsao.apps.traceability.sealed import unseal
from namsao.base.keys.queries import company_prefixes
from namsao.core.actor import SYSTEM, Actor
from namsao.core.epcis.query import MOST_PER_PAGE, BadQuery, Moment, Op

AT_ONCE = 8  # calls at the same time
MOST_A_TURN = 16
MOST_PAGES = 120  # looked through for events not told yet
# With so many told within the last minutes, only what is settled is told until they are fewer: no list grows for ever.
MOST_MARKS = 3_000


@dataclass(frozen=True)
class Letter:
    """What one subscriber is to be told now."""

    subscription: Subscription
    content: bytes
    headers: dict[str, str]
    told: Told


def tell_due(at: datetime) -> int:
    """Tell whom it is time to tell. Returns how many were called."""
    newest = standing.newest_record_time()
    letters = []
    for subscription in standing.due(at):
        if subscription.is_stream and (newest is None or newest < subscription.min_record_time):
            continue
        letter = _prepared(subscription, at)
        if letter:
            letters.append(letter)
        if len(letters) == MOST_A_TURN:
            break
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for letter, trouble in zip(letters, pool.map(_post, letters), strict=True):
            _note(letter, trouble)
    return len(letters)


def letter_for(subscription: Subscription, actor: Actor, at: datetime) -> Letter | None:
    """The next events that were not told yet; None when there are none, and none is not to be said.

    Raises: BadQuery.
    """
    rows, told = _untold(subscription, actor, at)
    says_nothing_too = subscription.report_if_empty and not subscription.is_stream and told.is_all
    if not rows and not says_nothing_too:
        if _is_worth_a_note(subscription, told):
            actions.note_nothing(subscription=subscription, told=told, by=SYSTEM, at=at)
        return None
    document = query_document(
        rows,
        at=at,
        query_name=subscription.query.name,
        subscription_id=str(subscription.subscription_id),
        epc_format=subscription.epc_format,
        company_prefixes=company_prefixes(),
    )
    content = as_json(document).encode()
    headers = {
        "Content-Type": "application/json",
        "GS1-EPCIS-Version": "2.0.0",
        "GS1-CBV-Version": "2.0.0",
        "User-Agent": "namsao",
    }
    if subscription.secret:
        headers["GS1-Signature"] = signature(unseal(subscription.secret), content)
    return Letter(subscription, content, headers, told)


def signature(secret: str, content: bytes) -> str:
    """HMAC-SHA256 of the body, hex."""
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def _is_worth_a_note(subscription: Subscription, told: Told) -> bool:
    """A stream is looked after every second: that there was nothing is written down now and then."""
    return (
        not subscription.is_stream
        or _is_busy(subscription)
        or told.until - subscription.min_record_time > LAG
    )


def _is_busy(subscription: Subscription) -> bool:
    return len(subscription.told) > MOST_MARKS


def _prepared(subscription: Subscription, at: datetime) -> Letter | None:
    """A letter that this worker has taken on; what cannot be made is written down as a failure."""
    actor = standing.behind(subscription, timezone.localdate(at))
    try:
        if actor is None:
            raise BadQuery("", "không còn ai đứng tên", "is nobody's any more: its key or account is over")
        letter = letter_for(subscription, actor, at)
    except (BadQuery, InvalidToken) as trouble:
        why = trouble.sentence_en if isinstance(trouble, BadQuery) else "the secret cannot be read any more"
        actions.note_failure(subscription=subscription, why=why, by=SYSTEM, at=at)
        return None
    if letter and actions.claim(subscription=subscription, by=SYSTEM, at=at):
        return letter
    return None


def _untold(subscription: Subscription, actor: Actor, at: datetime) -> tuple[list[Row], Told]:
    """As many as fit one letter, in the order of recording; and how far the other side is once it has them."""
    asked = standing.meaning(subscription.query)
    since = Moment("recordTime", Op.GE, subscription.min_record_time)
    query = replace(
        asked,
        conditions=(*asked.conditions, since),
        order_by="recordTime",
        descending=False,
        event_count_limit=None,
        max_event_count=None,
        per_page=MOST_PER_PAGE,
    )
    known = {mark[0] for mark in subscription.told}
    until = at - LAG if _is_busy(subscription) else at
    found: list[Row] = []
    page = Page([])
    last = subscription.min_record_time
    for _ in range(MOST_PAGES):
        page = search(actor, replace(query, next_page_token=page.token), at=at, recorded_until=until)
        found += [row for row in page.rows if row.pk not in known]
        last = page.rows[-1].record_time if page.rows else last
        if len(found) > MOST_PER_PAGE or not page.token:
            break
    letter = found[:MOST_PER_PAGE]
    reached_the_end = len(letter) == len(found) and not page.token
    if len(letter) < len(found):
        last = letter[-1].record_time
    # Of what is recorded after `settled` some may not be visible yet.
    settled = at - LAG if reached_the_end else min(at - LAG, last)
    marks = [[row.pk, int(row.record_time.timestamp() * 1000)] for row in letter]
    return letter, Told(
        marks=[*subscription.told, *marks],
        is_all=reached_the_end and not _is_busy(subscription),
        until=max(subscription.min_record_time, settled),
    )


def _post(letter: Letter) -> str:
    """ "" when it went well, else why not. Runs in a thread of its own: no database here."""
    try:
        callback.post(letter.subscription.dest, letter.content, letter.headers)
    except callback.NotDelivered as trouble:
        return str(trouble)
    return ""


def _note(letter: Letter, trouble: str) -> None:
    now = timezone.now()
    if trouble:
        actions.note_failure(subscription=letter.subscription, why=trouble, by=SYSTEM, at=now)
    else:
        actions.note_told(subscription=letter.subscription, told=letter.told, by=SYSTEM, at=now)
