"""Inspections after recognition: planned, written, concluded, repaired."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from namsao.apps.products.models import Product
from namsao.apps.rating.models import Inspection, StarCertificate
from namsao.apps.rating.queries.after_inspections import has_failed
from namsao.apps.rating.signals import inspection_changed
from namsao.base.audit.actions import record
from namsao.base.ui.days import show_day
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.rating.papers import check_day

Conclusion = Inspection.Conclusion


@transaction.atomic
def plan_inspection(
    *,
    product: Product,
    kind: str,
    planned_on: date,
    team: str = "",
    complaint: str = "",
    complaint_ref: str = "",
    by: Actor,
    at: datetime,
) -> Inspection:
    """Put an inspection of a recognised product on the calendar.

    kind: one of Inspection.Kind. complaint: what was reported, without a word about who reported it;
    complaint_ref: of the report, so that one report opens one inspection. Writes: one Inspection, one audit entry.
    News: inspection_changed. Raises: NotAllowedNow for a product without a certificate; BadValue; AlreadyDone.
    Source: Decision 26/2026/QĐ-TTg, art. 9.
    """
    today = localdate(at)
    # The product's row is held, so that a button pressed twice opens one inspection.
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    if not StarCertificate.objects.lasting_on(today).filter(product=product).exists():
        raise NotAllowedNow(
            "Sản phẩm không có giấy chứng nhận còn hiệu lực, nên không có gì để kiểm tra theo Điều 9.",
            "The product has no certificate in force.",
        )
    if planned_on < today:
        raise BadValue("Ngày dự kiến đã qua rồi.", "The planned day is over.", "planned_on")
    if kind == Inspection.Kind.COMPLAINT and not complaint.strip():
        raise BadValue("Ghi tóm tắt nội dung phản ánh.", "Say what was reported.", "complaint")
    if complaint_ref and Inspection.objects.filter(complaint_ref=complaint_ref).exists():
        raise AlreadyDone("Phản ánh này đã có đợt kiểm tra.", "This report has its inspection already.")
    inspection = Inspection.objects.create(
        product=product,
        kind=kind,
        planned_on=planned_on,
        team=team,
        complaint=complaint,
        complaint_ref=complaint_ref,
        made_at=at,
        by_id=by.id,
    )
    record(by=by, at=at, verb="inspection.plan", target=inspection)
    inspection_changed.send(at=at, inspection=inspection.pk)
    return inspection


@transaction.atomic
def plan_year(
    *, products: Iterable[Product], planned_on: date, team: str = "", by: Actor, at: datetime
) -> list[Inspection]:
    """Periodic inspections of several products, to begin on one day. Writes, news, raises: as `plan_inspection`."""
    kind = Inspection.Kind.PERIODIC
    made = [
        plan_inspection(product=each, kind=kind, planned_on=planned_on, team=team, by=by, at=at)
        for each in products
    ]
    if not made:
        raise BadValue("Chọn ít nhất một sản phẩm.", "Choose at least one product.", "certificates")
    return made


@transaction.atomic
def write_inspection(
    *,
    inspection: Inspection,
    done_on: date,
    team: str,
    findings: Sequence[Mapping[str, Any]],
    text: str,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Write down what was found, as often as needed until it is concluded.

    findings: {code, what, state, severity, why, remedy, source}, words of `core.finding`; `field`, where the form
    shows a refusal, is not kept. Writes: the Inspection,
    one audit entry. News: inspection_changed. Raises: NotAllowedNow once concluded, BadValue.
    """
    inspection = _open(inspection)
    check_day(done_on, localdate(at), field="done_on")
    _check_words(findings)
    inspection.done_on, inspection.team, inspection.text = done_on, team, text
    inspection.findings = [{k: v for k, v in each.items() if k != "field"} for each in findings]
    inspection.save(update_fields=["done_on", "team", "text", "findings"])
    record(by=by, at=at, verb="inspection.write", target=inspection)
    inspection_changed.send(at=at, inspection=inspection.pk)
    return inspection


@transaction.atomic
def conclude(
    *,
    inspection: Inspection,
    conclusion: str,
    conclusion_no: str,
    concluded_on: date,
    fix_by: date | None = None,
    by: Actor,
    at: datetime,
) -> Inspection:
    """Say what the inspection came to: keeps, to_fix until a day, or fails. It stands from then on.

    Writes: the Inspection, one audit entry. News: inspection_changed. Raises: NotAllowedNow before anything is
    written down or when it is concluded; BadValue. Source: art. 9; a day for repair is the programme's own.
    """
    inspection = _open(inspection)
    if inspection.done_on is None:
        raise NotAllowedNow(
            "Ghi nội dung kiểm tra trước, rồi mới kết luận.", "Write down what was found first."
        )
    _check_conclusion(inspection, conclusion, concluded_on, fix_by, localdate(at))
    inspection.conclusion, inspection.conclusion_no = conclusion, conclusion_no
    inspection.concluded_on = concluded_on
    inspection.fix_by = fix_by if conclusion == Conclusion.TO_FIX else None
    inspection.save(update_fields=["conclusion", "conclusion_no", "concluded_on", "fix_by"])
    record(by=by, at=at, verb="inspection.conclude", target=inspection, why=Conclusion(conclusion).label)
    inspection_changed.send(at=at, inspection=inspection.pk)
    return inspection


@transaction.atomic
def record_fixed(
    *, inspection: Inspection, fixed_on: date, fix_text: str, by: Actor, at: datetime
) -> Inspection:
    """What had to be repaired is, as an officer saw it.

    Writes: the Inspection, one audit entry. News: inspection_changed. Raises: NotAllowedNow, AlreadyDone, BadValue.
    """
    inspection = _held(inspection)
    if inspection.conclusion != Conclusion.TO_FIX:
        raise NotAllowedNow("Đợt kiểm tra này không có việc phải khắc phục.", "There is nothing to repair.")
    if inspection.fixed_on:
        raise AlreadyDone("Đã ghi khắc phục xong.", "The repair is recorded already.")
    check_day(
        fixed_on, localdate(at), not_before=inspection.concluded_on, than="ngày kết luận", field="fixed_on"
    )
    inspection.fixed_on, inspection.fix_text = fixed_on, fix_text
    inspection.save(update_fields=["fixed_on", "fix_text"])
    record(by=by, at=at, verb="inspection.fixed", target=inspection)
    inspection_changed.send(at=at, inspection=inspection.pk)
    return inspection


def _held(inspection: Inspection) -> Inspection:
    held = Inspection.objects.select_for_update(of=("self",)).select_related("product__party__place")
    return held.get(pk=inspection.pk)


def _open(inspection: Inspection) -> Inspection:
    inspection = _held(inspection)
    if inspection.conclusion:
        raise NotAllowedNow(
            f"Đợt kiểm tra đã kết luận ngày {show_day(inspection.concluded_on)}, không sửa được nữa.",
            "The inspection is concluded.",
        )
    return inspection


def _check_words(findings: Sequence[Mapping[str, Any]]) -> None:
    for each in findings:
        if each["state"] == "failed" and not each.get("why", "").strip():
            raise BadValue(
                f"“{each['what']}”: nội dung chưa đạt cần ghi vì sao.", "Say why it fails.", each.get("field")
            )


def _check_conclusion(
    inspection: Inspection, conclusion: str, concluded_on: date, fix_by: date | None, today: date
) -> None:
    if conclusion not in {Conclusion.KEEPS, Conclusion.TO_FIX, Conclusion.FAILS}:
        raise BadValue("Hãy chọn một kết luận.", "Choose a conclusion.", "conclusion")
    check_day(concluded_on, today, not_before=inspection.done_on, than="ngày kiểm tra", field="concluded_on")
    if conclusion == Conclusion.KEEPS and has_failed(inspection.findings):
        raise BadValue(
            "Còn nội dung chưa đạt: chọn “phải khắc phục” hoặc “không còn đáp ứng”.",
            "Something failed, so it cannot keep.",
            "conclusion",
        )
    if conclusion == Conclusion.TO_FIX and (fix_by is None or fix_by <= concluded_on):
        raise BadValue(
            "Ghi ngày phải khắc phục xong, sau ngày kết luận.", "Say until when, after that day.", "fix_by"
        )
