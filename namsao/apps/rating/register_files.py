"""The register as open data: the same columns, in the same order, for spreadsheets and programs.

Columns are added at the end and never renamed. Nothing personal: of a producer its name and commune only.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from namsao.apps.products.queries import passport_url
from namsao.apps.rating.models import StarCertificate
from namsao.apps.rating.queries.register import WORDS, sorts
from namsao.base.files.spreadsheet import csv_text
from namsao.base.ui.display import day as show_day

COLUMNS = {
    "gtin": "GTIN of the product, 14 digits",
    "ocop_code": "OCOP product code (province-commune-number-year), empty when not given yet",
    "product": "name of the product, Vietnamese",
    "producer": "name of the producer",
    "commune_code": "code of the commune, ward or special zone (Decision 19/2025/QĐ-TTg)",
    "commune": "its name",
    "industry": "industry of Decision 26/2026/QĐ-TTg",
    "group": "group of products",
    "set_number": "criteria set, 1 to 26",
    "stars": "stars of the newest certificate, 3 to 5",
    "standing": "valid, extended, expired, revoked, replaced, annulled or delisted, on the day of the file",
    "certificate_code": "code of the certificate, as in /verify/{code}",
    "certificate_number": "number printed on the certificate; of papers older than this register their decision",
    "decision_number": "number of the decision",
    "decided_on": "day of the decision, ISO 8601",
    "valid_to": "last day of the certificate's own term",
    "extended_to": "last day of a transitional extension (art. 12.3), empty without one",
    "level": "national: by the minister; province: by the chairman of the province",
    "verify_url": "how the certificate stands now",
    "passport_url": "the product's page behind the code on its pack",
    "illustrative": "1: made-up data for demonstration (Dữ liệu minh hoạ), 0: real",
}


def register_rows(found: Iterable[StarCertificate]) -> Iterator[dict[str, Any]]:
    """Rows of `queries.register.speaking`, one value for each of COLUMNS, in their order."""
    for each in found:
        product, extension = each.product, getattr(each, "extension", None)
        industry, group, _set = sorts()[product.set_number]
        yield {
            "gtin": product.gtin,
            "ocop_code": product.ocop_code or "",
            "product": product.name,
            "producer": product.party.name,
            "commune_code": product.party.place.code,
            "commune": product.party.place.name,
            "industry": industry["vi"],
            "group": group["vi"],
            "set_number": product.set_number,
            "stars": each.stars,
            "standing": each.shown,
            "certificate_code": each.code,
            "certificate_number": each.number,
            "decision_number": each.row.decision.number,
            "decided_on": each.row.decision.on.isoformat(),
            "valid_to": each.valid_to.isoformat(),
            "extended_to": extension.last_day.isoformat() if extension else "",
            "level": "national" if each.is_ministry else "province",
            "verify_url": verify_url(each),
            "passport_url": passport_url(product),
            "illustrative": int(product.is_illustrative),
        }


def verify_url(certificate: StarCertificate) -> str:
    """Where the QR code of a certificate leads."""
    return settings.SITE_URL + reverse("register:verify", args=[certificate.code])


def register_csv(found: Iterable[StarCertificate]) -> str:
    """For spreadsheet programs."""
    return csv_text(COLUMNS, (row.values() for row in register_rows(found)))


def register_document(found: Iterable[StarCertificate], day: date) -> dict[str, Any]:
    rows = list(register_rows(found))
    return {
        "title": "Sổ sản phẩm OCOP",
        "day": day.isoformat(),
        "columns": COLUMNS,
        "illustrative": any(row["illustrative"] for row in rows),
        "count": len(rows),
        "products": rows,
    }


def certificate_rows(found: QuerySet[StarCertificate]) -> tuple[Sequence[str], Iterator[list[Any]]]:
    """Head and rows of the officers' list of certificates, with `queries.register.with_word`."""
    head = [
        _("Sản phẩm"),
        _("Chủ thể"),
        _("Xã, phường, đặc khu"),
        _("Sao"),
        _("Số giấy"),
        _("Mã tra cứu"),
        _("Quyết định số"),
        _("Ngày ký"),
        _("Hiệu lực đến"),
        _("Tình trạng"),
        _("Dữ liệu minh hoạ"),
    ]
    rows = (
        [
            each.product.name,
            each.product.party.name,
            each.product.party.place.name,
            each.stars,
            each.number,
            each.code,
            each.row.decision.number,
            show_day(each.issued_on),
            show_day(each.valid_to),
            WORDS[each.word],
            _("có") if each.product.is_illustrative else "",
        ]
        for each in found
    )
    return head, rows
