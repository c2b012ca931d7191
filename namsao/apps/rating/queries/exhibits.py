"""What proves a criterion: the papers attached to a dossier, as one person may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from namsao.apps.evidence.models import Document
from namsao.apps.evidence.queries import Shown, on_screen
from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.queries.proof import attached
from namsao.base.access.policy import rows
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


def exhibits(dossier: Dossier, actor: Actor) -> dict[str, list[Exhibit]]:
    """Criterion code -> its papers in their order, restricted ones masked for who may not open them here."""
    papers = attached(dossier)
    documents = {each.document_id: each.document for pieces in papers.values() for each in pieces}
    opened = rows(actor, "open", Attachment).filter(dossier=dossier).values_list("document", flat=True)
    shown = {each.document.pk: each for each in on_screen(documents.values(), actor, also=set(opened))}
    return {
        code: [_exhibit(each, shown[each.document_id]) for each in pieces] for code, pieces in papers.items()
    }


def _exhibit(attachment: Attachment, shown: Shown) -> Exhibit:
    state = shown.document.state_on(timezone.localdate())
    note = "" if shown.is_masked else attachment.note
    files = () if shown.is_masked else shown.document.files.all()
    return Exhibit(
        attachment=attachment,
        title=shown.title,
        facts=" · ".join(filter(None, [shown.number, shown.issuer, note])),
        state=state.label,
        kind=KINDS[state],
        valid_to=shown.document.valid_to,
        files=[_file(attachment, each) for each in files],
        is_masked=shown.is_masked,
    )


def _file(attachment: Attachment, file: Any) -> tuple[str, str]:
    return file.name, reverse("rating:exhibit", args=[attachment.pk, file.pk]) + "?view"
