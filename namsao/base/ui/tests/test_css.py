"""The stylesheets: small enough for a slow phone, and readable in light and dark."""

import base64
import hashlib
import re

import pytest
from django.template.loader import render_to_string

from namsao.base.ui import css

HEX = re.compile(r"--([a-z0-9-]+): (#[0-9a-f]{6})")
VAR = re.compile(r"--([a-z0-9-]+): var\(--([a-z0-9-]+)\)")
TEXT_ON = [
    ("text", "paper"),
    ("text", "surface"),
    ("muted", "paper"),
    ("muted", "surface"),
    ("accent", "surface"),
    ("accent", "paper"),
    ("accent", "accent-soft"),
    ("ink-700", "surface"),
    ("ink-700", "ink-100"),
    ("jade-900", "jade-100"),
    ("gold-800", "gold-100"),
    ("red-600", "red-100"),
    ("red-600", "surface"),
    ("blue-700", "blue-100"),
    ("on-deep", "act"),
    ("on-deep", "act-hover"),
    ("on-deep", "deep"),
    ("on-deep", "alarm"),
    ("on-deep", "caution"),
]
SHAPES_ON = [("focus", "surface"), ("focus", "paper"), ("edge", "surface"), ("jade-500", "surface")]


def read(name: str) -> str:
    return (css._FOLDER / name).read_text(encoding="utf-8")


def colours(scheme: str) -> dict[str, str]:
    light, dark = read("tokens.css").split("@media (prefers-color-scheme: dark)")
    found = dict(HEX.findall(light))
    if scheme == "dark":
        found.update(HEX.findall(dark))
    return found | {name: found[other] for name, other in VAR.findall(light)}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_reaches_the_contrast_of_wcag_aa(scheme, text, ground):
    found = colours(scheme)

    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES_ON)
def test_focus_rings_edges_and_bars_can_be_told_from_the_ground(scheme, shape, ground):
    found = colours(scheme)

    assert contrast(found[shape], found[ground]) >= 3


def test_the_raw_public_stylesheet_stays_within_its_budget():
    raw = sum(len(read(name).encode()) for name in css.PUBLIC_SHEETS)

    assert len(css.stylesheet_text().encode()) < raw <= css.PUBLIC_BUDGET_BYTES


def test_the_squeezed_stylesheet_keeps_every_rule():
    raw = re.sub(r"/\*.*?\*/", "", "".join(read(name) for name in css.PUBLIC_SHEETS), flags=re.DOTALL)

    assert re.sub(r"\s", "", css.stylesheet_text()) == re.sub(r"\s", "", raw)


def test_the_hash_is_that_of_what_stands_in_the_public_page():
    page = render_to_string("ui/frame_public.html")

    inlined = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]

    digest = base64.b64encode(hashlib.sha256(inlined.encode()).digest()).decode()
    assert css.stylesheet_hash() == f"'sha256-{digest}'"


@pytest.mark.parametrize("name", ["base.css", "public.css", "components.css", "pages.css"])
def test_no_colour_stands_outside_the_tokens(name):
    screen = re.sub(r"@media print \{.*", "", read(name), flags=re.DOTALL)

    assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", screen) == []
