"""Publish what the door answers; take over what it heard; hear problems."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from namsao.apps.farms.models import GrowingArea
from namsao.apps.products.models import Batch, Product
from namsao.apps.rating.actions.inspection import plan_inspection
from namsao.apps.rating.models import Inspection
from namsao.apps.scans import publishing, queries
from namsao.apps.scans.models import ProblemReport, Published, Scan, Segment
from namsao.apps.traceability.models import Recall
from namsao.base.audit.actions import record
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow
from namsao.core.resolver.scan import Scan as ScanLine
from namsao.resolver import log as segments


@transaction.atomic
def publish(
    *,
    products: Iterable[Product] = (),
    batches: Iterable[Batch] = (),
    areas: Iterable[GrowingArea] = (),
    by: Actor,  # noqa: ARG001  # a verb of the system
    at: datetime,
) -> int:
    """Publish pages of products, batches and growing areas, with the pictures and places they name.

    The page of a voided batch is taken away. Idempotent: an entry whose content did not change keeps its
    version. Returns how many changed.
    """
    today = at.astimezone(VIETNAM).date()
    drafts: dict[str, publishing.Draft] = {}
    for area in areas:
        _add(drafts, publishing.area_draft(area))
    for batch in batches:
        if batch.voided_at:
            _add(drafts, publishing.gone_batch_draft(batch))
            continue
        _add(drafts, publishing.batch_draft(batch, today), publishing.facility_draft(batch.facility))
        for use in batch.inputs.select_related(
            "harvest__season__area__material", "harvest__season__area__place"
        ):
            _add(drafts, publishing.area_draft(use.harvest.season.area))
    for product in products:
        _add(drafts, publishing.product_draft(product, today))
        if product.photo:
            _add(drafts, publishing.image_draft(product.photo))
    return publishing.write(drafts.values())


@transaction.atomic
def warn(*, recall: Recall, by: Actor, at: datetime) -> int:  # noqa: ARG001  # a verb of the system
    """Let the door warn of the goods of a recall at once; their pages are rendered anew by `publish`.

    Writes: published entries of its lots, and of GTINs that are recalled as a whole. Returns how many changed.
    """
    lots, gtins = queries.goods_in(recall)
    keys = [*(f"01/{gtin}/10/{lot}" for gtin, lot in lots), *(f"01/{gtin}" for gtin in gtins)]
    rows = Published.objects.filter(key__in=keys, gone=False)
    return publishing.write(publishing.warned_draft(row, recall) for row in rows)


def _add(drafts: dict[str, publishing.Draft], *new: publishing.Draft) -> None:
    drafts.update({draft.key: draft for draft in new})


@transaction.atomic
def publish_furniture(*, by: Actor, at: datetime) -> int:  # noqa: ARG001  # a verb of the system
    """Publish verdict strips and error pages. Returns 1 when they changed."""
    return publishing.write([publishing.furniture_draft()])


def take_over_scans(*, by: Actor, at: datetime, folder: Path | None = None) -> int:  # noqa: ARG001
    """Move scans from the door's segment files into the store. Returns how many.

    One transaction for each block of a segment: rows and the new offset commit together, so a crash
    repeats nothing and loses nothing. A closed, fully read segment is deleted.
    """
    moved = 0
    for segment in segments.segments(folder or Path(settings.SCANS_ROOT)):
        progress, _made = Segment.objects.get_or_create(name=segment.name)
        while lines := segments.read_lines(segment.path, progress.offset).lines:
            moved += _take_over_lines(progress, lines)
        segments.remove_shipped(segment, progress.offset)
    return moved


@transaction.atomic
def _take_over_lines(progress: Segment, lines: list[bytes]) -> int:
    rows, offset = [], progress.offset
    for line in lines:
        rows.append(_row(progress, offset, ScanLine.from_line(line)))
        offset += len(line)
    Scan.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    progress.offset = offset
    progress.save(update_fields=["offset"])
    return len(rows)


def _row(progress: Segment, offset: int, line: ScanLine) -> Scan:
    return Scan(
        segment=progress,
        offset=offset,
        at=datetime.fromtimestamp(line.at_ms / 1000, tz=VIETNAM),
        key=line.key[:120],
        serial=line.serial[:20],
        language=line.language[:8],
        outcome=line.outcome[:12],
    )


@transaction.atomic
def report_problem(
    *, code: str, kind: str, text: str, contact: str, by: Actor, at: datetime
) -> ProblemReport:
    """Keep what someone tells about a code; find the product it belongs to, when there is one.

    code: what was scanned, any text. Writes: one ProblemReport, one audit entry.
    """
    report = ProblemReport.objects.create(
        product=_product_of(code), code=code[:200], kind=kind, text=text, contact=contact, at=at
    )
    record(by=by, at=at, verb="report", target=report)
    return report


def _product_of(code: str) -> Product | None:
    """The product whose GTIN stands in the text, as `01/{gtin}` or bare."""
    runs = "".join(c if c.isdigit() else " " for c in code).split()
    return Product.objects.filter(
        gtin__in=[run.zfill(14) for run in runs if len(run) in {8, 12, 13, 14}]
    ).first()


@transaction.atomic
def close_report(*, report: ProblemReport, answer: str, by: Actor, at: datetime) -> None:
    """Say what was done about a report. Raises: AlreadyDone."""
    if report.closed_at:
        raise AlreadyDone("Báo cáo này đã được xử lý xong.", "The report is closed already.")
    report.closed_at, report.answer = at, answer
    report.save(update_fields=["closed_at", "answer"])
    record(by=by, at=at, verb="close", target=report, why=answer)


@transaction.atomic
def open_inspection(
    *, report: ProblemReport, planned_on: date, complaint: str, team: str = "", by: Actor, at: datetime
) -> Inspection:
    """Put an inspection on the calendar because of a report; one for each report.

    complaint: what was reported, in the officer's words; neither text nor contact of the report is carried over.
    Writes, news, raises: as `rating.actions.inspection.plan_inspection`; NotAllowedNow without a product.
    """
    if report.product is None:
        raise NotAllowedNow(
            "Mã này không thuộc sản phẩm nào trong sổ, nên không lập kiểm tra được.",
            "The code belongs to no product of the register.",
        )
    return plan_inspection(
        product=report.product,
        kind=Inspection.Kind.COMPLAINT,
        planned_on=planned_on,
        team=team,
        complaint=complaint,
        complaint_ref=queries.reference(report),
        by=by,
        at=at,
    )
