"""What stands of a paper where personal data may not: one rule for screens, exports and printed lists."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from namsao.apps.evidence.models import Document
from namsao.base.access.policy import rows
from namsao.core.actor import Actor


@dataclass(frozen=True)
class Shown:
    """A document as it may be shown. Masked: it is there, of that kind, and no more is said."""

    document: Document
    title: str
    number: str = ""
    issuer: str = ""
    scope: str = ""
    is_masked: bool = False


def on_screen(documents: Iterable[Document], actor: Actor, also: Collection[int] = ()) -> list[Shown]:
    """As the actor may read them: restricted papers are masked for those who may not open them.

    also: ids of papers the actor reads by another right, such as a dossier to judge.
    """
    found = list(documents)
    asked = Document.objects.filter(pk__in=[each.pk for each in found if each.is_restricted])
    openable = set(rows(actor, "open", asked).values_list("pk", flat=True)) if found else set()
    return [_shown(each, openable | set(also)) for each in found]


def in_export(documents: Iterable[Document]) -> list[Shown]:
    """For files and open data, which travel on: every restricted paper is masked, whoever asks."""
    return [_shown(each, ()) for each in documents]


def _shown(document: Document, openable: Collection[int]) -> Shown:
    if document.is_restricted and document.pk not in openable:
        title = _("Giấy tờ hạn chế: %(kind)s") % {"kind": document.kind_said.name}
        return Shown(document, title, is_masked=True)
    return Shown(document, document.title, document.number, document.issuer, document.scope)
