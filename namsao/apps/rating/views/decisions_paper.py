"""Papers in and out of the desk of decisions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from namsao.base.files.actions import keep_document
from namsao.base.files.models import StoredFile
from namsao.core.actor import Actor


def keep(form: Any, by: Actor, at: datetime, field: str = "paper") -> StoredFile | None:
    """What was uploaded, kept byte for byte; None when nothing was. Raises: BadValue on the field."""
    upload = form.upload(field)
    return keep_document(**upload, by=by, at=at) if upload else None


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper made here, to read in the browser. name: ASCII."""
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=False, filename=name) or "",
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def paper_answer(stored: StoredFile | None, name: str, answer: Callable[..., HttpResponse]) -> HttpResponse:
    """The signed paper to read in the browser. Raises: Http404 when there is none."""
    if stored is None:
        raise Http404
    return answer(stored, name, inline=True)
