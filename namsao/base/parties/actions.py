"""Register parties and keep their facts right."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from namsao.base.audit.actions import record
from namsao.base.parties import queries
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow
from namsao.core.vietnamese import fold, nfc


@transaction.atomic
def register(*, place: Place, kind: str, name: str, by: Actor, at: datetime, **facts: Any) -> Party:
    """A new party at a unit. facts: tax_code, registration_no, phone, email, address, all optional.

    Raises: AlreadyDone when another party has the tax code.
    """
    _refuse_taken(facts.get("tax_code", ""))
    party = Party(place=place, kind=kind, name=nfc(name), name_folded=fold(name), made_at=at, **facts)
    party.save(force_insert=True)
    record(by=by, at=at, verb="register", target=party)
    return party


@transaction.atomic
def change(*, party: Party, kind: str, name: str, by: Actor, at: datetime, **facts: Any) -> None:
    """New facts of a party. Raises: AlreadyDone when another party has the tax code."""
    _refuse_taken(facts.get("tax_code", ""), other_than=party.pk)
    party.kind, party.name, party.name_folded = kind, nfc(name), fold(name)
    for field, value in facts.items():
        setattr(party, field, value)
    party.save()
    record(by=by, at=at, verb="change", target=party)


@transaction.atomic
def programme_party(*, by: Actor, at: datetime) -> Party:
    """The programme as a party, for what it records in its own name; registered when it first does.

    Raises: NotAllowedNow before the places of the province are loaded.
    """
    if found := queries.programme():
        return found
    province = Place.objects.filter(kind=Place.Kind.PROVINCE, valid_to=None).first()
    if province is None:
        raise NotAllowedNow("Chưa nạp danh mục đơn vị hành chính.", "No places are loaded.")
    facts = {"kind": Party.Kind.AGENCY, "name": queries.programme_title(), "is_illustrative": settings.DEMO}
    return register(place=province, **facts, by=by, at=at)


@transaction.atomic
def register_many(*, parties: Iterable[Party], by: Actor, at: datetime) -> list[Party]:  # noqa: ARG001
    """Bring in parties from another register in bulk; the folded name is filled here."""
    parties = list(parties)
    for party in parties:
        party.name_folded = fold(party.name)
    return Party.objects.bulk_create(parties, batch_size=500)


def _refuse_taken(tax_code: str, other_than: int | None = None) -> None:
    holder = Party.objects.filter(tax_code=tax_code).exclude(pk=other_than).first() if tax_code else None
    if holder:
        raise AlreadyDone(
            f"Mã số thuế {tax_code} đã có ở chủ thể “{holder.name}”.",
            "The tax code is registered already.",
            "tax_code",
        )
