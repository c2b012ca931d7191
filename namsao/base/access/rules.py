"""Rules: functions from an actor to the rows of a model, as a Q. Combine them with `either`."""

from collections.abc import Callable

from django.db.models import Q

from namsao.core.actor import Actor, Role

Rule = Callable[[Actor], Q]

# Note: `Q() | x` is `x` in Django, so "every row" and "no row" need conditions of their own.
EVERY_ROW = Q(pk__isnull=False)
NO_ROW = Q(pk__in=[])


def everyone(actor: Actor) -> Q:  # noqa: ARG001  # a rule takes an actor
    """All rows, also for people who are not signed in."""
    return EVERY_ROW


def signed_in(actor: Actor) -> Q:
    """All rows, for anyone with an account."""
    return EVERY_ROW if actor.is_authenticated else NO_ROW


def nobody(actor: Actor) -> Q:  # noqa: ARG001  # a rule takes an actor
    """No row at all."""
    return NO_ROW


def with_role(*roles: Role) -> Rule:
    """All rows, for holders of one of the roles, wherever they are posted."""

    def rule(actor: Actor) -> Q:
        return EVERY_ROW if any(p.role in roles for p in actor.postings()) else NO_ROW

    return rule


def at_place(path: str, *roles: Role) -> Rule:
    """Rows whose unit (`path` leads to it; "" is the row itself) is the posting's, or lies under it."""

    def rule(actor: Actor) -> Q:
        found = NO_ROW
        for posting in actor.postings():
            if posting.role in roles and posting.place_id is not None:
                found |= Q(**{path or "pk": posting.place_id})
                found |= Q(**{f"{path}__parent" if path else "parent": posting.place_id})
        return found

    return rule


def of_party(path: str, *roles: Role) -> Rule:
    """Rows that belong to the party of the posting (`path` leads to it; "" is the row itself)."""

    def rule(actor: Actor) -> Q:
        parties = [p.party_id for p in actor.postings() if p.role in roles and p.party_id is not None]
        return Q(**{f"{path or 'pk'}__in": parties})

    return rule


def own(path: str) -> Rule:
    """Rows that point at the actor."""

    def rule(actor: Actor) -> Q:
        return Q(**{path: actor.id}) if actor.id is not None else NO_ROW

    return rule


def either(*rules: Rule) -> Rule:
    """Rows that any of the rules gives."""

    def rule(actor: Actor) -> Q:
        found = NO_ROW
        for each in rules:
            found |= each(actor)
        return found

    return rule
