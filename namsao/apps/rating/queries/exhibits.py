"""What proves a criterion: the papers attached to a dossier, as one person may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.evidence.models import Document
from namsao.apps.rating.models import Attachment, Dossier
from namsao.base.access.policy import may
from namsao.core.actor import Actor


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One paper under one criterion. files: (name, address), none when it is masked."""

    attachment: Attachment
    title: str
    facts: str
    state: str
    kind: str
    valid_to: date | None
    files: Sequence[tuple[str, str]]
    is_masked: bool = False


# How a paper's validity is coloured.
KINDS = {
    Document.State.VALID: "ok",
    Document.State.NO_END: "ok",
    Document.State.ENDS_SOON: "warn",
    Document.State.NOT_YET: "info",
    Document.State.EXPIRED: "bad",
}


def exhibits(dossier: Dossier, actor: Actor, *, opens_all: bool = False) -> dict[str, list[Exhibit]]:
    """Criterion code -> its papers, in their order.

    opens_all: the actor works on this dossier and reads restricted papers of it too (council, advisory group).
    """
    attached = dossier.attachments.select_related("document__party").prefetch_related(
        "document__files__stored"
    )
    readable = opens_all or may(actor, "see_personal", dossier)
    found: dict[str, list[Exhibit]] = {}
    for each in attached:
        found.setdefault(each.criterion, []).append(_exhibit(each, readable))
    return found


def _exhibit(attachment: Attachment, readable: bool) -> Exhibit:
    document = attachment.document
    masked = document.is_restricted and not readable
    state = document.state_on(timezone.localdate())
    facts = [] if masked else [document.number, document.issuer]
    return Exhibit(
        attachment=attachment,
        title=_("Giấy tờ hạn chế: %(kind)s") % {"kind": document.kind_said.name}
        if masked
        else document.title,
        facts=" · ".join(filter(None, [*facts, attachment.note])),
        state=state.label,
        kind=KINDS[state],
        valid_to=document.valid_to,
        files=() if masked else [_file(attachment, each) for each in document.files.all()],
        is_masked=masked,
    )


def _file(attachment: Attachment, file: Any) -> tuple[str, str]:
    return file.name, reverse("rating:exhibit", args=[attachment.pk, file.pk]) + "?view"
