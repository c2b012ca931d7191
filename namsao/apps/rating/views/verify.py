"""What a certificate's QR code leads to: how it stands today."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from namsao.apps.products.queries import passport_url
from namsao.apps.rating.models import Standing
from namsao.apps.rating.queries.verification import Verdict, find, judge
from namsao.base.access.gate import public
from namsao.base.ui.display import day as show_day
from namsao.base.ui.languages import fresh, in_asked_language, lang_query, language_links
from namsao.core.words import pick

# Standing -> the strip's colour and icon.
STRIPS = {
    Standing.VALID: ("", "shield"),
    Standing.EXTENDED: ("", "clock"),
    Standing.EXPIRED: ("warn", "calendar"),
    Standing.REVOKED: ("bad", "stop"),
    Standing.REPLACED: ("warn", "history"),
    Standing.ANNULLED: ("bad", "undo"),
    Standing.NOT_YET: ("warn", "clock"),
}


@public
@in_asked_language
def ask(request: HttpRequest) -> HttpResponse:
    """Type a code."""
    code = request.GET.get("code", "").strip()
    if code.strip("."):  # a browser walks up an address of dots alone
        return redirect(reverse("register:verify", args=[code.replace("/", "-")]) + lang_query(request))
    return fresh(
        request, render(request, "rating/public/verify_ask.html", {"links": language_links(request)})
    )


@public
@in_asked_language
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """How the certificate of this code stands today; 404 with what to do when there is none."""
    today = timezone.localdate()
    shared = {"links": language_links(request), "lang_query": lang_query(request), "code": code}
    certificate = find(code, today)
    if certificate is None:
        return fresh(request, render(request, "rating/public/verify_unknown.html", shared, status=404))
    verdict = judge(certificate, today)
    name, name_language = pick(certificate.product.words("names"), get_language() or "vi")
    context = {
        **shared,
        **strip(verdict),
        "certificate": certificate,
        "product": certificate.product,
        "verdict": verdict,
        "name": name,
        "name_language": name_language,
        "passport": passport_url(certificate.product),
        "today": today,
    }
    return fresh(request, render(request, "rating/public/verify.html", context))


def strip(verdict: Verdict) -> dict[str, Any]:
    """kind, shape, headline and sentence of the strip on top."""
    kind, shape = STRIPS[verdict.standing]
    if verdict.delisting:
        kind, shape = "warn", "minus"
    headline, sentence = words(verdict)
    return {"kind": kind, "shape": shape, "headline": headline, "sentence": sentence}


def words(verdict: Verdict) -> tuple[str, str]:
    """What stands there in two lines, in the active language."""
    certificate = verdict.certificate
    ending = getattr(certificate, "ending", None)
    by = {"number": ending.row.decision.number, "day": show_day(ending.on)} if ending else {}
    if verdict.delisting:
        return _("Đã ra khỏi danh mục OCOP"), _("Từ ngày %(day)s.") % {"day": show_day(verdict.delisting.on)}
    match verdict.standing:
        case Standing.VALID:
            return _("Còn hiệu lực"), _("Đến hết ngày %(day)s.") % {"day": show_day(certificate.valid_to)}
        case Standing.EXTENDED:
            return (
                _("Được kéo dài hiệu lực"),
                _("Đến hết ngày %(day)s, trong khi chờ kết quả đánh giá lại.")
                % {"day": show_day(certificate.last_day)},
            )
        case Standing.EXPIRED:
            return _("Hết hiệu lực"), _("Từ sau ngày %(day)s.") % {"day": show_day(certificate.last_day)}
        case Standing.REVOKED:
            return _("Đã bị thu hồi"), _("Theo Quyết định %(number)s, từ ngày %(day)s.") % by
        case Standing.REPLACED:
            return _("Đã thay bằng giấy mới"), _("Theo Quyết định %(number)s, từ ngày %(day)s.") % by
        case Standing.ANNULLED:
            return _("Đã đính chính"), _("Giấy này bị bỏ theo Quyết định %(number)s, từ ngày %(day)s.") % by
        case _:
            return (
                _("Chưa đến ngày hiệu lực"),
                _("Có hiệu lực từ ngày %(day)s.") % {"day": show_day(certificate.issued_on)},
            )
