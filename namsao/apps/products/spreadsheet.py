"""The register as a file for a spreadsheet program."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from namsao.apps.products.models import Product
from namsao.base.ui.display import day as show_day

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Vietnamese as Latin-1
# Source: OWASP, CSV injection: a cell that starts so may run as a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def register_csv(products: Iterable[Product]) -> str:
    """Rows of `queries.register_rows` as CSV with a head: comma, CRLF, byte order mark."""
    page = io.StringIO()
    page.write(BYTE_ORDER_MARK)
    writer = csv.writer(page)
    writer.writerow(_head())
    writer.writerows([safe(cell) for cell in _cells(product)] for product in products)
    return page.getvalue()


def file_name(day: date) -> str:
    return f"san-pham-ocop-{day.isoformat()}.csv"


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
