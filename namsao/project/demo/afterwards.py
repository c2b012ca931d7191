"""What comes after the stars: inspections, a certificate that may be revoked, reminders."""

from datetime import date, datetime
from typing import Any

from namsao.apps.products.models import Product
from namsao.apps.rating import after_reminders
from namsao.apps.rating.actions.inspection import conclude, plan_inspection, write_inspection
from namsao.apps.rating.actions.revocation import answer_case, report_stopped
from namsao.apps.rating.models import Inspection, StarCertificate
from namsao.apps.rating.queries.after_inspections import Check, checklist
from namsao.apps.rating.queries.offers import certificate_of
from namsao.core.finding import State
from namsao.project.demo.programme import Programme, Row, moment, producer_of


def after(setting: Programme, at: datetime) -> None:
    """Inspections, the case, and the notices the clock of that day gives."""
    rows = setting.pack["afterwards"]
    for row in rows["inspections"]:
        inspect(setting, row)
    stop(setting, rows["stopped"])
    after_reminders.remind_of_endings(at=at)
    after_reminders.remind_of_clocks(at=at)


def inspect(setting: Programme, row: Row) -> Inspection:
    """An inspection that is planned, or done with something to repair."""
    lan, product = setting.users["lan"], _product(row["product"])
    inspection = plan_inspection(
        product=product,
        kind=row["kind"],
        planned_on=date.fromisoformat(row["planned_on"]),
        team=row["team"],
        by=lan,
        at=moment(row["made_on"]),
    )
    if "conclusion" not in row:
        return inspection
    done_on, end = date.fromisoformat(row["done_on"]), row["conclusion"]
    checks = checklist(certificate_of(product, done_on), done_on)
    inspection = write_inspection(
        inspection=inspection,
        done_on=done_on,
        team=row["team"],
        findings=[_found(each, row["failed"]) for each in checks],
        text=row["text"],
        by=lan,
        at=moment(row["done_on"], 16),
    )
    return conclude(
        inspection=inspection,
        conclusion=Inspection.Conclusion.TO_FIX,
        conclusion_no=end["number"],
        concluded_on=date.fromisoformat(end["on"]),
        fix_by=date.fromisoformat(end["fix_by"]),
        by=lan,
        at=moment(end["on"], 10),
    )


def stop(setting: Programme, row: Row) -> None:
    """A producer no longer makes the product: the commune confirms it, and the 15 days run."""
    product = _product(row["product"])
    certificate = StarCertificate.objects.get(product=product)
    case = report_stopped(
        certificate=certificate,
        paper_no=row["paper"],
        on=date.fromisoformat(row["on"]),
        facts=row["facts"],
        by=setting.officer(product.party.place),
        at=moment(row["reported_on"], 9),
    )
    by = producer_of(product.party)
    answer_case(case=case, answer=row["answer"], by=by, at=moment(row["answered_on"], 9))


def _product(name: str) -> Product:
    return Product.objects.select_related("party__place__parent").get(name=name)


def _found(check: Check, failed: dict[str, Any]) -> dict[str, str]:
    why, remedy = failed.get(check.code, ("", ""))
    return {
        "code": check.code,
        "what": check.what,
        "state": State.FAILED if why else State.MET,
        "severity": check.severity,
        "why": why,
        "remedy": remedy,
        "source": check.source,
    }
