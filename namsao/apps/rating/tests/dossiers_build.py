"""A dossier that is ready to be handed in, made through the actions of the producer's desk."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from namsao.apps.evidence.tests.build import a_document, a_file
from namsao.apps.products.models import Product
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.dossiers import open_dossier, write_scores, write_texts
from namsao.apps.rating.actions.personal import Person, write_representative
from namsao.apps.rating.form02 import texts_of
from namsao.apps.rating.models import Dossier, Representative, StarCertificate
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.proof import SENSORY, trace_option
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry

from .build import a_certificate, best

NAME, ETHNICITY = "Hoàng Thị Sần", "Dao Thanh Phán"


def a_draft(cast: SimpleNamespace, product: Product | None = None, kind: str = "first") -> Dossier:
    """Just opened by Hoa."""
    return open_dossier(product=product or a_product(cast), kind=kind, by=cast.hoa, at=NOW)


def a_representative(cast: SimpleNamespace, **facts: Any) -> Representative:
    given = {
        "name": NAME,
        "position": "Giám đốc",
        "address": "thôn Bản Cáu",
        "gender": "female",
        "ethnicity": ETHNICITY,
    }
    return write_representative(
        party=cast.htx, person=Person(**given | facts), consent_on=TODAY, by=cast.hoa, at=NOW
    )


def modest(dossier: Dossier) -> dict[str, int]:
    """The best sheet without what needs electronic tracing: no batch is needed to prove it."""
    scores = best(dossier)
    for criterion in criteria_of(dossier).criteria:
        option = trace_option(criterion)
        if option:
            scores[criterion.code] = option.seq - 1
    return scores


def a_paper_for_all(cast: SimpleNamespace, dossier: Dossier) -> Any:
    """One paper with a file under every criterion that is not tasted."""
    document = a_document(cast)
    a_file(cast, document)
    for criterion in criteria_of(dossier).criteria:
        if not criterion.section_title.startswith(SENSORY):
            attach(dossier=dossier, criterion=criterion.code, document=document, by=cast.hoa, at=NOW)
    return document


def a_ready_dossier(cast: SimpleNamespace, product: Product | None = None, kind: str = "first") -> Dossier:
    """Everything the law asks for is there."""
    dossier = a_draft(cast, product, kind)
    a_representative(cast)
    write_scores(dossier=dossier, scores=modest(dossier), by=cast.hoa, at=NOW)
    texts = {text.key: f"{text.label}: đã viết." for text in texts_of(dossier.kind)}
    write_texts(dossier=dossier, texts=texts, by=cast.hoa, at=NOW)
    a_paper_for_all(cast, dossier)
    dossier.refresh_from_db()
    return dossier


def expiring(cast: SimpleNamespace, days: int, **facts: Any) -> StarCertificate:
    """A certificate whose last day is so many days from today."""
    wanted = TODAY + timedelta(days=days + 1)
    return a_certificate(cast, issued_on=wanted.replace(year=wanted.year - 3), **facts)


def verbs() -> list[str]:
    """What the audit trail says was done, oldest first."""
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))
