"""Files that leave the house are remembered: who took what of whom."""

from datetime import datetime

from django.db import transaction

from namsao.apps.traceability.exports import Adapter
from namsao.apps.traceability.queries.chains import Scope
from namsao.base.accounts.models import User
from namsao.base.audit.actions import record
from namsao.base.ui.days import show_day
from namsao.base.ui.display import VIETNAM


@transaction.atomic
def export(*, adapter: Adapter, scope: Scope, by: User, at: datetime) -> bytes:
    """The file of a scope.

    Writes: one audit entry, at the party, or at the person who took all they may see.
    Raises: TooMuch; Malformed when an event has what the form cannot say.
    """
    content = adapter.file(scope, at)
    first, last = (show_day(moment.astimezone(VIETNAM).date()) for moment in (scope.since, scope.until))
    why = f"{adapter.code}, {first} – {last}"
    record(by=by, at=at, verb="export", target=scope.party or by, why=why)
    return content
