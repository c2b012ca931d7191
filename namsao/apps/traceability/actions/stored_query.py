"""Keep queries under a name, and take them away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from namsao.apps.traceability.models import StoredQuery
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.epcis.query import BadQuery, Kind, read_query
from namsao.core.errors import AlreadyDone

LONGEST_NAME, MOST_QUERIES = 200, 500


@transaction.atomic
def store_query(
    *, name: str, body: Mapping[str, Any], context: Sequence[Any], owner: Party, by: Actor, at: datetime
) -> StoredQuery:
    """Keep a query that can be read, under a name its owner has not given yet.

    body: the "query" of POST /queries. context: JSON-LD, for the prefixes in it.
    Writes: one StoredQuery, one audit entry. Raises: BadQuery; AlreadyDone for a name that is taken.
    Source: EPCIS 2.0, section 12.6.
    """
    _check_name(name)
    read_query({"query": body, "@context": list(context)})
    if StoredQuery.objects.filter(owner=owner).count() >= MOST_QUERIES:
        raise BadQuery(
            "",
            f"quá nhiều: tối đa {MOST_QUERIES}",
            f"is one too many: at most {MOST_QUERIES}",
            Kind.TOO_COMPLEX,
        )
    taken = AlreadyDone("Đã có câu hỏi mang tên này.", "A query of this name exists.", "name")
    if StoredQuery.objects.filter(owner=owner, name=name).exists():
        raise taken
    try:
        with transaction.atomic():
            query = StoredQuery.objects.create(
                owner=owner, name=name, body=body, context=list(context), made_at=at
            )
    except IntegrityError as error:  # somebody else was faster
        raise taken from error
    record(by=by, at=at, verb="store_query", target=query)
    return query


@transaction.atomic
def drop_query(*, query: StoredQuery, by: Actor, at: datetime) -> None:
    """The query goes, and with it everybody's subscription to it. Writes: one audit entry."""
    record(by=by, at=at, verb="drop_query", target=query)
    query.delete()


def _check_name(name: str) -> None:
    """A name is one segment of an address. Raises: BadQuery."""
    is_plain = name.isprintable() and name == name.strip() and "/" not in name and name not in {"", ".", ".."}
    if not is_plain or len(name) > LONGEST_NAME:
        raise BadQuery(
            "name",
            f"cần 1 đến {LONGEST_NAME} ký tự in được, không có dấu gạch chéo",
            f"needs 1 to {LONGEST_NAME} printable characters without a slash",
            Kind.VALIDATION,
        )
