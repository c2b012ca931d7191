"""The public register: list, product, open data. No account, no script, nothing personal."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django_tables2 import RequestConfig

from namsao.apps.products.queries import passport_url
from namsao.apps.rating.filters.register import RegisterFilter
from namsao.apps.rating.queries import register as queries
from namsao.apps.rating.register_files import register_csv, register_document
from namsao.apps.rating.tables.register import RegisterTable, standing_badge
from namsao.base.access.gate import public
from namsao.base.ui.languages import fresh, in_asked_language, lang_query, language_links
from namsao.core.words import pick

PAGE = 25


@public
@in_asked_language
def register(request: HttpRequest) -> HttpResponse:
    """Rated products in the order of the Vietnamese alphabet."""
    found = RegisterFilter(request.GET, queries.speaking(timezone.localdate()), request=request)
    table = RegisterTable(found.qs, lang_query=lang_query(request))
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "table": table,
        "filters": found.form,
        "count": table.page.paginator.count,
        "links": language_links(request),
    }
    return fresh(request, render(request, "rating/public/register.html", context))


@public
@in_asked_language
def product(request: HttpRequest, key: str) -> HttpResponse:
    """One product: its certificates and what was decided about it."""
    today = timezone.localdate()
    row = queries.products_of(key, today)
    if row is None:
        raise Http404
    product, language = row.product, get_language() or "vi"
    name, name_language = pick(product.words("names"), language)
    context = {
        "row": row,
        "product": product,
        "name": name,
        "name_language": name_language,
        "badge": standing_badge(row.shown),
        "sorts": [pick(words, language)[0] for words in queries.sorts()[product.set_number]],
        "delisting": queries.delisting_of(product, today),
        "certificates": [
            (each, standing_badge(each.standing(today).value)) for each in queries.certificates_of(product)
        ],
        "history": queries.history(product),
        "passport": passport_url(product),
        "lang_query": lang_query(request),
        "links": language_links(request),
    }
    return fresh(request, render(request, "rating/public/product.html", context))


@public
def register_spreadsheet(request: HttpRequest) -> HttpResponse:
    """The register for a spreadsheet program; the filters of the list work here too."""
    today = timezone.localdate()
    found = RegisterFilter(request.GET, queries.speaking(today), request=request)
    response = HttpResponse(register_csv(found.qs), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="ocop-register.csv"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return fresh(request, response)


@public
def register_json(request: HttpRequest) -> HttpResponse:
    """The register for programs, with its columns explained."""
    today = timezone.localdate()
    found = RegisterFilter(request.GET, queries.speaking(today), request=request)
    response = JsonResponse(
        register_document(found.qs, today), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return fresh(request, response)
