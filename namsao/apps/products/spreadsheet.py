"""The register as a file for a spreadsheet program."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.products.models import Product
from namsao.base.files.spreadsheet import csv_response
from namsao.base.ui.display import day as show_day


def register_csv(products: Iterable[Product]) -> HttpResponse:
    """Rows of `queries.register_rows`, to download."""
    name = f"san-pham-ocop-{timezone.localdate().isoformat()}.csv"
    return csv_response(name, _head(), map(_cells, products))


def _head() -> list[str]:
    return [
        _("Sản phẩm"),
        _("Chủ thể"),
        _("Xã, phường, đặc khu"),
        _("Sao"),
        _("Tình trạng"),
        _("Quyết định số"),
        _("Hiệu lực đến"),
        _("Mã OCOP"),
        _("GTIN"),
        _("Dữ liệu minh hoạ"),
    ]


def _cells(product: Product) -> list[object]:
    return [
        product.name,
        product.party.name,
        product.party.place.name,
        product.last_stars,
        _standing(product),
        product.last_decision_no,
        show_day(product.last_until),
        product.ocop_code,
        product.gtin,
        _("có") if product.is_illustrative else "",
    ]


def _standing(product: Product) -> str:
    if product.is_delisted:
        return _("đã ra khỏi danh mục")
    if product.stars:
        return _("đang có hiệu lực")
    return _("hết hiệu lực") if product.last_stars else _("chưa xếp hạng")
