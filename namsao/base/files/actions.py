"""Keep an upload."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.db import transaction

from namsao.base.audit.actions import record
from namsao.base.files import images
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor


@transaction.atomic
def keep_picture(*, content: bytes, by: Actor, at: datetime, field: str | None = None) -> StoredFile:
    """Clean a picture and keep it as WebP.

    Writes: the file on disk (before the row, so that a row always has its bytes), one StoredFile, one
    audit entry. Raises: BadValue, with `field`, when it is not a picture we take.
    """
    picture = images.clean(content, field)
    sha256 = hashlib.sha256(picture.content).hexdigest()
    stored = StoredFile(
        sha256=sha256,
        media_type="image/webp",
        size=len(picture.content),
        width=picture.width,
        height=picture.height,
        made_at=at,
    )
    _write_once(stored.path, picture.content)
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
