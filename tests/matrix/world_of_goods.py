"""Rows of packing, shipping and recalls: all Hoa's; one despatch goes to the other producer."""

from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile

from namsao.apps.farms.actions import add_contract_papers
from namsao.apps.farms.models import HarvestLot
from namsao.apps.farms.tests.build import a_contract, a_delivery, a_household, a_payment
from namsao.apps.products.actions import pack_cases
from namsao.apps.products.models import Batch
from namsao.apps.products.tests.packing import a_delivery as a_material
from namsao.apps.products.tests.packing import a_despatch
from namsao.apps.traceability.actions import launch_recall, open_recall
from namsao.apps.traceability.models import RecallStock
from namsao.apps.traceability.tests.documents import an_object, item, send
from namsao.apps.traceability.tests.files import bring, text_of
from namsao.apps.traceability.tests.recall_build import TEXTS, a_return
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.files.actions import keep_document
from namsao.base.files.tests.papers import a_pdf


def rows_of_goods(cast: SimpleNamespace, batch: Batch, harvest: HarvestLot) -> dict[str, object]:
    """Name of a row -> the row."""
    packed = pack_cases(batch=batch, cases=3, each=5, done_on=TODAY, by=cast.hoa, at=NOW)
    unit, shipped, _kept = packed.units.order_by("pk")
    despatch = a_despatch(cast, units=[shipped])
    recall = open_recall(root=harvest.uri, party=cast.htx, reason="Phiếu 15/KN", by=cast.lan, at=NOW)
    launch_recall(recall=recall, texts=TEXTS, contact="0912 345 678", by=cast.lan, at=NOW)
    stock = RecallStock.objects.filter(line__recall=recall, party=cast.htx, has__gt=0).order_by("pk").first()
    paper = keep_document(content=a_pdf(), name="bien-ban.pdf", by=cast.hoa, at=NOW, field="paper")
    return {
        "slip": packed,
        "unit": unit,
        "despatch": despatch,
        "material": a_material(cast),
        "recall": recall,
        "stock": stock,
        "import": bring(cast, text_of(1)),
        "job": send(cast, an_object(item(1))),
        **rows_of_growers(cast),
        "returned": a_return(cast, stock, quantity=1, paper=paper),
    }


def rows_of_growers(cast: SimpleNamespace) -> dict[str, object]:
    """A household under contract, with what it delivered and was paid."""
    household = a_household(cast)
    contract = a_contract(cast, household=household)
    page = SimpleUploadedFile("hop-dong.pdf", a_pdf(), "application/pdf")
    [paper] = add_contract_papers(contract=contract, files=[page], by=cast.hoa, at=NOW)
    return {
        "household": household,
        "contract": contract,
        "contract_paper": paper,
        "delivery": a_delivery(cast, contract),
        "payment": a_payment(cast, contract),
    }
