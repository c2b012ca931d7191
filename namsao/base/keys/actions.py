"""Allocate GS1 keys."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from namsao.base.keys.models import CompanyPrefix, Counter
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import KeysExhausted, NotAllowedNow
from namsao.core.gs1.keys import make_gln, make_gtin


def allocate_gtin(*, party: Party, by: Actor, at: datetime) -> str:
    """The next GTIN-14 under the party's prefix, or under the programme's. Writes: the counter."""
    return allocate_gtins(party=party, count=1, by=by, at=at)[0]


@transaction.atomic
def allocate_gtins(*, party: Party, count: int, by: Actor, at: datetime) -> list[str]:
    """The next `count` GTINs at once. Writes: the counter."""
    digits, references = _take(party=party, kind=Counter.Kind.GTIN, count=count, by=by, at=at)
    return [make_gtin(digits, reference) for reference in references]


@transaction.atomic
def allocate_gln(*, party: Party, by: Actor, at: datetime) -> str:
    """The next GLN (13 digits). Writes: the counter."""
    digits, references = _take(party=party, kind=Counter.Kind.GLN, count=1, by=by, at=at)
    return make_gln(digits, references[0])


def _take(*, party: Party, kind: str, count: int, by: Actor, at: datetime) -> tuple[str, list[str]]:
    """(prefix, references), each reference as long as the prefix leaves room for in 12 digits."""
    prefix = _prefix_of(party=party, by=by, at=at)
    Counter.objects.get_or_create(prefix=prefix, kind=kind)
    counter = Counter.objects.select_for_update().get(prefix=prefix, kind=kind)
    width = 12 - len(prefix.digits)
    if counter.next_reference + count > 10**width:
        raise KeysExhausted(
            f"Mã doanh nghiệp GS1 {prefix.digits} đã dùng hết số. Hãy khai báo mã doanh nghiệp mới.",
            f"GS1 company prefix {prefix.digits} has no free reference left.",
        )
    first = counter.next_reference
    counter.next_reference += count
    counter.save(update_fields=["next_reference"])
    return prefix.digits, [str(number).zfill(width) for number in range(first, first + count)]


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
