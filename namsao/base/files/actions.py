"""Keep an upload: a picture of a product, or a paper."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from namsao.base.audit.actions import record
from namsao.base.files import images, pdf
from namsao.base.files.models import StoredFile
from namsao.base.files.names import bare
from namsao.core.actor import Actor
from namsao.core.errors import BadValue


@transaction.atomic
def keep_picture(*, content: bytes, by: Actor, at: datetime, field: str | None = None) -> StoredFile:
    """Clean a picture and keep it as WebP.

    Writes: the file on disk (before the row, so that a row always has its bytes), one StoredFile, one
    audit entry. Raises: BadValue, with `field`, when it is not a picture we take.
    """
    return _keep_clean(images.clean(content, field), by, at)


def keep_document(
    *, content: bytes, name: str, by: Actor, at: datetime, field: str | None = None
) -> StoredFile:
    """Keep a paper: a PDF byte for byte, so that its signature survives, or a picture large enough to read.

    name: as the person calls the file, for the sentence of a refusal. The file is judged before the
    transaction begins: a hostile one takes its time, and others want to write meanwhile.
    Writes: as `keep_picture`. Raises: BadValue, with `field`, naming the file.
    """
    name = bare(name) or "không tên"
    if pdf.is_pdf(content):
        pages = pdf.check(content, name, field)
        with transaction.atomic():
            return _keep(content, pdf.MEDIA_TYPE, by, at, pages=pages)
    try:
        picture = images.clean(content, field, images.PAPER)
    except BadValue as refused:
        raise BadValue(
            f"Tệp “{name}”: {refused.sentence} Giấy tờ nhận PDF và ảnh.",
            f"The file “{name}”: {refused.sentence_en} Papers are PDFs or pictures.",
            field,
        ) from refused
    with transaction.atomic():
        return _keep_clean(picture, by, at)


def keep_upload(*, upload: UploadedFile | None, by: Actor, at: datetime, field: str) -> StoredFile | None:
    """As `keep_document`, for what a form took in; None when nothing came.

    Reads one byte more than a paper may have, so that one too large is seen without reading all of it.
    """
    if not upload:
        return None
    content = upload.read(pdf.MAX_BYTES + 1)
    return keep_document(content=content, name=upload.name or "", by=by, at=at, field=field)


def _keep_clean(picture: images.Picture, by: Actor, at: datetime) -> StoredFile:
    return _keep(picture.content, "image/webp", by, at, width=picture.width, height=picture.height)


def _keep(content: bytes, media_type: str, by: Actor, at: datetime, **traits: int) -> StoredFile:
    sha256 = hashlib.sha256(content).hexdigest()
    stored = StoredFile(sha256=sha256, media_type=media_type, size=len(content), made_at=at, **traits)
    _write_once(stored.path, content)
    if not StoredFile.objects.filter(pk=sha256).exists():
        stored.save(force_insert=True)
        record(by=by, at=at, verb="keep", target=stored)
    return stored


def _write_once(path: Path, content: bytes) -> None:
    """Write through a temporary file and a rename: never a half file under the final name."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
