"""What a paper says, as forms give it and actions take it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from namsao.apps.evidence.models import Document
from namsao.apps.farms.models import GrowingArea
from namsao.apps.products.models import Batch, Facility, Product
from namsao.core.words import NATIVE


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a paper says, and for what. An empty title is the kind's name; no visibility is the kind's own.

    covers: what of the party's it is for; None for all it makes. tick: the box of Form 02 it answers.
    """

    kind: str
    title: str = ""
    number: str = ""
    issuer: str = ""
    scope: str = ""
    tick: str = ""
    covers: Batch | Product | Facility | GrowingArea | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    languages: Sequence[str] = (NATIVE,)
    visibility: str = ""


def facts_of(document: Document) -> Facts:
    """What the document says now, to start a form or a newer version from."""
    plain = {each.name: getattr(document, each.name) for each in fields(Facts)}
    return Facts(**plain)
