from namsao.apps.evidence.models import Certificate
from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, of_party, with_role
from namsao.core.actor import Role

_writers = either(of_party("party", Role.PRODUCER), at_place("party__place", Role.COMMUNE))

policy(
    Certificate,
    {
        "see": either(_writers, at_place("party__place", Role.PROVINCE), with_role(Role.AUDITOR)),
        "change": _writers,
    },
)
