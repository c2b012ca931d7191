"""Files of a paper: added one by one, or several at once with a word for each that was refused."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from namsao.apps.evidence import queries
from namsao.apps.evidence.models import Document, DocumentFile
from namsao.base.audit.actions import record
from namsao.base.files.actions import keep_document
from namsao.base.files.names import titled
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow, Refused

MOST_FILES = 30


def add_file(
    *, document: Document, content: bytes, name: str, caption: str = "", by: Actor, at: datetime
) -> DocumentFile:
    """Put one more file behind the paper. The file is judged before anything is locked.

    Writes: one StoredFile if new, one DocumentFile, audit entries. Raises: BadValue naming the file; AlreadyDone
    when the paper has it; NotAllowedNow when a filed dossier leans on the paper, or it was taken back.
    """
    document.refresh_from_db()
    queries.check_open(document)
    stored = keep_document(content=content, name=name, by=by, at=at, field="files")
    with transaction.atomic():
        queries.hold_open(document)
        files = DocumentFile.objects.filter(document=document)
        if files.filter(stored=stored).exists():
            raise AlreadyDone(f"Tệp “{name}” đã có rồi.", f"The file “{name}” is there already.", "files")
        if files.count() >= MOST_FILES:
            raise NotAllowedNow(
                f"Mỗi giấy tối đa {MOST_FILES} tệp. Hãy gộp các trang vào một tệp PDF.",
                f"At most {MOST_FILES} files: put the pages into one PDF.",
            )
        last = files.aggregate(last=Max("order"))["last"] or 0
        file = DocumentFile.objects.create(
            document=document,
            stored=stored,
            order=last + 1,
            name=titled(name, stored.media_type),
            caption=caption.strip()[:200],
            made_at=at,
        )
        record(by=by, at=at, verb="add_file", target=file)
    return file


def add_files(
    *, document: Document, files: Iterable[tuple[str, bytes]], by: Actor, at: datetime
) -> list[Refused]:
    """Add several files, in order; a refused one does not stop the others. Returns: the refusals.

    files: (name, content). Each is in memory only while its turn lasts when the iterable reads it late.
    """
    refused = []
    for name, content in files:
        try:
            add_file(document=document, content=content, name=name, by=by, at=at)
        except Refused as refusal:
            refused.append(refusal)
    return refused


@transaction.atomic
def remove_file(*, file: DocumentFile, by: Actor, at: datetime) -> None:
    """Take a wrong file off a paper that no dossier leans on yet. The bytes stay: they may serve elsewhere.

    Writes: deletes the DocumentFile, one audit entry. Raises: NotAllowedNow.
    """
    queries.hold_open(file.document)
    record(by=by, at=at, verb="remove_file", target=file)
    file.delete()
