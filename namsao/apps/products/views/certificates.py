"""How a certificate is shown on the pages of a product and a batch."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from namsao.base.ui.display import day as show_day


def cards(certificates: Iterable[Any], *, may_change: bool) -> list[dict[str, Any]]:
    """What `evidence_card` takes, with a link for those who may change it."""
    return [
        {
            "kind": each.scheme,
            "number": each.number,
            # A laboratory report has a day but no end, and the card shows days only with an end.
            "issuer": each.issuer if each.valid_to else f"{each.issuer} · {show_day(each.valid_from)}",
            "valid_from": each.valid_from,
            "valid_until": each.valid_to,
            "url": reverse("evidence:change", args=[each.pk]) if may_change else "",
        }
        for each in certificates
    ]
