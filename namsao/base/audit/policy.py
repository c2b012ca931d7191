from namsao.base.access.policy import policy
from namsao.base.access.rules import either, own, with_role
from namsao.base.audit.models import Entry
from namsao.core.actor import Role

policy(
    Entry,
    {"see": either(with_role(Role.PROVINCE, Role.AUDITOR, Role.ADMIN), own("actor_id"))},
)
