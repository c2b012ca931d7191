"""The boundary of a growing area: read from what people paste, checked, measured, drawn.

A boundary is a GeoJSON Polygon of one closed ring, positions as [longitude, latitude] in WGS 84.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeAlias

from namsao.core.errors import BadValue

Polygon: TypeAlias = dict[str, Any]
Ring: TypeAlias = list[tuple[float, float]]

FEWEST_POINTS, MOST_POINTS = 4, 500  # of a closed ring, its last point the same as its first
LONGITUDES, LATITUDES = (102.0, 118.0), (6.0, 24.0)  # Vietnam with Hoàng Sa and Trường Sa
DECIMALS = 6  # of a degree: 0.1 m, finer than any phone knows
TOLERATED_DIFFERENCE = Decimal("0.2")  # between what was declared and what was drawn

_POINT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?)°?\s*[,;\s]\s*([0-9]{1,3}(?:\.[0-9]+)?)°?")
_POINT_WITH_COMMAS = re.compile(r"([0-9]{1,3},[0-9]+)°?\s*[,;\s]\s*([0-9]{1,3},[0-9]+)°?")

_DRAWN_WIDTH, _DRAWN_HEIGHT, _MARGIN, _FOOT = 264, 200, 8, 40  # px; a phone of 360 px has room for 280


def read(text: str) -> Polygon:
    """The boundary in a pasted text: GeoJSON, or one point a line as a phone gives it, "21.564, 107.428".

    Points are closed into a ring when they are not; latitude and longitude may come in either order, since in
    Vietnam they cannot be taken for each other.
    Raises: BadValue, saying what to change.
    """
    bare = text.strip()
    return check(_geojson(bare)) if bare.startswith("{") else check(_polygon(_points(bare)))


def write(polygon: Mapping[str, Any]) -> str:
    """A checked boundary as `read` takes it: one corner a line, latitude before longitude."""
    return "\n".join(f"{y}, {x}" for x, y in _ring(polygon)[:-1])


def check(polygon: Mapping[str, Any]) -> Polygon:
    """The boundary, rounded to 0.1 m, when it is one closed ring in Vietnam that does not cross itself.

    Raises: BadValue (field "boundary"), saying what to change. Source: RFC 7946, section 3.1.6.
    """
    rings = polygon.get("coordinates") if polygon.get("type") == "Polygon" else None
    if not isinstance(rings, list) or len(rings) != 1:
        raise _refusal(
            "Ranh giới phải là một hình khép kín (GeoJSON kiểu Polygon), không có lỗ bên trong.",
            "The boundary must be one GeoJSON Polygon without holes.",
        )
    ring = [_position(point) for point in rings[0]] if isinstance(rings[0], list) else []
    _check_ring(ring)
    return _polygon(ring)


def area_ha(polygon: Mapping[str, Any]) -> Decimal:
    """The area inside, in hectares: two decimals from one hectare up, four below; true to 0.1 %."""
    exact = Decimal(_area_m2(_metres(_ring(polygon)))) / 10_000
    return round(exact, 2 if exact >= 1 else 4)


def differs(drawn_ha: Decimal, declared_ha: Decimal) -> bool:
    """Is the drawn area more than a fifth away from the declared one?"""
    return abs(drawn_ha - declared_ha) > declared_ha * TOLERATED_DIFFERENCE


@dataclass(frozen=True, slots=True)
class Drawing:
    """A boundary as SVG, north up. Every value is text in px, so that no template writes it with a comma.

    points: for <polygon>. bar: the length drawn for `bar_m` metres. foot: the height at which the bar lies.
    """

    width: str
    height: str
    points: str
    bar: str
    bar_m: int
    foot: str


def draw(polygon: Mapping[str, Any]) -> Drawing:
    """The boundary fitted into a box that a phone has room for, with a scale bar of 1, 2 or 5 × 10ⁿ m."""
    ring = _metres(_ring(polygon))
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    scale = min(_DRAWN_WIDTH / (east - west), _DRAWN_HEIGHT / (north - south))
    height = (north - south) * scale + 2 * _MARGIN + _FOOT
    points = ((_MARGIN + (x - west) * scale, _MARGIN + (north - y) * scale) for x, y in ring[:-1])
    bar_m = _round_length(_DRAWN_WIDTH / 3 / scale)
    return Drawing(
        width=f"{_DRAWN_WIDTH + 2 * _MARGIN}",
        height=f"{height:.0f}",
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        bar=f"{bar_m * scale:.1f}",
        bar_m=bar_m,
        foot=f"{height - 8:.1f}",
    )


def _geojson(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise _refusal(
            "Đoạn GeoJSON này bị thiếu hoặc thừa dấu. Hãy chép lại cả đoạn, từ dấu { đầu đến dấu } cuối.",
            "This is not JSON: copy the whole text, from the first { to the last }.",
        ) from None
    for wrapper in ("features", "geometry"):
        inner = found.get(wrapper) if isinstance(found, dict) else None
        if isinstance(inner, list):
            inner = inner[0] if len(inner) == 1 else None
        found = inner if isinstance(inner, dict) else found
    return found if isinstance(found, dict) else {}


def _points(text: str) -> Ring:
    """One point a line, closed into a ring."""
    lines = [line.strip().strip(",;") for line in text.splitlines() if line.strip()]
    ring = [_point(line) for line in lines]
    return [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring


def _point(line: str) -> tuple[float, float]:
    match = _POINT.fullmatch(line) or _POINT_WITH_COMMAS.fullmatch(line)
    if not match:
        raise _refusal(
            f"Không đọc được dòng “{line[:40]}”. Mỗi dòng ghi một điểm: vĩ độ, kinh độ, "
            "ví dụ 21.56437, 107.42812.",
            f"Cannot read “{line[:40]}”. Write a point a line: latitude, longitude: 21.56437, 107.42812.",
        )
    first, second = (float(part.replace(",", ".")) for part in match.groups())
    return (first, second) if first >= LONGITUDES[0] else (second, first)


def _position(point: object) -> tuple[float, float]:
    if isinstance(point, list | tuple) and 2 <= len(point) <= 3 and all(map(_is_number, point)):
        return round(float(point[0]), DECIMALS), round(float(point[1]), DECIMALS)
    raise _refusal(
        "Mỗi điểm trong GeoJSON phải là [kinh độ, vĩ độ], ví dụ [107.42812, 21.56437].",
        "Each GeoJSON position must be [longitude, latitude], such as [107.42812, 21.56437].",
    )


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1000
    )  # inf, NaN fail


def _check_ring(ring: Ring) -> None:
    if not FEWEST_POINTS <= len(ring) <= MOST_POINTS:
        corners = len(set(ring))
        raise _refusal(
            f"Ranh giới cần từ {FEWEST_POINTS - 1} đến {MOST_POINTS - 1} góc; ở đây có {corners}.",
            f"A boundary has {FEWEST_POINTS - 1} to {MOST_POINTS - 1} corners; this one has {corners}.",
        )
    if ring[0] != ring[-1]:
        raise _refusal(
            "Ranh giới chưa khép kín: điểm cuối phải trùng điểm đầu.",
            "The boundary does not close: its last position must be its first.",
        )
    for longitude, latitude in ring:
        _check_in_vietnam(longitude, latitude)
    if _area_m2(_metres(ring)) < 1 or _crosses_itself(ring[:-1]):
        raise _refusal(
            "Các điểm chưa quây thành một vùng: đường bao cắt nhau hoặc nằm trên một đường thẳng. "
            "Hãy ghi các góc lần lượt theo một vòng quanh vùng trồng.",
            "The points do not go round an area: list the corners in order, walking once around it.",
        )


def _check_in_vietnam(longitude: float, latitude: float) -> None:
    if LONGITUDES[0] <= longitude <= LONGITUDES[1] and LATITUDES[0] <= latitude <= LATITUDES[1]:
        return
    hint = "trong GeoJSON, kinh độ đứng trước" if LONGITUDES[0] <= latitude else "hãy xem lại từng số"
    raise _refusal(
        f"Điểm có vĩ độ {latitude:g}, kinh độ {longitude:g} không nằm ở Việt Nam; {hint}.",
        f"Latitude {latitude:g}, longitude {longitude:g} is not in Vietnam; GeoJSON has longitude first.",
    )


def _crosses_itself(corners: Ring) -> bool:
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    return any(
        _cross(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if (i, j) != (0, len(sides) - 1)
    )


def _cross(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]
) -> bool:
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _metres(ring: Ring) -> Ring:
    """Positions as metres east and north of the first.

    Source: length of a degree on the WGS 84 ellipsoid, series of the geodesy textbooks (NGA TR8350.2).
    """
    middle = math.radians(sum(latitude for _, latitude in ring) / len(ring))
    north = 111_132.92 - 559.82 * math.cos(2 * middle) + 1.175 * math.cos(4 * middle)
    east = 111_412.84 * math.cos(middle) - 93.5 * math.cos(3 * middle)
    return [((lon - ring[0][0]) * east, (lat - ring[0][1]) * north) for lon, lat in ring]


def _area_m2(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2


def _round_length(metres: float) -> int:
    """The longest of 1, 2, 5 × 10ⁿ not above `metres`, at least 1."""
    power = 10 ** int(math.log10(max(metres, 1)))
    return int(max(step * power for step in (1, 2, 5) if step == 1 or step * power <= metres))


def _polygon(ring: Sequence[tuple[float, float]]) -> Polygon:
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}


def _ring(polygon: Mapping[str, Any]) -> Ring:
    return [(point[0], point[1]) for point in polygon["coordinates"][0]]


def _refusal(vi: str, en: str) -> BadValue:
    return BadValue(vi, en, "boundary")
