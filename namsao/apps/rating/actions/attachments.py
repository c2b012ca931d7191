"""Papers of the library under the criteria of a draft: put, taken off, put in order."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from namsao.apps.evidence.actions import Facts, add_document, add_file
from namsao.apps.evidence.models import Document
from namsao.apps.rating.actions.drafts import _criterion, _editable, _short, _touch
from namsao.apps.rating.models import Attachment, Dossier
from namsao.base.audit.actions import record
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow, Refused

MOST_PIECES = 20  # under one criterion


@transaction.atomic
def attach(
    *, dossier: Dossier, criterion: str, document: Document, note: str = "", by: Actor, at: datetime
) -> Attachment:
    """Put a paper of the library under a criterion, after those that are there.

    note: where in the paper to look. Writes: one Attachment, one audit entry. Raises: NotAllowedNow once the dossier
    is handed in or for a paper that was replaced or taken back; AlreadyDone; BadValue.
    """
    dossier = _editable(dossier)
    _criterion(dossier, criterion)
    _check_paper(dossier, document)
    there = dossier.attachments.filter(criterion=criterion)
    if there.filter(document=document).exists():
        raise AlreadyDone(
            f"Giấy này đã gắn cho tiêu chí {criterion} rồi.",
            "It is attached to this criterion already.",
            "document",
        )
    if there.count() >= MOST_PIECES:
        raise NotAllowedNow(
            f"Mỗi tiêu chí tối đa {MOST_PIECES} giấy. Hãy gộp giấy tờ cùng loại.",
            f"At most {MOST_PIECES} papers under one criterion.",
        )
    last = there.aggregate(last=Max("position"))["last"]
    attachment = Attachment.objects.create(
        dossier=dossier,
        criterion=criterion,
        document=document,
        position=0 if last is None else last + 1,
        note=_short(note, 200, "note"),
        made_at=at,
    )
    _touch(dossier, at)
    record(by=by, at=at, verb="dossier.attach", target=attachment)
    return attachment


@transaction.atomic
def attach_new(
    *,
    dossier: Dossier,
    criterion: str,
    facts: Facts,
    file: tuple[str, bytes],
    note: str = "",
    by: Actor,
    at: datetime,
) -> Attachment:
    """Put a new paper with its file into the library and under a criterion, or, when anything is refused, nothing.

    file: (name, content). Writes: one Document, its file, one Attachment, audit entries.
    Raises: as `attach`, `add_document` and `add_file`.
    """
    document = add_document(party=dossier.product.party, facts=facts, by=by, at=at)
    name, content = file
    try:
        add_file(document=document, content=content, name=name, by=by, at=at)
    except Refused as refused:
        refused.field = "file"  # one here, several in the library
        raise
    return attach(dossier=dossier, criterion=criterion, document=document, note=note, by=by, at=at)


@transaction.atomic
def detach(*, attachment: Attachment, by: Actor, at: datetime) -> None:
    """Take a paper off a criterion; it stays in the library, and can be attached again.

    Writes: deletes the Attachment, one audit entry. Raises: NotAllowedNow once the dossier is handed in.
    """
    dossier = _editable(attachment.dossier)
    record(by=by, at=at, verb="dossier.detach", target=attachment)
    attachment.delete()
    _touch(dossier, at)


@transaction.atomic
def reorder(*, attachment: Attachment, position: int, by: Actor, at: datetime) -> None:
    """Move a paper to another place among those of its criterion.

    position: counted from 0, beyond the end means last. Writes: Attachments, one audit entry. Raises: NotAllowedNow.
    """
    dossier = _editable(attachment.dossier)
    row = list(dossier.attachments.filter(criterion=attachment.criterion).exclude(pk=attachment.pk))
    row.insert(max(0, position), attachment)
    for place, each in enumerate(row):
        each.position = place
    Attachment.objects.bulk_update(row, ["position"])
    _touch(dossier, at)
    record(by=by, at=at, verb="dossier.reorder", target=attachment)


def _check_paper(dossier: Dossier, document: Document) -> None:
    papers = Document.objects.for_product(dossier.product).filter(pk=document.pk)
    if not papers.exists():
        raise BadValue(
            "Giấy này không nói về sản phẩm của hồ sơ.", "The paper is not about this product.", "document"
        )
    if not papers.current().exists():
        raise NotAllowedNow(
            "Giấy này đã rút hoặc đã có bản mới thay. Hãy chọn bản mới.",
            "The paper was taken back or replaced: choose the newer one.",
            "document",
        )
