"""Revocations: the list with its 15-day clock, one case and its acts."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating import after_papers
from namsao.apps.rating.actions import revocation as actions
from namsao.apps.rating.actions.revocation_decision import decide_case
from namsao.apps.rating.filters.after import RevocationFilter
from namsao.apps.rating.forms.after import (
    AnswerForm,
    DecideForm,
    RevocationForm,
    StoppedForm,
    SubmitForm,
    VerifyForm,
)
from namsao.apps.rating.models import Decision, Inspection, RevocationCase, StarCertificate
from namsao.apps.rating.queries import after_cases as queries
from namsao.apps.rating.tables.after import STEPS, RevocationTable
from namsao.apps.rating.views.after_trail import ask, confirm, trail
from namsao.apps.rating.views.papers import keep, paper_answer, signed
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.access.policy import allowed, rows
from namsao.base.files.serving import pdf_response
from namsao.base.ui.display import day as show_day
from namsao.base.ui.forms import WhyForm, refusing

PAGE = 25


@on_rows(RevocationCase)
def revocations(request: HttpRequest, found: QuerySet[RevocationCase]) -> HttpResponse:
    filtered = RevocationFilter(request.GET, queries.listed(found), request=request)
    table = RevocationTable(filtered.qs)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {"table": table, "filters": filtered.form, "is_empty": not table.page.paginator.count}
    return render(request, "rating/after/revocations.html", context)


@on_row(RevocationCase)
def revocation(request: HttpRequest, case: RevocationCase) -> HttpResponse:
    """One case: the facts, what the producer answers, the clock, and the next act of whoever looks."""
    actor = actor_of(request)
    may = allowed(actor, case, "work", "decide", "answer")
    step = queries.step_of(case)
    word, kind = STEPS[step]
    context = {
        "case": case,
        "may": may,
        "step": step,
        "word": word,
        "kind": kind,
        "is_ministers": queries.is_ministers(case.certificate),
        "facts": _facts(case),
        "decision": rows(actor, "see", Decision).filter(rows=case.row_id).first() if case.row_id else None,
        "events": queries.story(case),
        "breadcrumb": trail(case)[:1],
    }
    return render(request, "rating/after/revocation.html", context)


@on_row(StarCertificate, "open_revocation")
def open_(request: HttpRequest, certificate: StarCertificate) -> HttpResponse:
    """A case from a conclusion; ?inspection= is the one that found it, and fills in what it knows."""
    found = _inspection(request, certificate)
    form = RevocationForm(request.POST or None, initial=_start(found))
    if form.is_valid():
        with refusing(form):
            case = actions.open_revocation(
                certificate=certificate,
                inspection=found,
                **form.cleaned_data,
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, _("Đã mở việc thu hồi và báo chủ thể. Việc tiếp theo: xác minh."))
            return redirect("rating:revocation", pk=case.pk)
    title = _("Xem xét thu hồi: %(product)s") % {"product": certificate.product}
    facts = [(_("Giấy"), str(certificate)), (_("Đợt kiểm tra"), str(found) if found else "")]
    notes = [
        _("Chủ thể được báo và có thể giải trình bằng văn bản."),
        _("Phải xong trong 15 ngày kể từ ngày kết luận (Điều 8.4)."),
    ]
    return ask(request, form, certificate, title=title, submit=_("Mở việc thu hồi"), facts=facts, notes=notes)


@on_row(StarCertificate, "report_stopped")
def report_stopped(request: HttpRequest, certificate: StarCertificate) -> HttpResponse:
    form = StoppedForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            case = actions.report_stopped(certificate=certificate, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Đã báo tỉnh: chủ thể ngừng sản xuất."))
            return redirect("rating:revocation", pk=case.pk)
    title = _("Xác nhận ngừng sản xuất: %(product)s") % {"product": certificate.product}
    notes = [_("Xác nhận của xã mở việc thu hồi giấy chứng nhận; tỉnh có 15 ngày (Điều 8.1đ và 8.4).")]
    return ask(request, form, certificate, title=title, submit=_("Xác nhận và báo tỉnh"), notes=notes)


@on_row(RevocationCase, "answer")
def answer(request: HttpRequest, case: RevocationCase) -> HttpResponse:
    start = {"answer": case.answer}
    form = AnswerForm(request.POST or None, request.FILES or None, initial=start)
    if form.is_valid():
        with refusing(form):
            said, by, at = form.cleaned_data["answer"], actor_of(request), timezone.now()
            actions.answer_case(case=case, answer=said, file=keep(form, by, at), by=by, at=at)
            messages.success(request, _("Đã gửi giải trình."))
            return redirect("rating:revocation", pk=case.pk)
    title = _("Giải trình: %(product)s") % {"product": case.certificate.product}
    facts = [(_("Căn cứ"), case.get_ground_display()), (_("Sự việc"), case.facts)]
    return ask(request, form, case, title=title, submit=_("Gửi giải trình"), facts=facts)


@on_row(RevocationCase, "work")
def verify(request: HttpRequest, case: RevocationCase) -> HttpResponse:
    start = {"verified": case.verified} | ({"verified_on": case.verified_on} if case.verified_on else {})
    form = VerifyForm(request.POST or None, initial=start)
    if form.is_valid():
        with refusing(form):
            actions.verify_case(case=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi kết quả xác minh."))
            return redirect("rating:revocation", pk=case.pk)
    title = _("Xác minh: %(product)s") % {"product": case.certificate.product}
    facts = [(_("Sự việc"), case.facts), (_("Giải trình của chủ thể"), case.answer or _("chưa có"))]
    return ask(request, form, case, title=title, submit=_("Ghi kết quả xác minh"), facts=facts)


@on_row(RevocationCase, "work")
def submit(request: HttpRequest, case: RevocationCase) -> HttpResponse:
    form = SubmitForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.submit_case(case=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi tờ trình. Người khác sẽ ghi quyết định."))
            return redirect("rating:revocation", pk=case.pk)
    title = _("Trình thu hồi: %(product)s") % {"product": case.certificate.product}
    facts = [(_("Kết quả xác minh"), case.verified), (_("Giải trình của chủ thể"), case.answer)]
    notes = [_("Trình rồi thì chủ thể không giải trình thêm ở đây, và bạn không ghi được quyết định.")]
    return ask(request, form, case, title=title, submit=_("Ghi đã trình"), facts=facts, notes=notes)


@on_row(RevocationCase, "decide")
def decide(request: HttpRequest, case: RevocationCase) -> HttpResponse:
    form = DecideForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusing(form):
            decide_case(case=case, **signed(request, form))
            messages.success(request, _("Đã ghi quyết định thu hồi. Trang quét mã đang được đổi."))
            return redirect("rating:revocation", pk=case.pk)
    of_minister = queries.is_ministers(case.certificate)
    consequences = [
        _("Giấy %(number)s thôi hiệu lực từ ngày ký.") % {"number": case.certificate.number},
        _("Sản phẩm ra khỏi danh mục; trang quét mã và tem mới không còn sao."),
        _("Chủ thể và xã được báo."),
    ]
    if of_minister:
        consequences.insert(0, _("Giấy 5 sao do Bộ trưởng quyết định thu hồi; ở đây chỉ ghi lại."))
    title = _("Ghi quyết định thu hồi: %(product)s") % {"product": case.certificate.product}
    return confirm(
        request, case, title=title, consequences=consequences, danger=_("Ghi quyết định"), form=form
    )


@on_row(RevocationCase, "work")
def drop(request: HttpRequest, case: RevocationCase) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.drop_case(case=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã thôi việc thu hồi."))
            return redirect("rating:revocation", pk=case.pk)
    title = _("Thôi thu hồi: %(product)s") % {"product": case.certificate.product}
    consequences = [
        _("Giấy chứng nhận vẫn như cũ, chủ thể được báo."),
        _("Việc này và lý do thôi vẫn lưu lại."),
    ]
    return confirm(request, case, title=title, consequences=consequences, danger=_("Thôi thu hồi"), form=form)


@on_row(RevocationCase, "work")
def draft(request: HttpRequest, case: RevocationCase) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The decision as a draft to be signed, or as it was signed."""
    return pdf_response(after_papers.revocation(case, timezone.now()), f"thu-hoi-{case.pk}.pdf")


@on_row(RevocationCase)
def answer_file(request: HttpRequest, case: RevocationCase) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """What the producer sent with the answer."""
    return paper_answer(case.answer_file, _("Giải trình"))


def _inspection(request: HttpRequest, certificate: StarCertificate) -> Inspection | None:
    key = request.GET.get("inspection", "")
    seen = rows(actor_of(request), "see", Inspection).filter(product=certificate.product_id)
    return seen.filter(pk=key).first() if key.isdigit() else None


def _start(found: Inspection | None) -> dict[str, Any]:
    """What the form begins with: nothing the house knows is typed twice."""
    if found is None:
        return {}
    return {
        "ground": RevocationCase.Ground.CRITERIA,
        "conclusion_no": found.conclusion_no,
        "concluded_on": found.concluded_on,
        "authority": found.team[:200],
        "facts": found.text,
    }


def _facts(case: RevocationCase) -> list[tuple[str, Any]]:
    return [
        (_("Giấy chứng nhận"), str(case.certificate.number)),
        (_("Chủ thể"), str(case.certificate.product.party)),
        (_("Căn cứ"), f"{case.ground}) {case.get_ground_display()}"),
        (_("Kết luận"), f"{case.conclusion_no}, {show_day(case.concluded_on)}"),
        (_("Cơ quan kết luận"), case.authority),
        (_("Sự việc"), case.facts),
        (_("Kết quả xác minh"), case.verified),
        (_("Tờ trình"), case.submission_no),
        (_("Quyết định"), case.row.decision.number if case.row else ""),
        (_("Thôi vì"), case.dropped_why),
    ]
