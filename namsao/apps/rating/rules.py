"""Rules of the rating app: which rows a seat on a council, a desk or a party reaches."""

from django.db.models import Exists, OuterRef, Q

from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Hearing, Member, Recusal, sheets_count
from namsao.base.access.rules import Rule, at_place, either, of_party, with_role
from namsao.core.actor import Actor, Role

NOT_YET_FILED = [State.DRAFT]
# What the advisory group works on, and what it has handed over.
WITH_ADVISERS = [State.ACCEPTED, State.ADVISED, State.HEARING, State.SCORED]


def both(rule: Rule, condition: Q) -> Rule:
    """The rows of the rule that also meet the condition."""

    def narrowed(actor: Actor) -> Q:
        return rule(actor) & condition

    return narrowed


def seats(actor: Actor, *wanted: str) -> Q:
    """Condition on Member: the actor's seats in force, of these kinds (any when none is named)."""
    mine = Q(user=actor.id, until__isnull=True) if actor.id is not None else Q(pk__in=[])
    return mine & Q(seat__in=wanted) if wanted else mine


def scores_for(actor: Actor) -> Q:
    """Condition on Member: the actor's seats that hand in sheets."""
    return seats(actor) & sheets_count()


def hearings_of(actor: Actor) -> Q:
    """Condition on Hearing: before a council the actor scores or runs, without those the actor stood back from."""
    mine = Member.objects.filter(seats(actor, *Member.SCORING, Member.Seat.SECRETARY))
    stood_back = Recusal.objects.filter(hearing=OuterRef("pk"), member__user=actor.id)
    open_to = Hearing.objects.filter(~Exists(stood_back), sitting__council__in=mine.values("council"))
    return Q(pk__in=open_to.values("pk"))


def before_council(path: str) -> Rule:
    """Rows whose dossier (`path` leads to it; "" is the row itself) is before a council the actor sits on."""

    def rule(actor: Actor) -> Q:
        heard = Hearing.objects.filter(hearings_of(actor)).values("dossier")
        return Q(**{f"{path or 'pk'}__in": heard})

    return rule


def before_advisers(path: str) -> Rule:
    """Rows whose dossier is with the advisory group of the province the actor's seat is in."""

    def rule(actor: Actor) -> Q:
        mine = Member.objects.filter(seats(actor, *Member.ADVISING))
        prefix = f"{path}__" if path else ""
        return Q(
            **{
                f"{prefix}state__in": WITH_ADVISERS,
                f"{prefix}place__parent__in": mine.values("council__place"),
            }
        )

    return rule


def running(path: str) -> Rule:
    """Rows of a council (`path` leads to it) the actor runs as secretary, chair or deputy."""

    def rule(actor: Actor) -> Q:
        mine = Member.objects.filter(seats(actor, *Member.RUNNING))
        return Q(**{f"{path or 'pk'}__in": mine.values("council")})

    return rule


def seated(path: str) -> Rule:
    """Rows of a council the actor has any seat on."""

    def rule(actor: Actor) -> Q:
        return Q(**{f"{path or 'pk'}__in": Member.objects.filter(seats(actor)).values("council")})

    return rule


def with_commune(path: str = "") -> Rule:
    return at_place(f"{path}place", Role.COMMUNE)


def with_province(path: str = "") -> Rule:
    return at_place(f"{path}place", Role.PROVINCE)


def with_leader(path: str = "") -> Rule:
    return at_place(f"{path}place", Role.LEADER)


def readers_of_product(path: str) -> Rule:
    """Who reads what became of a product after its rating. path: leads to the Product."""
    return either(
        of_party(f"{path}__party", Role.PRODUCER),
        at_place(f"{path}__party__place", Role.COMMUNE, Role.PROVINCE, Role.LEADER),
        with_role(Role.AUDITOR),
    )


def filed(path: str = "") -> Q:
    return ~Q(**{f"{path}state__in": NOT_YET_FILED})


def readers_of(path: str) -> Rule:
    """Who reads a dossier and what hangs on it."""
    drafts = either(of_party(f"{path}product__party", Role.PRODUCER), with_commune(path))
    officers = either(with_province(path), with_leader(path), with_role(Role.AUDITOR))
    key = path.removesuffix("__")
    return either(drafts, both(officers, filed(path)), before_council(key), before_advisers(key))
