"""Allocate GS1 keys, and claim those that producers bring along."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from namsao.base.keys.models import CompanyPrefix, Counter, GivenGln, TakenGtin
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, KeysExhausted, NotAllowedNow
from namsao.core.gs1.keys import make_gln, make_gtin, make_sscc

GTIN_DIGITS = 12  # of prefix and reference; of a GLN as well
SSCC_DIGITS = 16  # beside the extension digit and the check digit
GTINS_AT_ONCE = 500  # how many candidates are looked at together


def allocate_gtin(*, party: Party, by: Actor, at: datetime) -> str:
    """The next GTIN-14 under the party's prefix, or under the programme's. Writes: counter, the GTIN as taken."""
    return allocate_gtins(party=party, count=1, by=by, at=at)[0]


@transaction.atomic
def allocate_gtins(*, party: Party, count: int, by: Actor, at: datetime) -> list[str]:
    """The next `count` GTINs that nobody brought along before their turn. Writes: counter, the GTINs as taken."""
    counter = _counter(party=party, kind=Counter.Kind.GTIN, by=by, at=at)
    found: list[str] = []
    while len(found) < count:
        wanted = min(count - len(found), GTINS_AT_ONCE)
        next_ones = _next(counter, wanted, make_gtin)
        taken = set(TakenGtin.objects.filter(pk__in=next_ones).values_list("pk", flat=True))
        found += [gtin for gtin in next_ones if gtin not in taken]
    TakenGtin.objects.bulk_create((TakenGtin(gtin=gtin, taken_at=at) for gtin in found), batch_size=500)
    return found


@transaction.atomic
def claim_gtin(*, gtin: str, by: Actor, at: datetime) -> None:  # noqa: ARG001  # a claim is part of the verb of `by`
    """Take a GTIN that a producer has already. gtin: 14 digits, checked. Raises: AlreadyDone at "gtin"."""
    _claimed, is_new = TakenGtin.objects.get_or_create(gtin=gtin, defaults={"taken_at": at})
    if not is_new:
        raise AlreadyDone(
            f"GTIN {gtin} đã dùng cho mặt hàng khác. Mỗi sản phẩm, mỗi quy cách có một GTIN riêng.",
            f"GTIN {gtin} is in use. Every product and pack size has its own.",
            "gtin",
        )


@transaction.atomic
def allocate_gln(*, party: Party, by: Actor, at: datetime) -> str:
    """The next GLN (13 digits), for a place of the party. Writes: the counter, whose GLN it is."""
    gln = _next(_counter(party=party, kind=Counter.Kind.GLN, by=by, at=at), 1, make_gln)[0]
    GivenGln.objects.create(gln=gln, party=party)
    return gln


@transaction.atomic
def party_gln(*, party: Party, by: Actor, at: datetime) -> str:
    """The GLN that names the party itself (PGLN), given at its first shipment. Writes: as `allocate_gln`, once."""
    Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    known = GivenGln.objects.filter(party=party, names_party=True).first()
    if known:
        return known.gln
    gln = allocate_gln(party=party, by=by, at=at)
    GivenGln.objects.filter(gln=gln).update(names_party=True)
    return gln


@transaction.atomic
def allocate_ssccs(*, party: Party, count: int, by: Actor, at: datetime) -> list[str]:
    """The next `count` SSCCs (18 digits). Writes: the counter.

    Nothing here ever gives one again. Source: GS1 General Specifications, SSCC: not reused within a year of shipping.
    """
    counter = _counter(party=party, kind=Counter.Kind.SSCC, by=by, at=at)
    return _next(counter, count, make_sscc, room=SSCC_DIGITS)


def _counter(*, party: Party, kind: str, by: Actor, at: datetime) -> Counter:
    """The counter of the prefix that serves the party, locked."""
    prefix = _prefix_of(party=party, by=by, at=at)
    Counter.objects.get_or_create(prefix=prefix, kind=kind)
    held = Counter.objects.select_for_update(of=("self",)).select_related("prefix")
    return held.get(prefix=prefix, kind=kind)


def _next(
    counter: Counter, count: int, make: Callable[[str, str], str], *, room: int = GTIN_DIGITS
) -> list[str]:
    """The next keys. room: digits that prefix and reference fill together. Writes: the counter."""
    digits = counter.prefix.digits
    width = room - len(digits)
    first = counter.next_reference
    if first + count > 10**width:
        raise KeysExhausted(
            f"Mã doanh nghiệp GS1 {digits} đã dùng hết số. Hãy khai báo mã doanh nghiệp mới.",
            f"GS1 company prefix {digits} has no free reference left.",
        )
    counter.next_reference += count
    counter.save(update_fields=["next_reference"])
    return [make(digits, str(number).zfill(width)) for number in range(first, first + count)]


def _prefix_of(*, party: Party, by: Actor, at: datetime) -> CompanyPrefix:  # noqa: ARG001  # a verb of the system
    own = CompanyPrefix.objects.filter(party=party).first()
    if own:
        return own
    if not settings.GS1_PREFIX:
        raise NotAllowedNow(
            "Chưa khai báo mã doanh nghiệp GS1 của chương trình nên chưa cấp được mã. "
            "Hãy đặt NAMSAO_GS1_PREFIX, hoặc nhập mã GTIN có sẵn của sản phẩm.",
            "The programme has no GS1 company prefix (NAMSAO_GS1_PREFIX).",
        )
    programme, _ = CompanyPrefix.objects.get_or_create(
        digits=settings.GS1_PREFIX, defaults={"party": None, "made_at": at}
    )
    return programme
