"""Dossiers at the desks, made through the actions of commune, province and advisory group."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.urls import reverse
from pypdfium2 import PdfDocument

from namsao.apps.evidence.models import Document
from namsao.apps.evidence.tests.build import a_document, a_file
from namsao.apps.products.models import Product
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.advice import Visit, write_proposed, write_visit
from namsao.apps.rating.actions.commune import Letters, write_form03
from namsao.apps.rating.actions.samples import move_samples
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Advice, CommuneReport, Dossier
from namsao.base.accounts.tests.cast import NOW, TODAY

from .build import ITEMS, a_council, a_dossier, best

SAID = {
    f"{each}{end}": "agrees" if end else f"Nhận xét về {each}." for each in ITEMS for end in ("", "_verdict")
}


def at(name: str, *args: object) -> str:
    return reverse(f"rating:{name}", args=args)


def letters(**facts: Any) -> Letters:
    given = {"report_no": "45/BC-UBND", "report_on": TODAY, "letter_no": "46/UBND-KT", "letter_on": TODAY}
    return Letters(**given | facts)


def five_samples(cast: SimpleNamespace, dossier: Dossier) -> None:
    move_samples(dossier=dossier, source="producer", target="commune", quantity=5, by=cast.tuan, at=NOW)


def ready_to_propose(cast: SimpleNamespace, **facts: Any) -> Dossier:
    """Filed, Form 03 written, five samples with the commune."""
    dossier = a_dossier(cast, State.FILED, **facts)
    write_form03(dossier=dossier, said=SAID, by=cast.tuan, at=NOW)
    five_samples(cast, dossier)
    return dossier


def with_group(cast: SimpleNamespace, **facts: Any) -> Dossier:
    """Accepted by the province; the council and its advisory group are there."""
    a_council(cast)
    return a_dossier(cast, State.ACCEPTED, **facts)


def ready_to_submit(cast: SimpleNamespace, dossier: Dossier | None = None) -> Dossier:
    """Visited, summed up, every criterion scored by Nam."""
    dossier = dossier or with_group(cast)
    nam = cast.advisers[0]
    visit = Visit(on=TODAY - timedelta(days=1), text="Xưởng sạch.", summary="Đủ điều kiện đưa ra hội đồng.")
    write_visit(dossier=dossier, visit=visit, by=nam, at=NOW)
    write_proposed(dossier=dossier, scores=best(dossier), notes={}, by=nam, at=NOW)
    return dossier


def a_reevaluation(cast: SimpleNamespace, state: State = State.ACCEPTED, **facts: Any) -> Dossier:
    if not hasattr(cast, "council"):
        a_council(cast)
    return a_dossier(cast, state, kind=Kind.REEVALUATION, **facts)


def draft(dossier: Dossier) -> CommuneReport:
    return CommuneReport.objects.get(dossier=dossier, issued_at=None)


def report(dossier: Dossier) -> Advice:
    return Advice.objects.get(dossier=dossier)


def another(cast: SimpleNamespace) -> Product:
    return a_product(cast, name="Bún dong khô")


def a_test_report(cast: SimpleNamespace) -> Document:
    """A laboratory report of all HTX makes, with its file."""
    paper = a_document(cast, kind="test-report", tick="", title="Phiếu kiểm nghiệm SO2", number="KN-77")
    a_file(cast, paper)
    return paper


def text_of(content: bytes) -> str:
    """Without line breaks, which fall where the paper is full."""
    pages = [page.get_textpage().get_text_bounded() for page in PdfDocument(content)]
    return " ".join(" ".join(pages).split())
