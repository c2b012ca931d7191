"""The three stories are complete, true to the known yields, in order of time, and marked as illustrative."""

import math
import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from namsao.core.gs1 import keys
from namsao.packs import load

LANGUAGES = ("vi", "en", "zh-hans", "ja", "ko")
SCRIPTS = {"zh-hans": "[\u4e00-\u9fff]", "ja": "[\u3040-\u30ff\u4e00-\u9fff]", "ko": "[\uac00-\ud7a3]"}
TODAY = date(2026, 11, 24)
STORIES = load("demo", "stories")["stories"]
every_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story["key"])


def day(text: str) -> date:
    return date.fromisoformat(text)


@every_story
def test_a_story_is_told_in_five_languages_each_in_its_own_script(story: dict[str, Any]):
    texts = story["texts"]

    assert tuple(texts) == LANGUAGES
    assert {lang: len(texts[lang]["story"]) for lang in LANGUAGES} == dict.fromkeys(
        LANGUAGES, len(texts["vi"]["story"])
    )
    for language, letters in SCRIPTS.items():
        assert [part for part in spoken(story, language) if not re.search(letters, part)] == []


@every_story
def test_no_english_is_left_in_the_vietnamese_and_no_vietnamese_sentence_in_the_english(
    story: dict[str, Any],
):
    english = re.compile(r"\b(the|and|of|with|from|oil|flowers?|noodles?|illustrative)\b", re.IGNORECASE)
    vietnamese = re.compile(r"\b(và|của|được|không|trong|minh hoạ)\b", re.IGNORECASE)

    assert [part for part in spoken(story, "vi") if english.search(part)] == []
    assert [part for part in spoken(story, "en") if vietnamese.search(part)] == []


@every_story
def test_translations_wait_for_a_reader_and_the_original_does_not_claim_one(story: dict[str, Any]):
    asked = {language: text.get("reviewed") for language, text in story["texts"].items()}

    assert asked == {"vi": None, "en": False, "zh-hans": False, "ja": False, "ko": False}


@every_story
def test_a_story_claims_neither_health_nor_a_geographical_indication(story: dict[str, Any]):
    claims = re.compile(
        r"chữa|phòng bệnh|tốt cho|giảm cân|huyết áp|chỉ dẫn địa lý|cure[sd]? |healthy|prevents?|geographical"
        r"|治疗|保健|降血|地理标志|健康|予防|地理的表示|효능|건강|지리적 표시",
        re.IGNORECASE,
    )
    said = [part for language in LANGUAGES for part in spoken(story, language)]

    assert [part for part in said if claims.search(part)] == []


def test_golden_camellia_is_not_called_tea_in_english():
    story = next(story for story in STORIES if story["key"] == "tra-hoa-vang")

    assert [part for part in spoken(story, "en") if re.search(r"\btea\b", part, re.IGNORECASE)] == []
    assert "herbal infusion" in story["texts"]["en"]["name"]


@every_story
def test_keys_carry_right_check_digits_under_the_demonstration_prefix(story: dict[str, Any]):
    assert keys.gtin14(story["gtin"]) == story["gtin"]
    assert keys.gln(story["facility"]["gln"]) == story["facility"]["gln"]
    assert story["gtin"].startswith("0952110")
    assert story["facility"]["gln"].startswith("952110")


def test_the_three_products_keep_their_agreed_identities():
    found = [(s["key"], s["gtin"], s["set"], s["star"]["stars"], s["producer"]["unit"]) for s in STORIES]

    assert found == [
        ("mien-dong", "09521100000017", 7, 5, "06856"),
        ("tra-hoa-vang", "09521100000024", 12, 5, "06970"),
        ("dau-so", "09521100000031", 7, 4, "06838"),
    ]


@every_story
def test_everything_invented_is_marked(story: dict[str, Any]):
    marks = {
        "vi": "(minh hoạ)",
        "en": "(illustrative)",
        "zh-hans": "（示例）",
        "ja": "（見本）",
        "ko": "(예시)",
    }
    invented = [story["facility"]["name"], *(area["name"] for area in story["growing_areas"])]
    invented += [certificate["issuer"] for certificate in story["certificates"]]

    assert story["illustrative"] is story["producer"]["illustrative"] is True
    assert {lang: name[-len(marks[lang]) :] for lang, name in story["producer"]["name"].items()} == marks
    assert [name for name in invented if not name.endswith("(minh hoạ)")] == []


@every_story
def test_the_mass_balances_from_the_field_to_the_pack(story: dict[str, Any]):
    stages = story["mass_balance"]
    picked = sum(harvest["kg"] for harvest in story["harvests"])

    assert stages[0]["kg_in"] == picked
    assert [a["kg_out"] for a in stages[:-1]] == [b["kg_in"] for b in stages[1:]]
    for stage in stages:
        low, high = stage["yield_range"]
        assert low <= stage["kg_out"] / stage["kg_in"] <= high
    assert 0.95 * stages[-1]["kg_out"] <= story["batch"]["kg"] <= stages[-1]["kg_out"]
    assert math.isclose(story["batch"]["packs"] * pack_kg(story), story["batch"]["kg"], rel_tol=1e-3)


def test_the_yields_are_those_publicly_known():
    ranges = {
        (stage["from"], stage["to"]): stage["yield_range"] for s in STORIES for stage in s["mass_balance"]
    }
    noodles, camellia = STORIES[0], STORIES[1]

    assert ranges["tubers", "dry_starch"] == [0.13, 0.18]
    assert ranges["dry_starch", "noodles"] == [0.85, 0.95]
    assert ranges["dry_seeds", "oil"] == [0.15, 0.22]
    assert 110 <= noodles["batch"]["kg"] / noodles["mass_balance"][0]["kg_in"] * 1000 <= 170
    fresh_per_ha = camellia["mass_balance"][0]["kg_in"] / sum(a["ha"] for a in camellia["growing_areas"])
    assert fresh_per_ha <= 250


@every_story
def test_a_batch_is_told_in_the_order_it_happened(story: dict[str, Any]):
    picked = [day(harvest["on"]) for harvest in story["harvests"]]
    steps = [day(step["on"]) for step in story["steps"]]
    batch = story["batch"]

    assert day(story["season"]["starts_on"]) <= picked[0]
    assert picked == sorted(picked)
    assert picked[-1] <= day(story["season"]["ends_on"])
    assert [*picked, *steps] == sorted([*picked, *steps])
    assert steps[-1] == day(batch["produced_on"]) <= TODAY < day(batch["expires_on"])


@every_story
def test_the_star_and_the_certificates_hold_when_the_batch_is_made_and_today(story: dict[str, Any]):
    star, produced = story["star"], day(story["batch"]["produced_on"])

    assert day(star["valid_to"]) == day(star["decided_on"]).replace(year=day(star["decided_on"]).year + 3)
    assert day(star["decided_on"]) <= produced <= TODAY < day(star["valid_to"])
    for certificate in story["certificates"]:
        assert day(certificate["valid_from"]) <= produced <= TODAY <= day(certificate["valid_to"])


@every_story
def test_harvests_come_from_the_storys_own_areas_and_each_outline_has_the_size_it_says(story: dict[str, Any]):
    areas = {area["code"]: area for area in story["growing_areas"]}

    assert {harvest["area"] for harvest in story["harvests"]} == set(areas)
    for area in areas.values():
        (ring,) = area["boundary"]["coordinates"]
        assert ring[0] == ring[-1]
        assert 5 <= len(set(map(tuple, ring))) <= 7
        assert signed_ha(ring) == pytest.approx(area["ha"], rel=0.02)  # positive: anticlockwise, RFC 7946
        assert math.dist(ring[0], (story["facility"]["lon"], story["facility"]["lat"])) < 0.03


def spoken(story: dict[str, Any], language: str) -> list[str]:
    """Every text of the story in one language."""
    text = story["texts"][language]
    whole = [text[key] for key in ("name", "summary", "ingredients", "allergens", "use", "storage")]
    named = [story["producer"]["name"][language], story["material"][language]]
    return [*whole, *text["story"], *named, *(step["text"][language] for step in story["steps"])]


def pack_kg(story: dict[str, Any]) -> float:
    litre = load("demo", "stories")["oil_density_kg_per_l"]
    return story["net"]["amount"] / 1000 * {"g": 1, "ml": litre}[story["net"]["unit"]]


def signed_ha(ring: list[list[float]]) -> float:
    """Area of a small ring of (lon, lat), hectares; positive when anticlockwise."""
    metre = 111_200
    flat = [(lon * metre * math.cos(math.radians(lat)), lat * metre) for lon, lat in ring]
    east, north = flat[0]
    flat = [(x - east, y - north) for x, y in flat]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(flat)) / 2 / 10_000
