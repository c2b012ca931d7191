"""In whose name a request writes: that of the party it acts for, or of the programme."""

from django.http import HttpRequest
from django.utils import timezone

from namsao.apps.traceability.api.problems import Problem
from namsao.base.access.gate import actor_of
from namsao.base.parties.actions import programme_party
from namsao.base.parties.models import Party
from namsao.base.parties.queries import acts_for, acts_for_programme, programme


def owner(request: HttpRequest) -> Party:
    """Raises: Problem for people who write in nobody's name: communes, auditors, members."""
    actor = actor_of(request)
    party = acts_for(actor)
    if party is None and acts_for_programme(actor):
        party = programme_party(by=actor, at=timezone.now())
    if party is None:
        said = "Producers and the provincial office record events; your role reads them."
        raise Problem("SecurityException", said, status=403)
    return party


def known_owner(request: HttpRequest) -> Party | None:
    """The same for reading: None when there is nobody, or the programme has written nothing yet."""
    actor = actor_of(request)
    return acts_for(actor) or (programme() if acts_for_programme(actor) else None)
