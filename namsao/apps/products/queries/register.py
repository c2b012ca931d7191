"""Reads over many products, harvest lots and batches."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Round
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.farms.models import HarvestLot
from namsao.apps.products.models import (
    Batch,
    BatchInput,
    Despatch,
    Product,
    ProductQuerySet,
    Recognition,
)
from namsao.apps.products.queries.stock import KG, harvest_lines, harvest_returns, total_of
from namsao.base.access.policy import rows
from namsao.base.parties.models import Party
from namsao.base.work.queries import to_do
from namsao.core.actor import Actor, Role
from namsao.core.errors import NotAllowedNow
from namsao.core.gs1.link import ID_GS1_ORG
from namsao.packs import load

RENEWAL_DAYS = 180  # a dossier for re-evaluation takes half a year to gather and judge
MOST_WAITING = 5


def with_left(harvests: QuerySet[HarvestLot]) -> QuerySet[HarvestLot]:
    """Adds `left_kg`: harvested, less what batches have used or others were sent; nothing of a voided lot."""
    used = total_of(_standing_uses(), "harvest", "quantity_kg")
    sent = total_of(harvest_lines(), "harvest", "quantity")
    returned = total_of(harvest_returns(), "line__harvest", "quantity")
    # Note: SQLite adds in floating point; rounding to the gram gives the exact figure back.
    left = Round(F("quantity_kg") - used - sent + returned, 3, output_field=KG)
    return harvests.annotate(
        left_kg=Case(When(voided_at=None, then=left), default=Value(Decimal(0)), output_field=KG)
    )


def harvests_left(party: Party, *, also: Iterable[int] = ()) -> QuerySet[HarvestLot]:
    """Harvest lots of the party that still have something to give, with `left_kg`; the oldest first.

    also: ids of lots to list even when nothing is left of them.
    """
    lots = HarvestLot.objects.of_party(party.pk).select_related("material", "season__area")
    wanted = Q(left_kg__gt=0) | Q(pk__in=list(also))
    return with_left(lots).filter(wanted).order_by("harvested_on", "pk")


def used_kg(harvests: QuerySet[HarvestLot]) -> list[dict[int, Decimal]]:
    """For each use so far: {harvest lot's id: kg}; exact, as `core.mass_balance.remaining` takes it.

    Sent to others counts as used; what came back is a use below zero.
    """
    uses = _standing_uses().filter(harvest__in=harvests).values_list("harvest", "quantity_kg")
    sent = harvest_lines().filter(harvest__in=harvests).values_list("harvest", "quantity")
    back = harvest_returns().filter(line__harvest__in=harvests).values_list("line__harvest", "quantity")
    taken = [{harvest: kg} for harvest, kg in (*uses, *sent)]
    return [*taken, *({harvest: -kg} for harvest, kg in back)]


def used_only_by(batch: Batch) -> QuerySet[HarvestLot]:
    """Harvest lots of which no other batch holds anything, and nothing was sent to anybody."""
    others = _standing_uses().exclude(batch=batch).values("harvest")
    sent = harvest_lines().values("harvest")
    return HarvestLot.objects.filter(uses__batch=batch).exclude(pk__in=others).exclude(pk__in=sent)


def _standing_uses() -> QuerySet[BatchInput]:
    """What batches hold; a voided one has given its inputs back."""
    return BatchInput.objects.filter(batch__voided_at=None)


def next_lot(product: Product, made_on: date) -> str:
    """A lot number nobody has used: the day of production and a number, 261124-1."""
    day = f"{made_on:%y%m%d}"
    taken = set(product.batches.filter(lot__startswith=f"{day}-").values_list("lot", flat=True))
    return next(lot for n in range(1, len(taken) + 2) if (lot := f"{day}-{n}") not in taken)


def register_rows(products: ProductQuerySet, day: date) -> ProductQuerySet:
    """Products with their standing on `day`, producer and commune, for lists and export.

    Adds what `with_standing` adds, and `last_stars`, `last_decision_no`, `last_until` of the latest
    recognition, in force or not.
    """
    latest = Recognition.objects.filter(product=OuterRef("pk"), decided_on__lte=day).order_by(
        "-decided_on", "-id"
    )
    return (
        products.with_standing(day)
        .annotate(
            last_stars=Subquery(latest.values("stars")[:1]),
            last_decision_no=Subquery(latest.values("decision_no")[:1]),
            last_until=Subquery(latest.values("valid_to")[:1]),
        )
        .select_related("party__place")
    )


def register_row(product: Product, day: date) -> Product:
    """One product as `register_rows` gives it."""
    return register_rows(Product.objects.filter(pk=product.pk), day).get()


def standing_on(products: ProductQuerySet, standing: str, day: date) -> ProductQuerySet:
    """Rows of `register_rows` with one standing: in_force, expiring, expired, delisted or unrated."""
    soon = day + timedelta(days=RENEWAL_DAYS)
    wanted = {
        "in_force": Q(stars__isnull=False, is_delisted=False),
        "expiring": Q(starred_until__lte=soon, is_delisted=False),
        "expired": Q(stars__isnull=True, last_stars__isnull=False, is_delisted=False),
        "delisted": Q(is_delisted=True),
        "unrated": Q(last_stars__isnull=True, is_delisted=False),
    }
    return products.filter(wanted[standing])


def last_shelf_life(product: Product) -> timedelta | None:
    """From making to expiry, as in the product's last batch that stands; None before the first."""
    last = product.batches.filter(voided_at=None).order_by("-made_on", "-pk").first()
    return last.expires_on - last.made_on if last else None


def batches_of(product: Product) -> QuerySet[Batch]:
    """Batches, newest first, with `step_count`."""
    standing = Count("steps", filter=Q(steps__voided_at=None))
    return product.batches.select_related("facility", "product__party").annotate(step_count=standing)


def hold(batch: Batch) -> Batch:
    """The batch as it is now, locked until the transaction ends, for what is to hang on it.

    Raises: NotAllowedNow for a voided one.
    """
    held = Batch.objects.select_for_update(of=("self",)).select_related("product__party", "facility")
    batch = held.get(pk=batch.pk)
    if batch.voided_at:
        raise NotAllowedNow(
            f"Lô {batch.lot} đã xoá vì ghi nhầm, nên không làm thêm gì với lô này được.",
            f"Lot {batch.lot} is void: nothing more can be done with it.",
        )
    return batch


def inputs_of(batch: Batch) -> QuerySet[BatchInput]:
    """Harvest lots a batch was made of, the oldest first."""
    inputs = batch.inputs.select_related("harvest__material", "harvest__season__area")
    return inputs.order_by("harvest__harvested_on", "pk")


def certificates_of(product: Product) -> QuerySet[Any]:
    """Certificates of the product, and those its producer holds for everything it makes."""
    return product.certificates.filter(batch=None) | product.party.certificates.filter(product=None)


def certificates_of_batch(batch: Batch) -> QuerySet[Any]:
    """Certificates of this batch alone: laboratory reports."""
    return batch.certificates.all()


def passport_url(thing: Product | Batch) -> str:
    """Where the code on the pack leads."""
    return settings.RESOLVER_URL + thing.uri.removeprefix(ID_GS1_ORG)


def adders(actor: Actor) -> list[Party]:
    """Up to two parties for which the actor may add a product: one is a producer's own, two are a choice."""
    return list(rows(actor, "add_product", Party.objects.producers())[:2])


@cache
def criteria_sets() -> Mapping[str, Mapping[int, str]]:
    """Industry -> number of a criteria set -> its name. Source: the pack vocab/criteria-sets."""
    pack = load("vocab", "criteria-sets")
    industries = {industry["slug"]: industry["name"]["vi"] for industry in pack["industries"]}
    return {
        name: {each["number"]: each["name"]["vi"] for each in pack["sets"] if each["industry"] == slug}
        for slug, name in industries.items()
    }


def set_name(number: int) -> str:
    """The name of a criteria set; empty for a number the pack does not know."""
    return next((names[number] for names in criteria_sets().values() if number in names), "")


def waiting(actor: Actor, on: date | None = None) -> list[dict[str, Any]]:
    """What waits for the actor in the register, at most ten rows: goods that arrive, what a product's page lacks.

    Days that run out stand with the certificates (rating).

    Each: label, url_name, pk (None for a list), query (of the list, with its ?), hint, due (date or None).
    """
    day = on or timezone.localdate()
    return [*_arriving(actor), *_incomplete(actor, day)]


def _parties(actor: Actor) -> list[int | None]:
    return [posting.party_id for posting in actor.postings() if posting.role is Role.PRODUCER]


def _own(actor: Actor) -> ProductQuerySet:
    return Product.objects.filter(party__in=_parties(actor))


def _arriving(actor: Actor) -> list[dict[str, Any]]:
    """Delivery notes to confirm."""
    awaited = Despatch.objects.awaited().filter(to_party__in=_parties(actor)).select_related("party")
    return [
        to_do(
            _("Xác nhận nhận hàng, phiếu %(number)s") % {"number": each.number},
            "products:confirm",
            each.pk,
            hint=str(each.party),
        )
        for each in awaited.order_by("pk")[:MOST_WAITING]
    ]


def _incomplete(actor: Actor, day: date) -> list[dict[str, Any]]:
    bare = _own(actor).with_standing(day).filter(Q(photo=None) | ~Q(story__has_key="vi"), is_delisted=False)
    return [
        to_do(product.name, "products:product", product.pk, hint=_what_lacks(product))
        for product in bare[:MOST_WAITING]
    ]


def _what_lacks(product: Product) -> str:
    if product.story.get("vi"):
        return _("Chưa có ảnh")
    return _("Chưa có câu chuyện sản phẩm") if product.photo_id else _("Chưa có ảnh và câu chuyện sản phẩm")
