"""Inspections after recognition: the list, the year's plan, one inspection with its acts."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating import after_papers
from namsao.apps.rating.actions import inspection as actions
from namsao.apps.rating.filters.after import InspectionFilter
from namsao.apps.rating.forms.after import (
    ConclusionForm,
    FindingsForm,
    FixedForm,
    InspectionForm,
    PlanForm,
    first_day_of_plan,
)
from namsao.apps.rating.models import Inspection, StarCertificate
from namsao.apps.rating.queries import after_inspections as queries
from namsao.apps.rating.queries.after_certificates import newest_of
from namsao.apps.rating.tables.after import InspectionTable
from namsao.apps.rating.views.after_trail import ask, trail
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed, rows
from namsao.base.files.serving import pdf_response
from namsao.base.ui.display import day as show_day
from namsao.base.ui.forms import refusing, status_of
from namsao.core.errors import NotAllowedNow

PAGE = 25
MOST_PLANNED = 40


@on_rows(Inspection)
def inspections(request: HttpRequest, found: QuerySet[Inspection]) -> HttpResponse:
    filtered = InspectionFilter(request.GET, queries.listed(found), request=request)
    table = InspectionTable(filtered.qs)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "table": table,
        "filters": filtered.form,
        "is_empty": not table.page.paginator.count,
        "may_plan": rows(actor_of(request), "inspect", StarCertificate).exists(),
    }
    return render(request, "rating/after/inspections.html", context)


@on_rows(StarCertificate, "inspect")
def plan(request: HttpRequest, found: QuerySet[StarCertificate]) -> HttpResponse:
    """Which products to look at first, and why; the chosen ones get an inspection each."""
    today = timezone.localdate()
    start = {"planned_on": first_day_of_plan()}
    form = PlanForm(request.POST or None, queryset=found.lasting_on(today), initial=start)
    if form.is_valid():
        with refusing(form):
            said = form.cleaned_data
            products = [each.product for each in said["certificates"].select_related("product")]
            made = actions.plan_year(
                products=products,
                planned_on=said["planned_on"],
                team=said["team"],
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã lập %(count)s đợt kiểm tra.") % {"count": len(made)})
            return redirect("rating:inspections")
    ticked = set(form.data.getlist("certificates")) if form.is_bound else set()
    risks = queries.by_risk(found, today)[:MOST_PLANNED]
    context = {"form": form, "risks": [(each, str(each.certificate.pk) in ticked) for each in risks]}
    return render(request, "rating/after/plan.html", context, status=status_of(form))


@on_row(StarCertificate, "inspect")
def new(request: HttpRequest, certificate: StarCertificate) -> HttpResponse:
    form = InspectionForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            made = actions.plan_inspection(
                product=certificate.product, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã lập đợt kiểm tra."))
            return redirect("rating:inspection", pk=made.pk)
    title = _("Kiểm tra %(product)s") % {"product": certificate.product}
    notes = [_("Chủ thể chỉ thấy đợt đột xuất hoặc theo phản ánh khi đã có kết luận.")]
    return ask(request, form, certificate, title=title, submit=_("Lập đợt kiểm tra"), notes=notes)


@on_row(Inspection)
def inspection(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """One inspection: what was found, what was concluded, the next act. Findings are a draft until then."""
    actor = actor_of(request)
    may = allowed(actor, inspection, "change", "fix")
    certificate = newest_of(inspection.product, timezone.localdate())
    shows = may["change"] or bool(inspection.conclusion)
    context = {
        "inspection": inspection,
        "may": may,
        "certificate": certificate,
        "findings": queries.findings_of(inspection) if shows else [],
        "shows": shows,
        "facts": _facts(inspection, shows=shows),
        "case": rows(actor, "see", queries.cases_of(inspection)).first(),
        "may_revoke": bool(certificate) and allowed(actor, certificate, "open_revocation")["open_revocation"],
        "breadcrumb": trail(inspection)[:1],
    }
    return render(request, "rating/after/inspection.html", context)


@on_row(Inspection, "change")
def findings(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """The checklist of art. 9.3, filled in on the spot; saved as often as needed."""
    if inspection.conclusion:
        raise NotAllowedNow("Đợt kiểm tra đã kết luận, không sửa được nữa.", "The inspection is concluded.")
    today = timezone.localdate()
    checks = queries.checklist(newest_of(inspection.product, today), today)
    form = FindingsForm(request.POST or None, inspection=inspection, checks=checks)
    if form.is_valid():
        with refusing(form):
            said = form.cleaned_data
            actions.write_inspection(
                inspection=inspection,
                done_on=said["done_on"],
                team=said["team"],
                text=said["text"],
                findings=form.findings(),
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã lưu nội dung kiểm tra."))
            return redirect("rating:inspection", pk=inspection.pk)
    context = {"inspection": inspection, "form": form, "breadcrumb": trail(inspection)}
    return render(request, "rating/after/findings.html", context, status=status_of(form))


@on_row(Inspection, "change")
def conclude(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = ConclusionForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.conclude(inspection=inspection, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Đã ghi kết luận kiểm tra."))
            return redirect("rating:inspection", pk=inspection.pk)
    title = _("Kết luận kiểm tra: %(product)s") % {"product": inspection.product}
    notes = [_("Kết luận rồi thì nội dung kiểm tra không sửa được nữa; chủ thể và xã được báo.")]
    return ask(request, form, inspection, title=title, submit=_("Ghi kết luận"), notes=notes)


@on_row(Inspection, "fix")
def fixed(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    form = FixedForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            actions.record_fixed(inspection=inspection, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Đã ghi khắc phục xong."))
            return redirect("rating:inspection", pk=inspection.pk)
    title = _("Khắc phục xong: %(product)s") % {"product": inspection.product}
    facts = [(_("Phải xong trước"), show_day(inspection.fix_by))]
    return ask(request, form, inspection, title=title, submit=_("Ghi khắc phục xong"), facts=facts)


@on_row(Inspection)
def report(request: HttpRequest, inspection: Inspection) -> HttpResponse:
    """The report as PDF, a draft until it is concluded; drafts are for those who write them."""
    may = allowed(actor_of(request), inspection, "change")
    if not inspection.conclusion and not may["change"]:
        raise NotAllowedNow("Biên bản chưa có kết luận.", "The report has no conclusion yet.")
    return pdf_response(
        after_papers.inspection_report(inspection, timezone.now()), f"bien-ban-kiem-tra-{inspection.pk}.pdf"
    )


def _facts(inspection: Inspection, *, shows: bool) -> list[tuple[str, Any]]:
    complaint = [(_("Phản ánh"), inspection.complaint), (_("Mã phản ánh"), inspection.complaint_ref)]
    return [
        (_("Hình thức"), inspection.get_kind_display()),
        (_("Ngày dự kiến"), show_day(inspection.planned_on)),
        (_("Ngày kiểm tra"), show_day(inspection.done_on)),
        (_("Đoàn kiểm tra"), inspection.team),
        *(complaint if shows else []),
        (_("Nhận xét chung"), inspection.text if shows else ""),
        (_("Văn bản kết luận"), inspection.conclusion_no),
        (_("Ngày kết luận"), show_day(inspection.concluded_on)),
        (_("Khắc phục trước"), show_day(inspection.fix_by)),
        (_("Khắc phục xong"), show_day(inspection.fixed_on)),
        (_("Đã khắc phục thế nào"), inspection.fix_text),
    ]
