from django.db.models import Q

from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, everyone, with_role
from namsao.base.places.models import Place
from namsao.core.actor import Actor, Role


def the_programme(actor: Actor) -> Q:
    """The province, which stands for the programme itself; for administrators."""
    return with_role(Role.ADMIN)(actor) & Q(kind=Place.Kind.PROVINCE)


policy(
    Place,
    {
        "see": everyone,
        # Verbs whose new row will belong to the place.
        "add_party": either(at_place("", Role.COMMUNE, Role.PROVINCE), with_role(Role.ADMIN)),
        "open_round": at_place("", Role.PROVINCE),
        "convene": at_place("", Role.PROVINCE),  # councils
        "make_key": the_programme,
        "post_person": either(at_place("", Role.PROVINCE), with_role(Role.ADMIN)),
    },
)
