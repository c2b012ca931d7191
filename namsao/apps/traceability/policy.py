from namsao.apps.traceability.models import Event
from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, of_party, with_role
from namsao.core.actor import Role

policy(
    Event,
    {
        "see": either(
            of_party("owner", Role.PRODUCER),
            at_place("owner__place", Role.COMMUNE, Role.PROVINCE),
            with_role(Role.AUDITOR),
        )
    },
)
