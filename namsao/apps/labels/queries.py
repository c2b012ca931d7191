"""What labels say on a day, how many a batch may still have, and what waits for them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from segno import QRCode

from namsao.apps.labels import codes
from namsao.apps.labels.models import LabelRun
from namsao.apps.labels.paper import PAPERS
from namsao.apps.labels.sheet import Facts, Label
from namsao.apps.products.models import Batch, Product
from namsao.base.access.policy import rows
from namsao.base.audit.models import Entry
from namsao.base.ui.display import number
from namsao.core.actor import Actor
from namsao.core.gs1 import uri
from namsao.core.serials import ALPHABET, LAST_COUNTER, LENGTH, Serials

MOST_AT_ONCE = 2_000
SPOILAGE_PERCENT = 5
MOST_WAITING = 5
ISSUE = "issue_labels"  # the verb in the audit


def limit(batch: Batch) -> int:
    """Labels the batch may have in all: one for each pack, and those spoilt in printing."""
    spoilt = -(-batch.quantity * SPOILAGE_PERCENT // 100)
    return min(batch.quantity + spoilt, LAST_COUNTER + 1)


def unlabelled(batch: Batch) -> int:
    """Packs of the batch that have no label yet."""
    return max(batch.quantity - LabelRun.objects.issued(batch), 0)


def facts(batch: Batch, day: date) -> Facts:
    """What the labels of the batch say when they are printed on `day`."""
    product = batch.product
    stars = Product.objects.in_force(day).filter(pk=product.pk).values_list("stars", flat=True).first()
    return Facts(
        name=product.name,
        producer=product.party.name,
        lot=batch.lot,
        made_on=batch.made_on,
        expires_on=batch.expires_on,
        stars=stars or 0,
        illustrative=batch.is_illustrative,
    )


def address(batch: Batch, serial: str | None = None) -> str:
    """What a QR code says: the batch, or one pack of it, on our own resolver."""
    return codes.address(settings.RESOLVER_URL, batch.product.gtin, batch.lot, serial)


def labels(batch: Batch, counters: Iterable[int]) -> list[Label]:
    """The labels with these counters: serials are computed, none is stored."""
    key = Serials(settings.SERIALS_KEY)
    serials = [key.write(batch.number, counter) for counter in counters]
    return [Label(serial, address(batch, serial)) for serial in serials]


def code_of_a_pack(batch: Batch) -> QRCode:
    """A QR code as large as those of the batch's packs."""
    return codes.symbol(address(batch, ALPHABET[0] * LENGTH))


def fits(batch: Batch, layout: str) -> bool:
    """Whether the QR codes of the batch's packs fit the labels of the layout."""
    return PAPERS[layout].side_mm(codes.modules(code_of_a_pack(batch))) is not None


def issuers(runs: Iterable[LabelRun]) -> dict[int, str]:
    """Id of a run -> who issued it, from the audit."""
    keys = [str(run.pk) for run in runs]
    entries = Entry.objects.filter(
        target_type__app_label="labels", target_type__model="labelrun", target_id__in=keys, verb=ISSUE
    )
    return {int(key): name for key, name in entries.values_list("target_id", "actor_name")}


def without_labels(actor: Actor, day: date) -> QuerySet[Batch]:
    """Batches the actor may print labels for, that have none and are still good; oldest first."""
    mine = rows(actor, "print_labels", Batch.objects.not_voided()).filter(
        label_runs=None, expires_on__gte=day
    )
    return mine.select_related("product").order_by("made_on", "id")


def waiting(actor: Actor, on: date | None = None) -> list[dict[str, Any]]:
    """Batches without any label as rows of the home page: label, url_name, pk, hint, due; at most five."""
    return [
        {
            "label": _("In tem lô %(lot)s, %(product)s") % {"lot": batch.lot, "product": batch.product},
            "url_name": "labels:new",
            "pk": batch.pk,
            "hint": _("%(count)s gói chưa có tem") % {"count": number(batch.quantity)},
            "due": None,
        }
        for batch in without_labels(actor, on or timezone.localdate())[:MOST_WAITING]
    ]


@dataclass(frozen=True, slots=True)
class Issued:
    """Serials of one run of labels, by their counters. number: the batch's own."""

    number: int
    first: int
    count: int

    @property
    def last(self) -> int:
        return self.first + self.count - 1

    def serial(self, number: int) -> str:
        return Serials(settings.SERIALS_KEY).write(self.number, number)

    def serials(self) -> list[str]:
        key = Serials(settings.SERIALS_KEY)
        return [key.write(self.number, each) for each in range(self.first, self.first + self.count)]


def lot_of_serial(gtin: str, serial: str) -> str | None:
    """URI of the batch a serial was computed for, None for one of somebody else's. gtin: class URI."""
    read = Serials(settings.SERIALS_KEY).read(serial)
    batch = Batch.objects.select_related("product").filter(number=read[0]).first() if read else None
    return batch.uri if batch and batch.uri.startswith(f"{gtin}/") else None


def issued_for(lots: Collection[str]) -> list[tuple[str, Issued]]:
    """Runs of labels of the batches among these lots, in the order of batch and counter."""
    keys = [(found.value, found.get("10")) for found in map(uri.parse, lots) if found.get("10")]
    wanted = reduce(or_, (Q(product__gtin=gtin, lot=lot) for gtin, lot in keys), Q(pk__in=[]))
    batches = {batch.pk: batch for batch in Batch.objects.filter(wanted).select_related("product")}
    runs = LabelRun.objects.filter(batch__in=batches).order_by("batch", "first_counter")
    return [
        (batches[run.batch_id].uri, Issued(batches[run.batch_id].number, run.first_counter, run.count))
        for run in runs
    ]
