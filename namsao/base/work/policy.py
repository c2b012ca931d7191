from namsao.base.access.policy import policy
from namsao.base.access.rules import own, with_role
from namsao.base.work.models import Message, Notice
from namsao.core.actor import Role

_mine = own("user")
policy(Notice, {"see": _mine, "read": _mine, "finish": _mine})
policy(Message, {"see": with_role(Role.ADMIN), "resend": with_role(Role.ADMIN)})
