"""/queries/{name}/subscriptions: who is told of the events a query finds.

Source: EPCIS 2.0, section 12.7, and the REST binding.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from namsao.apps.traceability.actions.subscription import subscribe, unsubscribe
from namsao.apps.traceability.api import body, headers, paging
from namsao.apps.traceability.api.answers import json_answer
from namsao.apps.traceability.api.owner import owner
from namsao.apps.traceability.api.problems import Problem, no_such
from namsao.apps.traceability.api.queries import address, named
from namsao.apps.traceability.models import Subscription
from namsao.apps.traceability.query_document import moment
from namsao.base.access.gate import actor_of
from namsao.core.epcis.formats import is_moment
from namsao.core.errors import Refused

WRONG = "SubscriptionControlsException"
MEMBERS = frozenset(
    {
        "dest",
        "signatureToken",
        "secret",
        "stream",
        "schedule",
        "reportIfEmpty",
        "initialRecordTime",
        "epcFormat",
    }
)
LONGEST_SECRET = 1_000


def listing(request: HttpRequest, name: str) -> HttpResponse:
    """All subscriptions to the query, oldest first."""
    query = named(request, name)
    paging.only(request)
    headers.wanted(request)
    size, after = paging.per_page(request), paging.position(request, "subscriptions")
    found = query.subscriptions.order_by("pk").filter(Q(pk__gt=after) if after else Q())
    shown = list(found[: size + 1])
    response = json_answer(request, [told(each) for each in shown[:size]])
    last = shown[size - 1].pk if len(shown) > size else ""
    paging.link_collection(response, request, "subscriptions", last, timezone.now())
    return response


def create(request: HttpRequest, name: str) -> HttpResponse:
    """Begin to tell; 201 with the subscription, without its secret."""
    query = named(request, name)
    owner(request)
    headers.check_sent_versions(request)
    epc_format = headers.choice(request, "GS1-EPC-Format", headers.EPC_FORMATS, "")
    given = body.json_object(request, WRONG)
    try:
        made = subscribe(
            query=query,
            by=actor_of(request),
            at=timezone.now(),
            **wishes(given, epc_format),
        )
    except Refused as refused:
        raise Problem(WRONG, refused.sentence_en) from refused
    where = address(request, query, f"/subscriptions/{made.subscription_id}")
    response = json_answer(request, told(made), status=201)
    response["Location"] = where
    return response


def one(request: HttpRequest, name: str, subscription_id: uuid.UUID) -> HttpResponse:
    found = _found(request, name, subscription_id)
    headers.wanted(request)
    response = json_answer(request, told(found) | {"queryName": name})
    response["GS1-Query-Min-Record-Time"] = moment(found.min_record_time)
    return response


def delete(request: HttpRequest, name: str, subscription_id: uuid.UUID) -> HttpResponse:
    unsubscribe(subscription=_found(request, name, subscription_id), by=actor_of(request), at=timezone.now())
    return HttpResponse(status=204)


def announced(request: HttpRequest, name: str, subscription_id: uuid.UUID) -> Mapping[str, str]:
    """What OPTIONS tells of a subscription that is there."""
    found = _found(request, name, subscription_id)
    return headers.DISCOVERY | {"GS1-Query-Min-Record-Time": moment(found.min_record_time)}


def told(subscription: Subscription) -> dict[str, Any]:
    """Source: REST binding, schema AbstractQuerySubscriptionResponse; the secret is not told."""
    rhythm = {"stream": True} if subscription.is_stream else {"schedule": subscription.schedule}
    maybe = {
        "initialRecordTime": subscription.initial_record_time,
        "lastNotifiedAt": subscription.last_notified_at,
    }
    return {
        "subscriptionID": str(subscription.subscription_id),
        "dest": subscription.dest,
        **rhythm,
        "reportIfEmpty": subscription.report_if_empty,
        "createdAt": moment(subscription.made_at),
        "minRecordTime": moment(subscription.min_record_time),
        **{name: moment(at) for name, at in maybe.items() if at},
        **({"epcFormat": subscription.epc_format} if subscription.epc_format else {}),
    }


def wishes(given: Mapping[str, Any], epc_format: str) -> dict[str, Any]:
    """The body of POST as what `subscribe` takes. Raises: Problem."""
    for name in given:
        if name not in MEMBERS:
            raise Problem(WRONG, f"There is no such member here: {name[:200]!r}.")
    return {
        "dest": _of_type(given, "dest", str),
        "secret": _secret(given),
        "schedule": _schedule(given),
        "report_if_empty": _of_type(given, "reportIfEmpty", bool, usual=False),
        "initial_record_time": _moment(given),
        "epc_format": _epc_format(given, epc_format),
    }


def _schedule(given: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """None for a stream. Nobody gets a stream without saying so. Source: REST binding, QueryStreamSubscription."""
    if given.get("stream") is True and "schedule" not in given:
        return None
    if "stream" in given or not isinstance(given.get("schedule"), Mapping):
        raise Problem(WRONG, 'Either "stream": true or a "schedule", not both.')
    schedule: Mapping[str, Any] = given["schedule"]
    return schedule


def _secret(given: Mapping[str, Any]) -> str:
    secret: str = _of_type(given, "signatureToken", str, usual="") or _of_type(given, "secret", str, usual="")
    if len(secret) > LONGEST_SECRET:
        raise Problem(WRONG, f"signatureToken has at most {LONGEST_SECRET} characters.")
    return secret


def _epc_format(given: Mapping[str, Any], from_header: str) -> str:
    wanted: str = _of_type(given, "epcFormat", str, usual=from_header)
    if wanted and wanted not in headers.EPC_FORMATS:
        raise Problem(WRONG, f"epcFormat is one of {', '.join(headers.EPC_FORMATS)}.")
    return wanted


def _moment(given: Mapping[str, Any]) -> datetime | None:
    text = _of_type(given, "initialRecordTime", str, usual="")
    if text and not is_moment(text):
        raise Problem(WRONG, "initialRecordTime is a moment with its zone, as 2026-11-24T09:00:00+07:00.")
    return datetime.fromisoformat(text) if text else None


def _of_type(given: Mapping[str, Any], name: str, kind: type, *, usual: Any = None) -> Any:
    """The member, which must be of the type; `usual` when it is not there, or a Problem when that is None."""
    value = given.get(name, usual)
    if not isinstance(value, kind):
        raise Problem(WRONG, f"{name} is needed as {'text' if kind is str else 'true or false'}.")
    return value


def _found(request: HttpRequest, name: str, subscription_id: uuid.UUID) -> Subscription:
    found = named(request, name).subscriptions.filter(subscription_id=subscription_id).first()
    if found is None:
        raise no_such()
    return found
