from django.db.models import Q

from namsao.base.access.policy import policy
from namsao.base.access.rules import Rule, at_place, either, of_party, own, with_role
from namsao.base.accounts.models import ApiKey, Posting, User
from namsao.base.places.models import Place
from namsao.core.actor import Actor, Role


def only_within(*inside: Rule) -> Rule:
    """People who hold a role now, and none outside what `inside` gives of the roles held.

    A link that sets a password opens everything its owner may do, so whoever hands one out must stand
    over all of it: a producer who also sits in the provincial office is not the commune's to let in.
    """

    def rule(actor: Actor) -> Q:
        held = Posting.objects.filter(until=None)
        within = held.filter(either(*inside)(actor))
        outside = held.exclude(pk__in=within.values("pk"))
        return Q(pk__in=within.values("user")) & ~Q(pk__in=outside.values("user"))

    return rule


def below_admin(actor: Actor) -> Q:
    """Roles at the actor's province or its units, but for administrators, and leaders, who sign after it."""
    return at_place("place", Role.PROVINCE)(actor) & ~Q(role__in=[Role.ADMIN, Role.LEADER])


def appointable(actor: Actor, place: Place) -> frozenset[Role]:
    """Roles the actor may give at the place; administrators and leaders by administrators alone."""
    if place.kind != Place.Kind.PROVINCE:
        return frozenset({Role.COMMUNE})
    is_admin = any(posting.role is Role.ADMIN for posting in actor.postings())
    by_admin = {Role.ADMIN, Role.LEADER} if is_admin else set()
    return frozenset({Role.PROVINCE, Role.AUDITOR, Role.MEMBER, *by_admin})


_producers = at_place("party__place", Role.COMMUNE, Role.PROVINCE)

_above = either(only_within(at_place("party__place", Role.PROVINCE)), with_role(Role.ADMIN))

policy(
    User,
    {
        "see": either(
            own("pk"),
            at_place("posting_rows__party__place", Role.COMMUNE, Role.PROVINCE),
            at_place("posting_rows__place", Role.PROVINCE),
            with_role(Role.AUDITOR, Role.ADMIN),
        ),
        "change": own("pk"),
        "invite": either(only_within(_producers, below_admin), with_role(Role.ADMIN)),
        "suspend": _above,
        # Whoever takes a second factor away leaves only a password before all that its owner may do.
        "reset_factor": _above,
    },
)
policy(
    Posting,
    {
        "see": either(
            own("user"), at_place("party__place", Role.COMMUNE, Role.PROVINCE), with_role(Role.ADMIN)
        ),
        "end": either(at_place("party__place", Role.PROVINCE), with_role(Role.ADMIN)),
    },
)
policy(
    ApiKey,
    {
        # The party's own people know which systems act in their name, and with which reach.
        "see": either(
            of_party("party", Role.PRODUCER),
            at_place("party__place", Role.PROVINCE),
            with_role(Role.AUDITOR, Role.ADMIN),
        ),
        "revoke": with_role(Role.ADMIN),
    },
)
