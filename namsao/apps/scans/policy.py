from namsao.apps.scans.models import ProblemReport
from namsao.base.access.policy import policy
from namsao.base.access.rules import at_place, either, of_party, with_role
from namsao.core.actor import Role

_officers = either(
    at_place("product__party__place", Role.COMMUNE, Role.PROVINCE),
    with_role(Role.PROVINCE),  # reports on codes that belong to no product
)

policy(
    ProblemReport,
    {
        "see": either(of_party("product__party", Role.PRODUCER), _officers, with_role(Role.AUDITOR)),
        "close": _officers,
        # Who runs inspections after recognition (Decision 26/2026/QĐ-TTg, art. 9.4a).
        "inspect": at_place("product__party__place", Role.PROVINCE),
    },
)
