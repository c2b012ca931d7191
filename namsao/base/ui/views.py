"""The living page: every token and component with made-up content, to look at before using one twice."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from namsao.base.ui import sample
from namsao.base.ui.css import stylesheet_hash
from namsao.base.ui.icons import shapes

PAGES = {
    "confirm": "ui/confirm.html",
    "sign": "ui/design/sign.html",
    "public": "ui/design/public.html",
    "404": "404.html",
    "403": "403.html",
    "400": "400.html",
    "500": "500.html",
    "csrf": "403_csrf.html",
}


@login_not_required
@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Tokens, type, icons, components, forms with errors."""
    table = sample.ProductTable(sample.PRODUCTS)
    RequestConfig(request, paginate={"per_page": 3}).configure(table)
    context = {
        **sample.page(),
        "table": table,
        "icons": list(shapes()),
        "swatches": sample.SWATCHES,
        "pages": list(PAGES),
        "form": sample.failed_form(),
    }
    return render(request, "ui/design/design.html", context)


@login_not_required
@require_safe
def design_page(request: HttpRequest, page: str) -> HttpResponse:
    """One frame or page of errors, as people meet it."""
    if page not in PAGES:
        raise Http404(page)
    response = render(request, PAGES[page], {**sample.page(), **sample.CONFIRM, "form": None})
    if page == "public":
        response.headers["Content-Security-Policy"] = f"default-src 'self'; style-src {stylesheet_hash()}"
    return response
