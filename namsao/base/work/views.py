"""My notices, how they reach me, and for administrators what was sent."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.base.access.gate import actor_of, on_row, on_rows, signed_in
from namsao.base.ui.fields import in_words
from namsao.base.work import actions, queries
from namsao.base.work.channels import CHANNELS, EmailChannel
from namsao.base.work.filters import MessageFilter
from namsao.base.work.forms import ChoicesForm
from namsao.base.work.models import Message, Notice, NoticeQuerySet
from namsao.base.work.tables import MessageTable
from namsao.core.errors import Refused

EMAIL = EmailChannel.name


@on_rows(Notice)
def notices(request: HttpRequest, found: NoticeQuerySet) -> HttpResponse:
    """What I was told: open things first, of these the unread first."""
    page = Paginator(found.in_reading_order(), 25).get_page(request.GET.get("page"))
    context = {"page": page, "today": timezone.localdate(), "unread": queries.unread(actor_of(request))}
    return render(request, "work/notices.html", context)


@on_row(Notice, "read")
def read(request: HttpRequest, notice: Notice) -> HttpResponse:
    """POST opens what the notice tells of."""
    if request.method == "POST":
        actions.read(notice=notice, by=actor_of(request), at=timezone.now())
    return redirect(notice.url or "work:notices")


@on_row(Notice, "finish")
def finish(request: HttpRequest, notice: Notice) -> HttpResponse:
    """POST takes the notice off the home page."""
    if request.method == "POST":
        actions.finish(notice=notice, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã đánh dấu xong."))
    return redirect("work:notices")


@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    """E-mail on or off."""
    user = request.user
    is_on = (user.pk, EMAIL) not in queries.muted_by([user])
    form = ChoicesForm(request.POST or None, initial={"email": is_on})
    if request.method == "POST":
        switch = actions.unmute if request.POST.get("email") else actions.mute
        switch(channel=EMAIL, by=user, at=timezone.now())
        messages.success(request, _("Đã lưu cách nhận lời nhắc."))
        return redirect("work:notices")
    address = CHANNELS[EMAIL].address_of(user)
    return render(request, "work/choices.html", {"form": form, "address": address})


@on_rows(Message)
def sent(request: HttpRequest, found: QuerySet[Message]) -> HttpResponse:
    """What went out, what waits, what failed."""
    chosen = MessageFilter(request.GET, found.select_related("notice"))
    table = MessageTable(chosen.qs)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {"table": table, "filters": chosen.form, "mail_leaves": settings.MAIL_LEAVES}
    return render(request, "work/messages.html", context)


@on_row(Message, "resend")
def resend(request: HttpRequest, message: Message) -> HttpResponse:
    """Confirm, then queue the message once more."""
    if request.method == "POST":
        try:
            actions.resend(message=message, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã đưa vào hàng chờ; thư sẽ đi trong một phút."))
        except Refused as refused:
            messages.error(request, in_words(refused))
        return redirect("work:messages")
    context = {
        "title": _("Gửi lại thư “%(title)s”?") % {"title": message.notice.title},
        "consequences": [
            _("Thư gửi tới %(address)s.") % {"address": message.address},
            _("Nếu lần trước thư đã tới, người nhận sẽ thấy hai thư giống nhau."),
        ],
        "danger": _("Gửi lại"),
        "back": reverse("work:messages"),
    }
    return render(request, "ui/confirm.html", context)
