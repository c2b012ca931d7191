"""The register: list, filter, export."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_tables2 import RequestConfig

from namsao.apps.products.filters import ProductFilter
from namsao.apps.products.models import Product, ProductQuerySet
from namsao.apps.products.queries import adders, register_rows
from namsao.apps.products.spreadsheet import register_csv
from namsao.apps.products.tables import ProductTable
from namsao.base.access.gate import actor_of, on_rows

PAGE = 25


@on_rows(Product, "see")
def products(request: HttpRequest, rows: ProductQuerySet) -> HttpResponse:
    """The products one may see, their stars and how long those hold."""
    today = timezone.localdate()
    found = ProductFilter(request.GET, register_rows(rows, today), request=request)
    if request.GET.get("format") == "csv":
        return register_csv(found.qs)
    makers = adders(actor_of(request))
    own = ("party", "commune") if len(makers) == 1 else ()
    table = ProductTable(found.qs, today=today, exclude=own)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    context = {
        "table": table,
        "filters": found.form,
        "is_empty": not table.page.paginator.count,
        "adders": makers,
    }
    return render(request, "products/products.html", context)
