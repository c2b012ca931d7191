"""Questions about parties: in whose name somebody acts."""

from django.conf import settings
from django.utils.translation import override

from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.places.queries import programme_name
from namsao.core.actor import Actor, Role


def acts_for(actor: Actor) -> Party | None:
    """The party a producer or its system acts for; the first registered, when there are several."""
    held = [each.party_id for each in actor.postings() if each.role is Role.PRODUCER and each.party_id]
    return Party.objects.filter(pk__in=held).order_by("pk").first() if held else None


def acts_for_programme(actor: Actor) -> bool:
    """Whether it is the provincial office, or a system of the programme."""
    return any(each.role is Role.PROVINCE for each in actor.postings())


def programme() -> Party | None:
    """The programme itself as a party: the agency at the province that bears its name."""
    agencies = Party.objects.filter(kind=Party.Kind.AGENCY, place__kind=Place.Kind.PROVINCE)
    return agencies.filter(name=programme_title()).order_by("pk").first()


def programme_title() -> str:
    """The programme's name in Vietnamese, whoever asks."""
    with override(settings.LANGUAGE_CODE):
        return programme_name()
