"""The legal representative of a producer: personal data, written with consent, erased on request.

What the audit trail keeps of it is that something was written, never the values.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from namsao.apps.rating.models import Representative
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.vietnamese import nfc

PERSONAL = ("name", "position", "address")
SENSITIVE = ("gender", "ethnicity", "has_disability")


@dataclass(frozen=True, kw_only=True)
class Person:
    """What Form 02, part I.5 asks of the representative. gender: a value of Representative.Gender, "" when not said."""

    name: str
    position: str = ""
    address: str = ""
    gender: str = ""
    ethnicity: str = ""
    has_disability: bool | None = None


@transaction.atomic
def write_representative(
    *,
    party: Party,
    person: Person,
    consent_on: date | None = None,
    founded_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Representative:
    """Write who represents the party by law.

    consent_on: the day the person agreed that gender, ethnicity and disability are kept; without it they are
    refused. founded_on: the party's own day. Writes: the Representative, one audit entry. Raises: BadValue.
    Source: Form 02, parts I.5 and I.6; Law 91/2025/QH15 (to be verified).
    """
    if not person.name.strip():
        raise BadValue("Hãy ghi họ tên người đại diện.", "The name is missing.", "name")
    has_sensitive = any(getattr(person, field) not in ("", None) for field in SENSITIVE)
    if has_sensitive and consent_on is None:
        raise BadValue(
            "Giới tính, dân tộc, khuyết tật chỉ ghi khi người đại diện đồng ý. Hãy hỏi rồi đánh dấu, hoặc để trống.",
            "Gender, ethnicity and disability are kept only with consent.",
            "consent",
        )
    if person.gender not in {"", *Representative.Gender.values}:
        raise BadValue("Hãy chọn nam hoặc nữ.", f"{person.gender!r} is not a choice.", "gender")
    if founded_on and founded_on > timezone.localtime(at).date():
        raise BadValue("Ngày này chưa tới.", "The day lies in the future.", "founded_on")
    known = Representative.objects.select_for_update(of=("self",)).filter(party=party).first()
    row = known or Representative(party=party, made_at=at)
    for field in PERSONAL:
        setattr(row, field, _fitting(getattr(person, field), field))
    row.gender, row.ethnicity = person.gender, _fitting(person.ethnicity, "ethnicity")
    row.has_disability = person.has_disability
    row.consent_on = consent_on if has_sensitive else None
    row.founded_on, row.erased_at = founded_on, None
    row.save()
    record(by=by, at=at, verb="representative.write", target=row)
    return row


@transaction.atomic
def withdraw_consent(*, representative: Representative, by: Actor, at: datetime) -> Representative:
    """Empty what is kept only with consent; name and address stay for the forms.

    Writes: the Representative, one audit entry. Raises: AlreadyDone when there is no consent.
    """
    row = _held(representative)
    if row.consent_on is None:
        raise AlreadyDone("Chưa có đồng ý nào để rút.", "There is no consent to take back.")
    row.gender, row.ethnicity, row.has_disability, row.consent_on = "", "", None, None
    row.save(update_fields=[*SENSITIVE, "consent_on"])
    record(by=by, at=at, verb="representative.withdraw_consent", target=row)
    return row


@transaction.atomic
def erase_representative(*, representative: Representative, by: Actor, at: datetime) -> Representative:
    """Empty every personal field because the person asked; that it was done stays.

    Writes: the Representative, one audit entry without the values. Raises: AlreadyDone.
    Source: Law 91/2025/QH15, right to erasure (to be verified).
    """
    row = _held(representative)
    if row.erased_at:
        raise AlreadyDone("Thông tin đã xoá trước đó.", "It was erased before.")
    for field in (*PERSONAL, "gender", "ethnicity"):
        setattr(row, field, "")
    row.has_disability, row.consent_on, row.erased_at = None, None, at
    row.save()
    record(by=by, at=at, verb="representative.erase", target=row)
    return row


def _held(representative: Representative) -> Representative:
    return Representative.objects.select_for_update(of=("self",)).get(pk=representative.pk)


def _fitting(text: str, field: str) -> str:
    tidy = " ".join(nfc(text).split())
    most = Representative._meta.get_field(field).max_length
    if len(tidy) > most:
        raise BadValue(f"Dài quá: tối đa {most} ký tự.", f"At most {most} characters.", field)
    return tidy
