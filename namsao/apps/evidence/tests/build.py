"""Certificates and documents with honest defaults, made through the actions."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from namsao.apps.evidence.actions import add_certificate, add_document, add_file
from namsao.apps.evidence.facts import Facts
from namsao.apps.evidence.models import Certificate, Document, DocumentFile
from namsao.base.accounts.tests.cast import NOW
from namsao.base.files.tests.papers import a_pdf


def a_certificate(cast: SimpleNamespace, **facts: Any) -> Certificate:
    """ISO 22000 of HTX in Lục Hồn, for all it makes, in force until March 2028."""
    given = {
        "party": cast.htx,
        "kind": Certificate.Kind.MANAGEMENT,
        "scheme": "ISO 22000:2018",
        "number": "ISO-0101",
        "issuer": "QUACERT",
        "valid_from": date(2025, 3, 20),
        "valid_to": date(2028, 3, 19),
        "by": cast.hoa,
        "at": NOW,
    }
    return add_certificate(**given | facts)


def some_facts(**facts: Any) -> Facts:
    """The food safety eligibility of a workshop, in force until March 2028."""
    given = {
        "kind": "production-conditions",
        "title": "Giấy đủ điều kiện an toàn thực phẩm",
        "number": "22/2025/NNPTNT-QN",
        "issuer": "Chi cục Chất lượng Quảng Ninh",
        "tick": "food_safety",
        "valid_from": date(2025, 3, 20),
        "valid_to": date(2028, 3, 19),
    }
    return Facts(**given | facts)


def a_document(
    cast: SimpleNamespace,
    *,
    party: Any = None,
    certificate: Certificate | None = None,
    by: Any = None,
    **facts: Any,
) -> Document:
    """That paper of HTX in Lục Hồn, for all it makes, put in by Hoa; without files."""
    return add_document(
        party=party or cast.htx,
        facts=some_facts(**facts),
        certificate=certificate,
        by=by or cast.hoa,
        at=NOW,
    )


def a_labour_list(cast: SimpleNamespace, **facts: Any) -> Document:
    """A restricted paper: who works there, and where they live."""
    given = {
        "kind": "local-labour",
        "title": "Danh sách 12 lao động người Tày",
        "number": "DS-07",
        "issuer": "HTX Miến dong Lục Hồn",
        "scope": "có nơi thường trú",
        "tick": "",
        "valid_from": None,
        "valid_to": None,
    }
    return a_document(cast, **given | facts)


def a_file(
    cast: SimpleNamespace, document: Document | None = None, content: bytes | None = None, **facts: Any
) -> DocumentFile:
    """A PDF of two pages behind the document."""
    given = {"name": "Giấy ATTP bản quét.pdf", "by": cast.hoa, "at": NOW}
    return add_file(document=document or a_document(cast), content=content or a_pdf(), **given | facts)
