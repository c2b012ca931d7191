"""Boundaries as people paste them."""

import json
from decimal import Decimal
from math import cos, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.apps.farms import boundary
from namsao.apps.farms.tests.build import BOUNDARY
from namsao.core.errors import BadValue

SQUARE = [[107.0, 21.0], [107.001, 21.0], [107.001, 21.001], [107.0, 21.001], [107.0, 21.0]]


def polygon(ring):
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.mark.parametrize(
    "wrapped",
    [
        BOUNDARY,
        {"type": "Feature", "properties": {}, "geometry": BOUNDARY},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": BOUNDARY}]},
    ],
)
def test_geojson_is_read_bare_or_wrapped(wrapped):
    assert boundary.read(json.dumps(wrapped)) == BOUNDARY


@pytest.mark.parametrize(
    "text",
    [
        "21.0, 107.0\n21.0, 107.001\n21.001, 107.001\n21.001, 107.0",
        "107.0 21.0\r\n107.001 21.0\r\n107.001 21.001\r\n\r\n107.0 21.001\r\n107.0 21.0",
        "21,0; 107,0\n21,0; 107,001\n21,001; 107,001\n21,001; 107,0",
    ],
)
def test_points_of_a_phone_become_a_closed_ring(text):
    assert boundary.read(text) == polygon(SQUARE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "GeoJSON này bị thiếu"),
        ("{" * 20_000, "GeoJSON này bị thiếu"),
        ('{"a":' + "[" * 200_000, "GeoJSON này bị thiếu"),
        ("nhà bác Lỵ", "Không đọc được dòng “nhà bác Lỵ”"),
        ("21.0, 107.0", "ở đây có 1"),
        ("21.0, 107.0\n21.001, 107.0\n21.002, 107.0", "chưa quây thành một vùng"),
        ("21.0, 107.0\n21.001, 107.001\n21.001, 107.0\n21.0, 107.001", "chưa quây thành một vùng"),
        ("48.85, 2.35\n48.86, 2.35\n48.86, 2.36", "không nằm ở Việt Nam"),
        (json.dumps({"type": "Point", "coordinates": [107.0, 21.0]}), "hình khép kín"),
        (json.dumps(polygon(SQUARE[:-1])), "chưa khép kín"),
        (json.dumps(polygon([[y, x] for x, y in SQUARE])), "kinh độ đứng trước"),
        (json.dumps(polygon([*SQUARE[:-1], ["107", 21.0]])), "Mỗi điểm trong GeoJSON"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 21.0]]]}', "Mỗi điểm trong GeoJSON"),
        (json.dumps({**polygon(SQUARE), "coordinates": [SQUARE, SQUARE]}), "không có lỗ"),
    ],
)
def test_a_boundary_that_cannot_be_is_refused_with_the_way_out(text, said):
    with pytest.raises(BadValue) as refused:
        boundary.read(text)

    assert said in refused.value.sentence
    assert refused.value.field == "boundary"


@pytest.mark.parametrize(("corners", "fits"), [(2, False), (3, True), (499, True), (500, False)])
def test_a_ring_has_four_to_five_hundred_points(corners, fits):
    turns = [2 * pi * i / corners for i in range(corners)]
    circle = [[107.0 + 0.01 * cos(turn), 21.0 + 0.01 * sin(turn)] for turn in turns]
    ring = polygon([*circle, circle[0]])

    if fits:
        assert len(boundary.check(ring)["coordinates"][0]) == corners + 1
    else:
        with pytest.raises(BadValue):
            boundary.check(ring)


def test_the_area_of_a_known_square_is_right_to_a_thousandth():
    # 0.001° at 21° N: 103.98 m by 110.72 m (geodesic lengths on WGS 84).
    half = [[x, 21.0 + (y - 21.0) / 2] for x, y in SQUARE]

    assert boundary.area_ha(polygon(SQUARE)) == Decimal("1.15")
    assert abs(boundary.area_ha(polygon(half)) - Decimal("0.5756")) < Decimal("0.0006")


@given(st.integers(min_value=3, max_value=40), st.floats(min_value=0.0001, max_value=0.02))
def test_what_was_written_as_points_reads_back_as_the_geojson_it_makes(corners, size):
    points = [
        (21.3 + size * sin(2 * pi * i / corners), 107.2 + size * cos(2 * pi * i / corners))
        for i in range(corners)
    ]
    read = boundary.read("\n".join(f"{lat:.7f}, {lon:.7f}" for lat, lon in points))

    assert boundary.read(json.dumps(read)) == read
    assert boundary.area_ha(read) > 0


@pytest.mark.parametrize(("drawn", "far"), [("1.92", False), ("1.91", True), ("2.88", False), ("2.89", True)])
def test_more_than_a_fifth_from_the_declared_area_is_marked(drawn, far):
    assert boundary.differs(Decimal(drawn), Decimal("2.4")) is far


@given(st.floats(min_value=0.0001, max_value=0.5), st.floats(min_value=0.0001, max_value=0.5))
def test_a_drawing_fits_a_phone_and_its_scale_bar_is_a_round_length(width, height):
    w, s, e, n = 107.0, 21.0, round(107.0 + width, 6), round(21.0 + height, 6)
    drawn = boundary.draw(polygon([[w, s], [e, s], [e, n], [w, n], [w, s]]))

    numbers = [float(x) for pair in drawn.points.split() for x in pair.split(",")]
    assert min(numbers) >= 0
    assert max(numbers) <= 280
    assert float(drawn.bar) <= 140
    assert str(drawn.bar_m).rstrip("0") in {"1", "2", "5"}


def test_a_boundary_is_written_as_people_paste_it():
    assert boundary.write(polygon(SQUARE)).splitlines()[0] == "21.0, 107.0"
    assert boundary.read(boundary.write(polygon(SQUARE))) == polygon(SQUARE)
