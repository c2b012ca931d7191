"""Write the diary of a season, once each, and take back what was written by mistake."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from namsao.apps.farms import rules
from namsao.apps.farms.actions.harvest import record_harvest
from namsao.apps.farms.facts import Facts, Sent, content_of
from namsao.apps.farms.models import DiaryEntry, DiaryPhoto, InputProduct, Season
from namsao.base.audit.actions import record
from namsao.base.files import pdf
from namsao.base.files.actions import keep_document
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor
from namsao.core.diary import Work, check_amount, check_day
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

MOST_PHOTOS = 4
NEEDS_A_NAME = {
    Work.FERTILISE: ("Hãy chọn phân bón, hoặc ghi vào ghi chú.", "Choose the fertiliser, or write a note."),
    Work.SPRAY: ("Hãy chọn thứ đã phun, hoặc ghi vào ghi chú.", "Choose what was sprayed, or write a note."),
}


class OtherContent(AlreadyDone):
    """The id of this entry came before, with something else in it."""


def write_entry(
    *,
    season: Season,
    facts: Facts,
    client_id: UUID | None = None,
    photos: Sequence[bytes] = (),
    noted_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> DiaryEntry:
    """Note one piece of work. The same id with the same content again changes nothing and gives the first entry.

    client_id: of the entry on the phone that wrote it, None for a new one. photos: JPEG, PNG or WebP, at most 4;
    they are cleaned and kept before the transaction, for that takes its time and others want to write meanwhile.
    Writes: DiaryEntry, DiaryPhoto, one audit entry; a harvest what `record_harvest` writes.
    Raises: OtherContent for an id that came with something else; BadValue for a day outside the season or to
    come, an amount without a unit, an input of others, a file that is no picture; what `record_harvest` does.
    """
    facts = _tidied(facts)
    sent = Sent(client_id or uuid4(), content_of(season.pk, facts, photos), noted_at)
    known = _known(sent, by)
    if known:
        return known
    season = Season.objects.select_related("area").get(pk=season.pk)
    _check_day(season, facts, at)
    _check(season, facts, photos)
    files = [_keep(content, number, by, at) for number, content in enumerate(photos, 1)]
    with transaction.atomic():
        # The row is locked so that two tabs that send the same entry make one of it.
        season = Season.objects.select_for_update().select_related("area").get(pk=season.pk)
        _check_day(season, facts, at)
        return _known(sent, by) or _write(season, facts, sent, files, by, at)


@transaction.atomic
def void_entry(*, entry: DiaryEntry, why: str, by: Actor, at: datetime) -> DiaryEntry:
    """Take back an entry that was written by mistake; it stays in the diary, struck out.

    Writes: the DiaryEntry, one audit entry.
    Raises: AlreadyDone for one taken back before; NotAllowedNow for a harvest, which `void_harvest` takes back.
    """
    entry = DiaryEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.voided_at:
        raise AlreadyDone("Việc này đã bỏ rồi.", "This entry is void already.")
    if entry.verb == DiaryEntry.Verb.HARVEST:
        raise NotAllowedNow(
            "Thu hoạch thì xoá ở trang của lô thu hoạch.", "A harvest is taken back on the page of its lot."
        )
    entry.voided_at, entry.void_why = at, rules.tidy(why)
    entry.save(update_fields=["voided_at", "void_why"])
    record(by=by, at=at, verb="void_entry", target=entry, why=entry.void_why)
    return entry


@transaction.atomic
def correct_entry(*, entry: DiaryEntry, facts: Facts, why: str, by: Actor, at: datetime) -> DiaryEntry:
    """Write an entry again as it should have been: the wrong one is voided, its photos go along.

    Writes: both entries, two audit entries. Raises: as `void_entry` and `write_entry`.
    """
    wrong = void_entry(entry=entry, why=why, by=by, at=at)
    if facts.verb is Work.HARVEST:
        raise NotAllowedNow("Thu hoạch thì ghi lô mới.", "Record the harvest as a lot of its own.", "verb")
    right = write_entry(season=wrong.season, facts=facts, by=by, at=at)
    right.replaces = wrong
    right.save(update_fields=["replaces"])
    DiaryPhoto.objects.filter(entry=wrong).update(entry=right)
    return right


def _tidied(facts: Facts) -> Facts:
    texts = {name: rules.tidy(getattr(facts, name)) for name in ("worker", "note", "lot", "early_why")}
    unit = facts.unit or (facts.input.unit if facts.input else "")
    return replace(facts, **texts, unit=unit if facts.amount is not None else "")


def _known(sent: Sent, by: Actor) -> DiaryEntry | None:
    found = DiaryEntry.objects.filter(entered_by=by.id, client_id=sent.client_id).first()
    if found and found.content != sent.content:
        raise OtherContent(
            "Việc này đã gửi trước đó với nội dung khác. Hãy xem trong danh sách: có rồi thì bỏ dòng này, "
            "chưa đúng thì sửa ở dòng đã gửi.",
            "This entry was sent before with other content.",
        )
    return found


def _check_day(season: Season, facts: Facts, at: datetime) -> None:
    check_day(facts.done_on, today=rules.day_of(at), started_on=season.started_on, ended_on=season.ended_on)


def _check(season: Season, facts: Facts, photos: Sequence[bytes]) -> None:
    if len(photos) > MOST_PHOTOS:
        raise BadValue(f"Mỗi việc tối đa {MOST_PHOTOS} ảnh.", f"At most {MOST_PHOTOS} photos.", "photos")
    rules.check_household(facts.household, season.area.party_id)
    if facts.verb is Work.HARVEST:
        if facts.quantity_kg is None:
            raise BadValue("Hãy ghi số cân thu được.", "Write the weight harvested.", "quantity_kg")
        return
    check_amount(facts.amount, facts.unit)
    _check_input(season, facts.input)
    if facts.verb in NEEDS_A_NAME and not (facts.input or facts.note):
        raise BadValue(*NEEDS_A_NAME[facts.verb], "input")
    if facts.area_ha is not None and not 0 < facts.area_ha <= season.area.area_ha:
        raise BadValue(
            "Diện tích làm phải lớn hơn 0 và không quá diện tích của vùng.",
            "The area treated is above 0 and at most the growing area.",
            "area_ha",
        )


def _check_input(season: Season, product: InputProduct | None) -> None:
    if product and product.party_id not in (None, season.area.party_id):
        raise BadValue(
            "Vật tư này của chủ thể khác. Hãy chọn trong danh sách của chủ thể này.",
            "This input belongs to another party.",
            "input",
        )


def _keep(content: bytes, number: int, by: Actor, at: datetime) -> StoredFile:
    if pdf.is_pdf(content):
        raise BadValue("Ở đây chỉ nhận ảnh.", "Only pictures are taken here.", "photos")
    return keep_document(content=content, name=f"anh-{number}.jpg", by=by, at=at, field="photos")


def _write(
    season: Season, facts: Facts, sent: Sent, files: Sequence[StoredFile], by: Actor, at: datetime
) -> DiaryEntry:
    if facts.verb is Work.HARVEST:
        entry = _harvest(season, facts, sent, by, at)
    else:
        entry = DiaryEntry.objects.create(
            season=season,
            verb=facts.verb,
            done_on=facts.done_on,
            input=facts.input,
            amount=facts.amount,
            unit=facts.unit,
            area_ha=facts.area_ha,
            interval_days=facts.input.interval_days if facts.input else None,
            household=facts.household,
            worker=facts.worker,
            note=facts.note,
            entered_by_id=by.id,
            client_id=sent.client_id,
            content=sent.content,
            noted_at=sent.noted_at,
            made_at=at,
        )
        record(by=by, at=at, verb="write_entry", target=entry)
    DiaryPhoto.objects.bulk_create(
        DiaryPhoto(entry=entry, file=file, order=order) for order, file in enumerate(files)
    )
    return entry


def _harvest(season: Season, facts: Facts, sent: Sent, by: Actor, at: datetime) -> DiaryEntry:
    """The lot by the verb of harvests, which writes the line of the diary too."""
    lot = record_harvest(
        season=season,
        lot=facts.lot,
        harvested_on=facts.done_on,
        quantity_kg=facts.quantity_kg,
        note=facts.note,
        early_why=facts.early_why,
        worker=facts.worker,
        household=facts.household,
        sent=sent,
        by=by,
        at=at,
    )
    return lot.entry
