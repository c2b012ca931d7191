"""The papers of the illustrative dossiers: small PDFs, each plainly marked, and the library they lie in."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from namsao.apps.evidence import actions as evidence
from namsao.apps.evidence.kinds import kind_of
from namsao.apps.evidence.models import Document, DocumentFile
from namsao.apps.products.models import Product
from namsao.base.access.visitor import INSTALLER
from namsao.base.files.actions import keep_document
from namsao.base.files.models import StoredFile
from namsao.base.ui.documents import typeset
from namsao.core.actor import Actor

Row = dict[str, Any]

TEMPLATE = Path(__file__).with_name("typst") / "papers.typ"
OTHER = "other"


class Papers:
    """One PDF for each kind of evidence and each signed paper; many documents share it."""

    def __init__(self, pack: Mapping[str, Any], at: datetime) -> None:
        self.kinds: dict[str, Row] = {row["kind"]: row for row in pack["papers"]}
        titled = {kind: {**row, "title": kind_of(kind).name} for kind, row in self.kinds.items()}
        self.files = _kept({**titled, **pack["signed"]}, at)

    def signed(self, name: str) -> StoredFile:
        return self.files[name]

    def kind_for(self, title: str) -> str:
        """The kind of paper that proves a criterion of that title."""
        found = (kind for kind, row in self.kinds.items() if title.startswith(tuple(row["proves"])))
        return next(found, OTHER)

    def library(self, product: Product, *, by: Actor, at: datetime) -> dict[str, Document]:
        """Kind -> the producer's paper of it; those that lack are brought in."""
        mine = Document.objects.current().for_product(product)
        found = {each.kind: each for each in mine}
        made = [self._brought(row, product, by, at) for kind, row in self.kinds.items() if kind not in found]
        # The same PDF was judged once when it was kept; judging it for each paper would take the build a minute.
        DocumentFile.objects.bulk_create(
            DocumentFile(
                document=each,
                stored=self.files[each.kind],
                order=1,
                name=f"{each.number}.pdf",
                caption="Dữ liệu minh hoạ",
                made_at=at,
            )
            for each in made
        )
        return found | {each.kind: each for each in made}

    def _brought(self, row: Row, product: Product, by: Actor, at: datetime) -> Document:
        is_of_product = kind_of(row["kind"]).of == "product"
        owner = f"SP{product.pk}" if is_of_product else f"CT{product.party_id}"
        facts = evidence.Facts(
            kind=row["kind"],
            number=f"{row['number']}-{owner}",
            issuer=row["issuer"],
            tick=row["tick"],
            covers=product if is_of_product else None,
            valid_from=date.fromisoformat(row["from"]),
            valid_to=date.fromisoformat(row["to"]) if row["to"] else None,
        )
        return evidence.add_document(party=product.party, facts=facts, by=by, at=at)


def _kept(papers: Mapping[str, Row], at: datetime) -> dict[str, StoredFile]:
    """Name -> the kept file. Typst sets all of them as one document, of a page each."""
    rows = [{"title": row["title"], "lines": row["lines"]} for row in papers.values()]
    data = json.dumps({"title": "Giấy tờ minh hoạ", "papers": rows})
    pages = _pages(typeset(TEMPLATE, {"data": data}, at))
    return {
        name: keep_document(content=page, name=f"{name}.pdf", by=INSTALLER, at=at)
        for name, page in zip(papers, pages, strict=True)
    }


def _pages(content: bytes) -> list[bytes]:
    found = []
    with pikepdf.open(BytesIO(content)) as whole:
        for page in whole.pages:
            target = BytesIO()
            with pikepdf.new() as single:
                single.pages.append(page)
                single.save(target, deterministic_id=True)
            found.append(target.getvalue())
    return found
