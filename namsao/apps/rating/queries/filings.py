"""What is handed in, as it is frozen: plain values and their SHA-256."""

import hashlib
from collections.abc import Iterable
from typing import Any

import rfc8785

from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.packs import criteria_of


def papers_of(dossier: Dossier) -> list[Attachment]:
    """Its attachments in the order of the law, documents and files with them."""
    rows = dossier.attachments.select_related("document__party").prefetch_related("document__files")
    order = {each.code: place for place, each in enumerate(criteria_of(dossier).criteria)}
    return sorted(rows, key=lambda each: (order.get(each.criterion, len(order)), each.position, each.pk))


def content_of(dossier: Dossier, papers: Iterable[Attachment]) -> dict[str, Any]:
    """What is handed in, as plain values: no personal data, restricted papers by their kind alone.

    papers: in the order of the law, documents and files with them.
    """
    product = dossier.product
    return {
        "kind": str(dossier.kind),
        "pack": dossier.pack,
        "product": {"gtin": product.gtin, "name": product.name, "net_content": product.net_content},
        "producer": str(product.party),
        "scores": dict(dossier.self_scores),
        "notes": dict(dossier.self_notes),
        "texts": dict(dossier.texts),
        "attachments": [_frozen(each) for each in papers],
    }


def sha256_of(content: dict[str, Any]) -> str:
    """Of the canonical form of the content. Source: RFC 8785."""
    return hashlib.sha256(rfc8785.dumps(content)).hexdigest()


def _frozen(attachment: Attachment) -> dict[str, Any]:
    document = attachment.document
    hidden = document.is_restricted
    return {
        "criterion": attachment.criterion,
        "note": "" if hidden else attachment.note,
        "document": document.pk,
        "kind": document.kind,
        "title": str(document),
        "number": "" if hidden else document.number,
        "valid_to": document.valid_to.isoformat() if document.valid_to else None,
        "files": [each.stored_id for each in document.files.all()],
    }
