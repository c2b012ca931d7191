"""Papers in and out: what a form brought is kept, what was kept is shown."""

from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from namsao.base.access.gate import actor_of
from namsao.base.files.actions import keep_upload
from namsao.base.files.models import StoredFile
from namsao.base.files.serving import document_response
from namsao.core.actor import Actor


def keep(form: Form, by: Actor, at: datetime, field: str = "paper") -> StoredFile | None:
    """The paper in that field of a valid form, kept; None when none was chosen. Raises: BadValue on the field."""
    return keep_upload(upload=form.cleaned_data[field], by=by, at=at, field=field)


def signed(request: HttpRequest, form: Form) -> dict[str, Any]:
    """What the actions take of a signed decision, out of a valid form with these fields."""
    by, at = actor_of(request), timezone.now()
    said = {name: form.cleaned_data[name] for name in ("number", "on", "signer")}
    return said | {"paper": keep(form, by, at), "by": by, "at": at}


def paper_answer(stored: StoredFile | None, name: str) -> HttpResponse:
    """The signed paper to read in the browser. Raises: Http404 when there is none."""
    if stored is None:
        raise Http404
    return document_response(stored, name, inline=True)
