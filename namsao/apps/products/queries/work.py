"""What the big buttons show: batches in hand, goods on their way, the last slips."""

from collections.abc import Sequence

from django.db.models import QuerySet

from namsao.apps.farms.models import HarvestLot
from namsao.apps.products.models import Batch, MaterialLot, Slip
from namsao.apps.products.queries.register import harvests_left
from namsao.apps.products.queries.stages import fitting
from namsao.apps.products.queries.stock import lots_left, with_packs_left
from namsao.base.parties.models import Party
from namsao.core.processes.template import Stage, Where

MOST_BATCHES, MOST_SLIPS, MOST_TO_SEND = 12, 15, 20


def in_hand(party: Party) -> QuerySet[Batch]:
    """Batches of the party that stand, the newest first, with `packs_left`."""
    batches = Batch.objects.not_voided().filter(product__party=party).select_related("product", "facility")
    return with_packs_left(batches).order_by("-made_on", "-pk")


def last_slips(party: Party) -> QuerySet[Slip]:
    """The last slips of the party, voided ones too."""
    return (
        Slip.objects.filter(party=party).select_related("entered_by").order_by("-made_at", "-pk")[:MOST_SLIPS]
    )


def goods_to_send(party: Party) -> tuple[Sequence[Batch], Sequence[HarvestLot], Sequence[MaterialLot]]:
    """Batches with loose packs, the newest first; harvest lots and material lots with kilograms, the oldest first."""
    return (
        list(in_hand(party).filter(packs_left__gt=0)[:MOST_TO_SEND]),
        list(harvests_left(party)[:MOST_TO_SEND]),
        list(lots_left(party)[:MOST_TO_SEND]),
    )


def lands_catch(party: Party) -> bool:
    """Whether a product of the party is made of wild-caught seafood, as far as its processes tell."""
    products = party.products.all()
    return any(_is_caught(template.stages) for each in products for template in fitting(each))


def slips_of_batch(batch: Batch) -> QuerySet[Slip]:
    """Slips that packed or stepped a batch, the newest first."""
    found = Slip.objects.filter(units__contents__batch=batch) | Slip.objects.filter(step__batch=batch)
    return Slip.objects.filter(pk__in=found.values("pk")).order_by("-made_at", "-pk")


def usual_case(batch: Batch) -> int | None:
    """Packs in the last case of the product; None before the first."""
    last = batch.packed.model.objects.filter(batch__product=batch.product_id).order_by("-pk").first()
    return last.quantity if last else None


def _is_caught(stages: Sequence[Stage]) -> bool:
    return any(stage.where is Where.VESSEL for stage in stages)
