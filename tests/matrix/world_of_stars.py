"""The rows of ratings the matrix visits, all of Hoa's products, and the people of a council.

Adds to the cast: chair, secretary, member, recused (a member who stood back), adviser, leader.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from namsao.apps.evidence.tests.build import a_document, a_file, a_labour_list
from namsao.apps.products.models import Product
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import (
    Advice,
    Attachment,
    Declaration,
    Hearing,
    Inspection,
    Recusal,
    ResultNotice,
    SampleMove,
    Sheet,
    TestRequest,
)
from namsao.apps.rating.tests.after_build import a_case
from namsao.apps.rating.tests.build import a_certificate, a_council, a_dossier
from namsao.apps.rating.tests.dossiers_build import a_representative
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.work.tests.build import a_notice

PEOPLE = frozenset({"chair", "secretary", "member", "recused", "adviser", "leader"})


def a_council_for(cast: SimpleNamespace) -> None:
    a_council(cast)
    cast.member, cast.recused, cast.adviser = cast.members[1], cast.members[2], cast.advisers[0]


def rows_of_stars(cast: SimpleNamespace, product: Product) -> dict[str, dict[str, object]]:
    """key of the matrix -> keyword arguments of its address."""
    rows = heard(cast, product) | decided(cast) | library(cast)
    rows |= {"draft": a_dossier(cast, product=a_product(cast, name="Miến dong sợi to"))}
    rows["piece"] = attached(rows["draft"], "1.1", rows["document"])
    notice = a_notice(cast)
    rows |= {"notice": notice, "message": notice.messages.get()}
    rows |= {"representative": a_representative(cast), "council": cast.council, "province": cast.province}
    arguments = {name: {"pk": row.pk} for name, row in rows.items()}
    key = {"key": rows["certificate"].product.gtin}
    return arguments | with_more(rows, arguments) | {"key": key}


def heard(cast: SimpleNamespace, product: Product) -> dict[str, Any]:
    """A dossier before the council; one member stood back, one sheet is begun."""
    dossier = a_dossier(cast, State.HEARING, product=product)
    hearing = dossier.hearings.get()
    seats = {
        name: cast.council.members.get(user=getattr(cast, name)) for name in ("chair", "member", "recused")
    }
    Recusal.objects.create(hearing=hearing, member=seats["recused"], why="Người nhà", at=NOW)
    for member in cast.council.members.scoring():
        Declaration.objects.create(sitting=hearing.sitting, member=member, at=NOW)
    paper = a_labour_list(cast)
    return {
        "heard": dossier,
        "hearing": hearing,
        "sitting": hearing.sitting,
        "round": dossier.round,
        "filing": dossier.filings.get(),
        "report03": dossier.reports.get(),
        "advice": Advice.objects.get(dossier=dossier),
        "seat": seats["member"],
        "sheet": sheet_of(hearing, seats["member"]),
        "exhibit": attached(dossier, "3.3", paper),
        "exhibit_file": a_file(cast, paper),
        "sample": SampleMove.objects.create(dossier=dossier, way="in", desk="commune", quantity=5, at=NOW),
        "test": TestRequest.objects.create(dossier=dossier, what="Độ ẩm", asked_at=NOW),
    }


def attached(dossier: Any, criterion: str, document: Any) -> Attachment:
    return Attachment.objects.create(dossier=dossier, criterion=criterion, document=document, made_at=NOW)


def sheet_of(hearing: Hearing, member: Any) -> Sheet:
    return Sheet.objects.create(
        hearing=hearing, member=member, scores={"1.1": 3}, started_at=NOW, saved_at=NOW
    )


def decided(cast: SimpleNamespace) -> dict[str, Any]:
    """A submission that waits for its decision; a certificate with a notice, an inspection and a case."""
    sent = a_dossier(cast, State.SUBMITTED, product=a_product(cast, name="Miến dong gói nhỏ"))
    certificate = a_certificate(cast, a_product(cast, name="Bột dong"))
    inspection = Inspection.objects.create(
        product=certificate.product, kind="periodic", planned_on=TODAY + timedelta(days=9), made_at=NOW
    )
    return {
        "sent": sent,
        "submission": sent.submissions.get().submission,
        "certificate": certificate,
        "decision": certificate.row.decision,
        "result_notice": ResultNotice.objects.create(row=certificate.row, number="9/TB", on=TODAY, at=NOW),
        "inspection": inspection,
        "case": a_case(cast, certificate),
    }


def library(cast: SimpleNamespace) -> dict[str, Any]:
    document = a_document(cast, title="Giấy đủ điều kiện ATTP của xưởng miến")
    return {"document": document, "evidence_file": a_file(cast, document)}


def with_more(rows: dict[str, Any], arguments: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Addresses that name more than one thing."""
    of_heard = arguments["heard"]
    return {
        "heard_section": of_heard | {"section": "1"},
        "draft_criterion": arguments["draft"] | {"criterion": "1.1"},
        "draft_attachment": arguments["draft"] | {"attachment": rows["piece"].pk},
        "heard_part": of_heard | {"part": "A"},
        "heard_test": of_heard | {"test": rows["test"].pk},
        "test_file": arguments["test"] | {"file": rows["exhibit_file"].pk},
        "exhibit_and_file": arguments["exhibit"] | {"file": rows["exhibit_file"].pk},
        "advice_photo": arguments["advice"] | {"sha256": "0" * 64},
        "code": {"code": rows["certificate"].code},
    }
