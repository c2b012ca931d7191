"""The producer's desk: open a dossier, score it, write its texts."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from namsao.apps.evidence.models import Document
from namsao.apps.products.models import Product
from namsao.apps.rating.actions.drafts import _criterion, _editable, _short
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.form02 import MOST_LETTERS, texts_of
from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.packs import criteria_of, newest
from namsao.apps.rating.queries.offers import check_offer, open_dossier_of
from namsao.apps.rating.queries.selfscore import sheet_of
from namsao.base.audit.actions import record
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.rating.criterion import Criterion

MOST_NOTE = 2000


@transaction.atomic
def open_dossier(*, product: Product, kind: str, by: Actor, at: datetime) -> Dossier:
    """Open a dossier of the product under the newest version of its criteria set.

    An upgrade or a re-evaluation begins with what the last recognised dossier said: scores, notes, texts, and
    the papers that are still current or their newer versions.
    Writes: one Dossier, its Attachments, one audit entry. Raises: AlreadyDone when one is open; NotAllowedNow
    for a kind the facts do not allow, with the day it opens.
    Source: Decision 26/2026/QĐ-TTg, arts. 6.1, 7.5, 7.6a.
    """
    # Note: the product is held, so of two who open at once the second sees the first one's dossier.
    product = (
        Product.objects.select_for_update(of=("self",)).select_related("party__place").get(pk=product.pk)
    )
    if open_dossier_of(product):
        raise AlreadyDone(
            "Sản phẩm này đang có một hồ sơ chưa xong. Hãy mở hồ sơ đó.",
            "The product has an open dossier already.",
        )
    today = at.astimezone(VIETNAM).date()
    offer = check_offer(product, kind, today)
    dossier = Dossier.objects.create(
        product=product,
        kind=offer.kind,
        pack=newest(product.set_number, today),
        place=product.party.place,
        opened_at=at,
        changed_at=at,
    )
    if offer.kind != Kind.FIRST:
        _begin_from_last(dossier, at)
    record(by=by, at=at, verb="dossier.open", target=dossier)
    return dossier


@transaction.atomic
def write_scores(
    *,
    dossier: Dossier,
    scores: Mapping[str, int | None],
    notes: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> Dossier:
    """Write the self score and the notes of some criteria; the others stay.

    scores: criterion code -> option number, 0 for none of them, None to take the answer back.
    notes: code -> what the producer says; "" takes it away.
    Writes: the Dossier and one audit entry, when something changed. Raises: NotAllowedNow once it is handed in;
    BadValue naming the criterion.
    """
    dossier = _editable(dossier)
    criteria_set = criteria_of(dossier)
    kept = dict(dossier.self_scores)
    for code, seq in scores.items():
        criterion = _criterion(dossier, code)
        if seq is None:
            kept.pop(code, None)
        else:
            kept[code] = _seq(criterion, seq)
    said = _notes(dossier, notes or {})
    ordered = {each.code: kept[each.code] for each in criteria_set.criteria if each.code in kept}
    if (ordered, said) != (dossier.self_scores, dossier.self_notes):
        dossier.self_scores, dossier.self_notes, dossier.changed_at = ordered, said, at
        dossier.save(update_fields=["self_scores", "self_notes", "changed_at"])
        record(by=by, at=at, verb="dossier.write_scores", target=dossier)
    return dossier


@transaction.atomic
def write_texts(*, dossier: Dossier, texts: Mapping[str, str], by: Actor, at: datetime) -> Dossier:
    """Write parts I, II and IV of Form 02, and what an upgrade or a re-evaluation adds.

    texts: keys of `form02.texts_of` for the dossier's kind; those not given stay.
    Writes: the Dossier and one audit entry, when something changed. Raises: NotAllowedNow; BadValue naming the key.
    Source: Decision 26/2026/QĐ-TTg, art. 6.1 and Form 02.
    """
    dossier = _editable(dossier)
    known = {each.key for each in texts_of(dossier.kind)}
    kept = dict(dossier.texts)
    for key, text in texts.items():
        if key not in known:
            raise BadValue("Mẫu 02 không có mục này.", f"Form 02 has no text {key!r} here.", key)
        kept[key] = _short(text, MOST_LETTERS, key)
    kept = {key: text for key, text in kept.items() if text}
    if kept != dossier.texts:
        dossier.texts, dossier.changed_at = kept, at
        dossier.save(update_fields=["texts", "changed_at"])
        record(by=by, at=at, verb="dossier.write_texts", target=dossier)
    return dossier


def _begin_from_last(dossier: Dossier, at: datetime) -> None:
    """Start from the last dossier that was recognised, when the house has one; else from the last decided one."""
    earlier = Dossier.objects.filter(product=dossier.product_id).exclude(pk=dossier.pk)
    last = (
        earlier.filter(state=State.RECOGNISED).first() or earlier.filter(state=State.NOT_RECOGNISED).first()
    )
    if last is None:
        return
    criteria_set = criteria_of(dossier)
    known = {each.key for each in texts_of(dossier.kind)}
    dossier.previous = last
    dossier.self_scores = sheet_of(criteria_set, last.self_scores)
    dossier.self_notes = {code: note for code, note in last.self_notes.items() if code in criteria_set}
    dossier.texts = {key: text for key, text in last.texts.items() if key in known}
    dossier.efforts = {code: effort for code, effort in last.efforts.items() if code in criteria_set}
    dossier.save(update_fields=["previous", "self_scores", "self_notes", "texts", "efforts"])
    _carry_papers(dossier, last, at)


def _carry_papers(dossier: Dossier, last: Dossier, at: datetime) -> None:
    criteria_set, carried = criteria_of(dossier), {}
    for each in last.attachments.select_related("document"):
        document = _current_version(each.document)
        if document and each.criterion in criteria_set:
            # Two old papers may have become one.
            carried.setdefault((each.criterion, document.pk), (each, document))
    Attachment.objects.bulk_create(
        Attachment(
            dossier=dossier,
            criterion=each.criterion,
            document=document,
            position=each.position,
            note=each.note,
            made_at=at,
        )
        for each, document in carried.values()
    )


def _current_version(document: Document) -> Document | None:
    """The newest version of a paper; None when it was taken back."""
    while document.replaced_by is not None:
        document = document.replaced_by
    return document if document.is_current else None


def _seq(criterion: Criterion, seq: int) -> int:
    if isinstance(seq, bool) or not isinstance(seq, int) or not 0 <= seq <= len(criterion.options):
        raise BadValue(
            f"Tiêu chí {criterion.code}: hãy chọn một mức trong danh sách.",
            f"Criterion {criterion.code} has options 0 to {len(criterion.options)}.",
            criterion.code,
        )
    return seq


def _notes(dossier: Dossier, notes: Mapping[str, str]) -> dict[str, str]:
    kept = dict(dossier.self_notes)
    for code, text in notes.items():
        _criterion(dossier, code)
        kept[code] = _short(text, MOST_NOTE, code)
    return {code: text for code, text in kept.items() if text}
