"""Certificates that come to their end: the list with a year's calendar, reminders by hand, extensions."""

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating.actions.after_nudge import remind_producer
from namsao.apps.rating.actions.extension import extend as extend_certificate
from namsao.apps.rating.filters.after import ExpiringFilter
from namsao.apps.rating.forms.after import ExtensionForm
from namsao.apps.rating.models import StarCertificate, StarCertificateQuerySet, goes_on
from namsao.apps.rating.queries.after_certificates import calendar, listed, what_one_may
from namsao.apps.rating.queries.window import (
    WINDOW_WORDS,
    late_dossier,
    may_be_extended,
    window_of,
    window_state,
)
from namsao.apps.rating.tables.after import ExpiringTable
from namsao.apps.rating.views.after_trail import ask
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.files.spreadsheet import csv_response
from namsao.base.ui.display import day as show_day
from namsao.base.ui.fields import in_words
from namsao.base.ui.forms import refusing
from namsao.core.errors import Refused

PAGE = 25


@on_rows(StarCertificate)
def expiring(request: HttpRequest, rows: StarCertificateQuerySet) -> HttpResponse:
    """Certificates by their last day, and how many run out in each month of the year to come."""
    today, actor = timezone.localdate(), actor_of(request)
    everything = listed(rows, today)
    has_ended = Case(When(Q(valid_to__gte=today) | goes_on(today), then=0), default=1)
    running_first = everything.order_by(has_ended, "valid_to", "pk")
    found = ExpiringFilter(request.GET, what_one_may(running_first, actor), request=request)
    if request.GET.get("format") == "csv":
        return _list_csv(found.qs, today)
    owned = {each.party_id for each in actor.postings() if each.party_id}
    table = ExpiringTable(found.qs, today=today, owned=owned, exclude=("party",) if owned else ())
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "table": table,
        "filters": found.form,
        "is_empty": not table.page.paginator.count,
        "months": calendar(everything, today),
        "month_asked": request.GET.get("month", ""),
    }
    return render(request, "rating/after/expiring.html", context)


def _list_csv(found: Iterable[StarCertificate], today: date) -> HttpResponse:
    head = [
        *(_("Sản phẩm"), _("Mã OCOP"), _("GTIN"), _("Chủ thể"), _("Xã, phường"), _("Sao"), _("Số giấy")),
        *(_("Ngày cấp"), _("Hết hạn"), _("Kéo dài đến"), _("Nộp được từ"), _("Nộp đến hết"), _("Thời hạn")),
        *(_("Đã nộp đánh giá lại"), _("Minh hoạ")),
    ]
    return csv_response(f"giay-het-han-{today:%Y%m%d}.csv", head, (_cells(each, today) for each in found))


def _cells(each: StarCertificate, today: date) -> list[object]:
    product, (opens, closes) = each.product, window_of(each)
    extension = getattr(each, "extension", None)
    mark = _("Dữ liệu minh hoạ") if product.is_illustrative else ""
    return [
        *(product.name, product.ocop_code, product.gtin, product.party.name, product.party.place.title),
        *(each.stars, each.number, show_day(each.issued_on), show_day(each.valid_to)),
        *(show_day(extension.last_day if extension else None), show_day(opens), show_day(closes)),
        *(WINDOW_WORDS[window_state(each, today)], show_day(each.refiled_on), mark),
    ]


@on_row(StarCertificate, "remind")
def remind(request: HttpRequest, certificate: StarCertificate) -> HttpResponse:
    """Ask the producer to file, after one look at what will be said."""
    if request.method == "POST":
        try:
            remind_producer(certificate=certificate, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã nhắc chủ thể."))
        except Refused as refused:
            messages.error(request, in_words(refused))
        return redirect("rating:expiring")
    opens, closes = window_of(certificate)
    said = {"last": show_day(certificate.valid_to), "a": show_day(opens), "b": show_day(closes)}
    sentence = _("Chủ thể nhận thông báo: giấy hết hạn %(last)s, nộp từ %(a)s đến hết %(b)s.") % said
    context = {
        "certificate": certificate,
        "sentence": sentence,
        "back": reverse("rating:expiring"),
    }
    return render(request, "rating/after/remind.html", context)


@on_row(StarCertificate, "extend")
def extend(request: HttpRequest, certificate: StarCertificate) -> HttpResponse:
    """Art. 12.3: the reason it is possible, or the one why it is not, and until when."""
    form = ExtensionForm(request.POST or None, certificate=certificate)
    if form.is_valid():
        with refusing(form):
            extend_certificate(
                certificate=certificate, **form.cleaned_data, by=actor_of(request), at=timezone.now()
            )
            messages.success(request, _("Đã kéo dài hiệu lực của giấy."))
            return redirect("rating:certificate", pk=certificate.pk)
    dossier, today = late_dossier(certificate), timezone.localdate()
    facts = [
        (_("Giấy hết hạn"), show_day(certificate.valid_to)),
        (_("Hạn nộp"), show_day(window_of(certificate)[1])),
        (_("Đã nộp"), show_day(dossier.first_filed_on) if dossier else _("không có")),
    ]
    notes = [
        _("Chỉ dành cho hồ sơ nộp muộn khi giấy còn hiệu lực; không tự động (Điều 12.3, cần xác minh)."),
        _("Kết thúc khi có kết quả đánh giá lại, chậm nhất sau 180 ngày."),
        _("Chủ thể vẫn chịu trách nhiệm giữ sản phẩm đúng hồ sơ đã công nhận."),
    ]
    if not may_be_extended(certificate, today):
        notes.insert(0, _("Hiện chưa đủ điều kiện kéo dài giấy này."))
    title = _("Kéo dài hiệu lực: %(product)s") % {"product": certificate.product}
    return ask(request, form, certificate, title=title, submit=_("Kéo dài"), facts=facts, notes=notes)
