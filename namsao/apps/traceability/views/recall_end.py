"""The acts that move a recall on: propose, launch, drop, close."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.traceability import actions
from namsao.apps.traceability.forms.recall import CloseForm, LaunchForm
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries import recall as queries
from namsao.apps.traceability.recall_page import crumb
from namsao.apps.traceability.recall_words import draft_of
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import rows
from namsao.base.ui.forms import WhyForm, refusing, status_of


class ProposeForm(Form):
    """Nothing is typed; it holds what is refused."""


@on_row(Recall, "propose")
def propose(request: HttpRequest, case: Recall) -> HttpResponse:
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusing(form):
            actions.propose_recall(recall=case, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã đề nghị. Văn phòng OCOP tỉnh xem và phát lệnh."))
            return redirect("traceability:recall", pk=case.pk)
    consequences = [_("Tỉnh được báo ngay."), _("Phạm vi do tỉnh rà tiếp; bạn không sửa được nữa.")]
    title = _("Đề nghị triệu hồi %(root)s") % {"root": queries.title_of(case)}
    return _confirm(request, case, form, title=title, consequences=consequences, danger=_("Đề nghị"))


@on_row(Recall, "launch")
def launch(request: HttpRequest, case: Recall) -> HttpResponse:
    """The public text, and what follows from it."""
    form = LaunchForm(request.POST or None, initial=draft_of(case))
    if form.is_valid():
        with refusing(form):
            said = {"texts": form.texts, "contact": form.cleaned_data["contact"]}
            actions.launch_recall(recall=case, **said, by=actor_of(request), at=timezone.now())
            messages.success(request, _launched(case))
            return redirect("traceability:recall", pk=case.pk)
    stocks = list(rows(actor_of(request), "see", queries.stocks_of(case)))
    context = {
        "case": case,
        "called": queries.title_of(case),
        "form": form,
        "line_count": queries.lines_of(case).filter(out_at=None).count(),
        "holder_count": len(queries.holders(stocks)),
        "breadcrumb": _trail(case),
        "back": _address(case),
    }
    return render(request, "traceability/recall_launch.html", context, status=status_of(form))


@on_row(Recall, "drop")
def drop(request: HttpRequest, case: Recall) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.drop_recall(recall=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã khép, không triệu hồi."))
            return redirect("traceability:recall", pk=case.pk)
    consequences = [_("Không ai được báo."), _("Vụ này, phạm vi và lý do vẫn lưu lại.")]
    title = _("Không triệu hồi %(root)s") % {"root": queries.title_of(case)}
    return _confirm(request, case, form, title=title, consequences=consequences, danger=_("Không triệu hồi"))


@on_row(Recall, "launch")
def close(request: HttpRequest, case: Recall) -> HttpResponse:
    form = CloseForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            actions.close_recall(recall=case, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã khép vụ triệu hồi. Báo cáo có ở trang này."))
            return redirect("traceability:recall", pk=case.pk)
    consequences = [
        *(_left(each) for each in queries.progress(queries.stocks_of(case))),
        _("Trang quét mã của các lô vẫn báo triệu hồi, trừ khi gỡ cảnh báo."),
        _("Khép rồi thì không ghi thêm hàng thu về; còn việc thì mở vụ mới tiếp theo vụ này."),
    ]
    title = _("Khép vụ triệu hồi %(root)s") % {"root": queries.title_of(case)}
    return _confirm(request, case, form, title=title, consequences=consequences, danger=_("Khép lại"))


def _left(shown: queries.Progress) -> str:
    words = {"secured": shown.count.percent, "left": shown.outstanding}
    if shown.unknown:
        return _("Đã thu về hoặc huỷ %(secured)s %%; còn %(left)s, và có hàng chưa rõ lượng.") % words
    return _("Đã thu về hoặc huỷ %(secured)s %%; còn %(left)s.") % words


def _launched(case: Recall) -> str:
    if case.is_mock:
        return _("Diễn tập: phạm vi và danh sách nơi giữ đã chốt. Không ai bên ngoài được báo.")
    return _("Đã phát lệnh triệu hồi. Trang quét mã đang được đổi, nơi giữ hàng đã được báo.")


def _address(case: Recall) -> str:
    return reverse("traceability:recall", args=[case.pk])


def _trail(case: Recall) -> list[dict[str, str]]:
    return [crumb(), {"label": case.code, "url": _address(case)}]


def _confirm(request: HttpRequest, case: Recall, form: Form, **words: Any) -> HttpResponse:
    context = {**words, "form": form, "back": _address(case), "breadcrumb": _trail(case)}
    return render(request, "ui/confirm.html", context, status=status_of(form))
