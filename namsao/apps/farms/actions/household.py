"""Households that grow for a producer: registered one by one or by the hundred, corrected, emptied on request.

What the audit trail keeps is that something was written, by number, never the values.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from namsao.apps.farms import rules
from namsao.apps.farms.growers import Grower, Key, key_of, same
from namsao.apps.farms.models import Household
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.vietnamese import fold


@transaction.atomic
def register_household(*, party: Party, grower: Grower, by: Actor, at: datetime) -> Household:
    """Register one household of a producer.

    Writes: Household, one audit entry. Raises: AlreadyDone for one that is there; BadValue for a name without a
    letter, a phone number without consent, a day to come, an area of others.
    """
    made = register_households(party=party, growers=[grower], by=by, at=at)
    if not made:
        raise AlreadyDone(
            "Đã có hộ cùng tên, cùng xã, cùng số điện thoại hoặc thôn. Hai hộ khác nhau thì ghi thêm thôn.",
            "A household of that name, place and phone is there already.",
            "name",
        )
    return made[0]


@transaction.atomic
def register_households(
    *, party: Party, growers: Iterable[Grower], by: Actor, at: datetime
) -> list[Household]:
    """Register many households; those that are there already are left as they are.

    Writes: the Households, numbered on from the last, one audit entry each. Returns: the new ones.
    Raises: BadValue as `register_household`, and then writes nothing.
    """
    # The row is locked so that two people do not give one number twice, nor write one household twice.
    party = Party.objects.select_for_update().get(pk=party.pk)
    last = party.households.aggregate(last=Max("number"))["last"] or 0
    fresh = _fresh(growers, [key_of(each) for each in party.households.not_erased()])
    rows = [Household(party=party, number=last + place, made_at=at) for place in range(1, len(fresh) + 1)]
    for row, grower in zip(rows, fresh, strict=True):
        _fill(row, grower, at)
    Household.objects.bulk_create(rows)
    between = Household.areas.through
    between.objects.bulk_create(
        between(household=row, growingarea=area)
        for row, grower in zip(rows, fresh, strict=True)
        for area in dict.fromkeys(grower.areas)
    )
    for row in rows:
        record(by=by, at=at, verb="register_household", target=row)
    return rows


@transaction.atomic
def change_household(*, household: Household, grower: Grower, by: Actor, at: datetime) -> Household:
    """Correct what is written of a household; without consent its phone number goes.

    Writes: the Household, one audit entry. Raises: as `register_household`; AlreadyDone for an erased one.
    """
    row = _held(household)
    others = row.party.households.not_erased().exclude(pk=row.pk)
    if any(same(grower.key, key_of(each)) for each in others.filter(name_folded=fold(grower.name))):
        raise BadValue(
            "Đã có hộ khác cùng tên, cùng xã, cùng số điện thoại hoặc thôn. Hãy ghi thêm thôn cho rõ.",
            "Another household of that name, place and phone is there.",
            "name",
        )
    _fill(row, grower, at)
    row.save()
    row.areas.set(grower.areas)
    record(by=by, at=at, verb="change_household", target=row)
    return row


@transaction.atomic
def withdraw_household_consent(*, household: Household, by: Actor, at: datetime) -> Household:
    """The household no longer wants its phone number kept; its name stays for its contracts.

    Writes: the Household, one audit entry. Raises: AlreadyDone when there is no consent.
    """
    row = _held(household)
    if row.consent_on is None:
        raise AlreadyDone("Chưa có đồng ý nào để rút.", "There is no consent to take back.")
    row.consent_on, row.phone = None, ""
    _check_new_key(row)
    row.save(update_fields=["consent_on", "phone"])
    record(by=by, at=at, verb="withdraw_household_consent", target=row)
    return row


@transaction.atomic
def erase_household(*, household: Household, by: Actor, at: datetime) -> Household:
    """Empty name, hamlet and phone because the household asked; its number, deliveries and payments stay.

    Writes: the Household, one audit entry without the values. Raises: AlreadyDone.
    Source: Law 91/2025/QH15, right to erasure (to be verified); books of account are kept by the law on accounting.
    """
    row = _held(household)
    row.name = row.name_folded = row.hamlet = row.hamlet_folded = row.phone = ""
    row.consent_on, row.erased_at = None, at
    row.save()
    record(by=by, at=at, verb="erase_household", target=row)
    return row


def _held(household: Household) -> Household:
    row = Household.objects.select_for_update(of=("self",)).select_related("party").get(pk=household.pk)
    if row.erased_at:
        raise AlreadyDone(
            "Thông tin của hộ này đã xoá theo yêu cầu.", "What was written of it was erased on request."
        )
    return row


def _fresh(growers: Iterable[Grower], known: Iterable[Key]) -> list[Grower]:
    """Those that are neither in the books nor earlier in the list."""
    by_name: dict[tuple[int, str], list[Key]] = {}
    for key in known:
        by_name.setdefault(key[:2], []).append(key)
    fresh = []
    for grower in growers:
        others = by_name.setdefault(grower.key[:2], [])
        if not any(same(grower.key, other) for other in others):
            others.append(grower.key)
            fresh.append(grower)
    return fresh


def _fill(row: Household, grower: Grower, at: datetime) -> None:
    name, hamlet = rules.tidy(grower.name), rules.tidy(grower.hamlet)
    if not any(letter.isalpha() for letter in name):
        raise BadValue("Hãy ghi họ tên chủ hộ.", "The name is missing.", "name")
    if grower.phone and grower.consent_on is None:
        raise BadValue(
            "Số điện thoại chỉ ghi khi hộ đồng ý. Hãy hỏi rồi ghi ngày đồng ý, hoặc để trống số điện thoại.",
            "A phone number is kept only with consent.",
            "consent_on",
        )
    if grower.consent_on:
        rules.check_not_future(grower.consent_on, rules.day_of(at), "consent_on")
    if any(area.party_id != row.party_id for area in grower.areas):
        raise BadValue("Vùng trồng này của chủ thể khác.", "The area belongs to another party.", "areas")
    row.name, row.name_folded, row.hamlet, row.hamlet_folded = name, fold(name), hamlet, fold(hamlet)
    row.place, row.phone, row.consent_on = grower.place, grower.phone, grower.consent_on


def _check_new_key(row: Household) -> None:
    """Without its phone a household may be told from another by nothing."""
    others = row.party.households.not_erased().filter(name_folded=row.name_folded).exclude(pk=row.pk)
    if any(key_of(row) == key_of(each) for each in others):
        raise BadValue(
            "Bỏ số điện thoại thì hộ này trùng với hộ khác cùng tên. Hãy sửa thôn của hộ trước.",
            "Without the phone number it equals another household: write its hamlet first.",
        )
