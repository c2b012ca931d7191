from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, of_party, with_role
from namsao.base.parties.models import Party
from namsao.core.actor import Role

_officers = at_place("place", Role.COMMUNE, Role.PROVINCE)
_own = of_party("", Role.PRODUCER)

policy(
    Party,
    {
        "see": either(_own, _officers, with_role(Role.AUDITOR, Role.ADMIN)),
        "change": either(_own, _officers),
        "post_person": either(_officers, with_role(Role.ADMIN)),
        "make_key": with_role(Role.ADMIN),
        # Verbs of the apps above whose new row will belong to the party.
        "add_facility": either(_own, _officers),
        "add_growing_area": either(_own, _officers),
        "add_product": either(_own, _officers),
        "add_certificate": either(_own, _officers),
        "import_events": either(_own, _officers),
        "pack": either(_own, at_place("place", Role.COMMUNE)),
    },
)
