"""The table of policies and its two questions: `rows` and `may`."""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from namsao.base.access.rules import Rule
from namsao.core.actor import Actor

M = TypeVar("M", bound=Model)

_rules: dict[type[Model], dict[str, Rule]] = {}


class NoSuchPolicy(LookupError):
    """A verb or model nobody wrote a rule for: our mistake, so it is loud and closed."""


def policy(model: type[Model], rules: Mapping[str, Rule]) -> None:
    """Declare who may do each verb on rows of `model`. `see` is the verb of reading."""
    if model in _rules:
        raise NoSuchPolicy(f"{model.__name__} has a policy already")
    _rules[model] = dict(rules)


def verbs(model: type[Model]) -> frozenset[str]:
    return frozenset(_rules.get(model, {}))


def rows(actor: Actor, verb: str, source: type[M] | QuerySet[M]) -> QuerySet[M]:
    """The rows of a model (or of a narrower QuerySet) on which the actor may do the verb."""
    queryset = source if isinstance(source, QuerySet) else source._default_manager.all()
    try:
        rule = _rules[queryset.model][verb]
    except KeyError:
        raise NoSuchPolicy(f"no policy for {verb!r} on {queryset.model.__name__}") from None
    wanted = rule(actor)
    # A rule may cross to-many relations: the sub-query keeps rows single.
    return queryset.filter(pk__in=queryset.model._default_manager.filter(wanted).values("pk"))


def condition(actor: Actor, verb: str, model: type[Model]) -> Q:
    """The rule itself, for a query that must not hide it in a sub-query; for rules that cross no to-many relation."""
    try:
        return _rules[model][verb](actor)
    except KeyError:
        raise NoSuchPolicy(f"no policy for {verb!r} on {model.__name__}") from None


def may(actor: Actor, verb: str, row: Model) -> bool:
    """Whether the row is among those `rows` gives: the two answers cannot differ."""
    return rows(actor, verb, type(row)).filter(pk=row.pk).exists()


def allowed(actor: Actor, row: Model, *asked: str) -> dict[str, bool]:
    """What a template needs as `may`: verb -> answer."""
    return {verb: may(actor, verb, row) for verb in asked}
