"""Where a page of the big buttons stands."""

from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.base.access.policy import may
from namsao.base.parties.models import Party
from namsao.core.actor import Actor


def trail(actor: Actor, *parties: Party | None) -> list[dict[str, str]]:
    """Back to the buttons of the first of the parties for which the actor presses them; nothing for a reader."""
    own = next((party for party in parties if party and may(actor, "pack", party)), None)
    if own is None:
        return []
    return [
        {"label": _("Chế biến, đóng gói"), "url": reverse("products:work")},
        {"label": str(own), "url": reverse("products:work_of", args=[own.pk])},
    ]
