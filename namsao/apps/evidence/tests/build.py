"""Certificates with honest defaults, made through the actions."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from namsao.apps.evidence.actions import add_certificate
from namsao.apps.evidence.models import Certificate
from namsao.base.accounts.tests.cast import NOW


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
