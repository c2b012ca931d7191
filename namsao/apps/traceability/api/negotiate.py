"""Which media type an answer gets, by the header `Accept`. Source: RFC 9110, section 12.5.1."""

from collections.abc import Sequence

from django.http import HttpRequest

MOST_RANGES = 50


def preferred(request: HttpRequest, offers: Sequence[str]) -> str | None:
    """The offer that the other side likes best, the first of several liked alike; None when it takes none.

    Parameters other than q are overlooked: "application/json; charset=utf-8" asks for JSON.
    """
    header = request.headers.get("Accept", "").strip()
    if not header:
        return offers[0]
    ranges = [_range(each) for each in header.split(",")[:MOST_RANGES] if each.strip()]
    liked = [(_quality(ranges, offer), -place, offer) for place, offer in enumerate(offers)]
    best = max(liked)
    return best[2] if best[0] > 0 else None


def _range(text: str) -> tuple[str, str, float]:
    """(type, subtype, quality) of one element."""
    name, *parameters = text.split(";")
    kind, _, subtype = name.strip().lower().partition("/")
    quality = 1.0
    for each in parameters:
        key, _, value = each.partition("=")
        if key.strip().lower() == "q":
            quality = _number(value)
    return kind, subtype, quality


def _number(text: str) -> float:
    try:
        quality = float(text)
    except ValueError:
        return 1.0
    return quality if 0 <= quality <= 1 else 1.0


def _quality(ranges: Sequence[tuple[str, str, float]], offer: str) -> float:
    """That of the closest range that fits; 0 when none does."""
    kind, _, subtype = offer.partition("/")
    fitting = [
        ((each[0] != "*") + (each[1] != "*"), each[2])
        for each in ranges
        if each[:2] in {(kind, subtype), (kind, "*"), ("*", "*")}
    ]
    return max(fitting, default=(0, 0.0))[1]
