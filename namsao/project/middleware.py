"""What every answer of the portal passes through."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.base.ui.css import stylesheet_hash
from namsao.base.ui.fields import in_words
from namsao.core.actor import Role
from namsao.core.errors import Refused

Answer = Callable[[HttpRequest], HttpResponse]

# No inline script; of inline styles only the one of public pages; pictures from here only.
POLICY = (
    f"default-src 'self'; style-src 'self' {stylesheet_hash()}; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
STAFF = (Role.COMMUNE, Role.PROVINCE, Role.AUDITOR, Role.ADMIN, Role.LEADER, Role.MEMBER)


def content_security_policy(answer: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware


def second_factor_first(answer: Answer) -> Answer:
    """Staff without a second factor are led to set one up before anything else.

    Source: NIST SP 800-63B-4, AAL2 for access to other people's data.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if lacks_second_factor(request):
            messages.warning(
                request, _("Tài khoản cán bộ cần lớp bảo vệ thứ hai. Hãy cài đặt rồi làm việc tiếp.")
            )
            return redirect(reverse("mfa_index"))
        return answer(request)

    return middleware


def lacks_second_factor(request: HttpRequest) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return False
    if request.path.startswith(("/account/", "/static/", "/i18n/", "/-/")):
        return False
    return request.user.has_role(*STAFF) and not is_mfa_enabled(request.user)


def refusals(answer: Answer) -> Answer:
    """A broken rule that no form caught becomes a page with its sentence, not a fault."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        return render(request, "project/refused.html", {"sentence": in_words(exception)}, status=409)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]  # Django's hook
    return middleware
