from namsao.apps.labels.models import LabelRun
from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, of_party, with_role
from namsao.core.actor import Role

_printers = either(
    of_party("batch__product__party", Role.PRODUCER), at_place("batch__product__party__place", Role.COMMUNE)
)

policy(
    LabelRun,
    {
        "see": either(
            _printers, at_place("batch__product__party__place", Role.PROVINCE), with_role(Role.AUDITOR)
        ),
        # A sheet and a list of serials are labels themselves: who only reads does not get them.
        "print": _printers,
    },
)
