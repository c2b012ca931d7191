"""Every pack fits its schema and names its source; places and vocabularies are whole; published ones are sealed."""

import hashlib
import json
import math
import re
from collections import Counter
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from namsao.core.rating.criteria import read
from namsao.core.rating.stops import STOPS
from namsao.packs import in_force, load, names, pinned, published, reference, schema, versions

KINDS = ("criteria", "deadlines", "demo", "places", "processes", "vocab")
PACKS = [(kind, name) for kind in KINDS for name in names(kind)]
TODAY = date(2026, 11, 24)


def day(text: str) -> date:
    return date.fromisoformat(text)


# The packs and their schemas


def test_there_is_exactly_one_schema_for_each_kind_and_packs_are_named_without_it():
    assert [
        *(("criteria", f"set-{number:02}") for number in range(1, 27)),
        ("deadlines", "ocop-26-2026"),
        ("demo", "catalogue"),
        ("demo", "people"),
        ("demo", "ratings"),
        ("demo", "stories"),
        ("places", "quang-ninh-2025-07"),
        ("processes", "cha-muc"),
        ("processes", "dau-so"),
        ("processes", "hai-san-khai-thac"),
        ("processes", "mien-dong"),
        ("processes", "nong-san-tuoi"),
        ("processes", "nuoc-dong-chai"),
        ("processes", "nuoc-mam"),
        ("processes", "thit-vat-nuoi"),
        ("processes", "thu-cong-my-nghe"),
        ("processes", "tra-hoa-vang"),
        ("vocab", "criteria-sets"),
        ("vocab", "evidence-kinds"),
    ] == PACKS


def test_an_unknown_pack_is_refused_by_name():
    with pytest.raises(LookupError, match="no pack places/atlantis; there are quang-ninh-2025-07"):
        load("places", "atlantis")
    with pytest.raises(LookupError, match="there are none"):
        load("..", "pyproject")


@pytest.mark.parametrize(("kind", "name"), PACKS)
def test_a_pack_fits_its_schema(kind: str, name: str):
    rules = schema(kind)

    assert faults(load(kind, name), rules, rules) == []


@pytest.mark.parametrize(("kind", "name"), PACKS)
def test_a_pack_says_what_it_is_where_it_comes_from_and_who_checked_it_when(kind: str, name: str):
    pack = load(kind, name)

    stem, _, version = name.partition(".v")
    assert (pack["id"], pack["version"]) == (f"{kind}/{stem}", int(version or 1))
    assert day(pack["valid_from"]) <= TODAY
    assert day(pack["checked"]["on"]) <= TODAY
    assert all(pack[key].strip() for key in ("title", "source"))


@pytest.mark.parametrize(("kind", "name"), PACKS)
def test_a_pack_is_written_to_be_read_by_people(kind: str, name: str):
    text = files("namsao.packs").joinpath(kind, f"{name}.json").read_text(encoding="utf-8")

    assert "\\u" not in text
    assert "\t" not in text
    assert text.startswith('{\n  "id"')


def test_the_schema_check_itself_notices_a_wrong_pack():
    rules = schema("places")
    wrong = json.loads(json.dumps(load("places", "quang-ninh-2025-07")))
    wrong["units"][0]["code"] = "6652"
    wrong["units"][1]["kind"] = "huyện"
    del wrong["source"]

    assert faults(wrong, rules, rules) == [
        "/source: missing",
        "/units/0/code: does not match",
        "/units/1/kind: not one of",
    ]


# Places and vocabularies


def test_quang_ninh_has_54_units_of_three_kinds():
    pack = load("places", "quang-ninh-2025-07")
    units = pack["units"]

    assert pack["province"] == {"code": "22", "name": "Quảng Ninh", "kind": "province"}
    assert Counter(unit["kind"] for unit in units) == {"ward": 30, "commune": 22, "special_zone": 2}
    assert (
        len({unit["code"] for unit in units}) == len({(unit["kind"], unit["name"]) for unit in units}) == 54
    )
    assert {unit["valid_from"] for unit in units} == {"2025-07-01"}


def test_the_kind_of_a_unit_is_not_left_in_its_name():
    units = load("places", "quang-ninh-2025-07")["units"]
    called = [unit["name"] for unit in units] + [old["name"] for unit in units for old in unit["legacy"]]

    assert [name for name in called if re.match(r"(Phường|Xã|Đặc khu|Thị trấn)\b", name)] == []


def test_the_171_former_units_end_the_day_before_and_split_ones_are_marked():
    units = load("places", "quang-ninh-2025-07")["units"]
    former = [old for unit in units for old in unit["legacy"]]
    times = Counter(old["code"] for old in former)

    assert len(times) == 171
    assert {old["valid_to"] for old in former} == {"2025-06-30"}
    assert {old["code"] for old in former if old.get("split")} == {code for code, n in times.items() if n > 1}
    assert times["06853"] == 2  # Vô Ngại went to Bình Liêu and to Tiên Yên


def test_the_26_criteria_sets_belong_to_17_groups_in_6_industries():
    pack = load("vocab", "criteria-sets")
    home = {group["slug"]: group["industry"] for group in pack["groups"]}

    assert [one["number"] for one in pack["sets"]] == list(range(1, 27))
    assert len(home) == 17
    assert {home[one["group"]] for one in pack["sets"]} == {i["slug"] for i in pack["industries"]}
    assert [one["number"] for one in pack["sets"] if home[one["group"]] != one["industry"]] == []
    assert len({i["slug"] for i in pack["industries"]}) == 6
    assert {m for one in pack["sets"] for m in one["ministries"]} == {m["code"] for m in pack["ministries"]}


# Criteria sets


def test_a_published_set_of_criteria_never_changes():
    folder = files("namsao.packs").joinpath("criteria")
    found: dict[str, dict[str, str]] = {}
    for file in names("criteria"):
        stem, _, version = file.partition(".v")
        seal = hashlib.sha256(folder.joinpath(f"{file}.json").read_bytes()).hexdigest()
        found.setdefault(stem, {})[version or "1"] = seal

    assert found == published("criteria")["sha256"], (
        "A published pack was changed: dossiers filed under it must stay recomputable. Put the old file back, write "
        "the change as a new file (set-07.v2.json, same id, version 2) and list its sha256 in published.json."
    )


def test_the_26_sets_hold_together_and_carry_the_names_of_the_vocabulary():
    vocabulary = {one["number"]: one["name"] for one in load("vocab", "criteria-sets")["sets"]}
    sets = [read(load("criteria", name)) for name in names("criteria")]

    assert {one.number: {"vi": one.name, "en": one.name_en} for one in sets} == vocabulary
    assert sum(len(one.criteria) for one in sets) == 787
    assert sum(len(one.gates) for one in sets) == 574
    assert {code for one in sets for row in one.disqualifiers for code in row.stops} == set(STOPS)
    assert [one.number for one in sets if not one.doubts] == []
    assert [one.number for one in sets if one.samples != 5] == [26]


def test_the_known_doubts_stand_in_the_sets_they_concern():
    found = {
        (one.number, doubt.criterion)
        for one in (read(load("criteria", name)) for name in names("criteria"))
        for doubt in one.doubts
        if doubt.kind == "print"
    }

    assert found == {
        (1, "1.3"),
        (1, "8"),
        (3, "1.3"),
        (3, "5.1"),
        (4, "1.3"),
        (6, "6.3"),
        (7, "3.1"),
        (8, "2.1"),
        (10, "3.5"),
        (23, "6.2"),
        (25, "8"),
        (26, None),
    }


def test_a_dossier_loads_exactly_the_version_it_pinned():
    pack = load("criteria", "set-07")

    assert reference(pack) == "criteria/set-07@1"
    assert pinned("criteria/set-07@1") is pack
    assert versions("criteria", "set-07") == (1,)
    assert versions("criteria", "set-77") == ()


@pytest.mark.parametrize(
    "text",
    [
        "criteria/set-07@2",
        "criteria/set-07",
        "criteria/set-77@1",
        "criteria/set-07.v1@1",
        "../places@1",
        "",
        "a/b@0",
    ],
)
def test_a_reference_to_nothing_is_refused(text: str):
    with pytest.raises(LookupError):
        pinned(text)


def test_the_version_in_force_is_the_newest_that_holds_on_the_day():
    assert in_force("criteria", "set-07", date(2026, 5, 22)) is load("criteria", "set-07")
    with pytest.raises(LookupError, match="holds on 2026-05-21"):
        in_force("criteria", "set-07", date(2026, 5, 21))


def test_the_next_version_of_a_set_is_a_file_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    old = load("criteria", "set-07")
    (tmp_path / "trial").mkdir()
    for version, day_of in ((1, "2026-05-22"), (2, "2027-01-01"), (10, "2028-01-01")):
        name = "set-07.json" if version == 1 else f"set-07.v{version}.json"
        text = json.dumps(old | {"id": "trial/set-07", "version": version, "valid_from": day_of})
        (tmp_path / "trial" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr("namsao.packs.files", lambda _: tmp_path)

    assert versions("trial", "set-07") == (1, 2, 10)
    assert reference(pinned("trial/set-07@2")) == "trial/set-07@2"
    assert [
        in_force("trial", "set-07", date(year, 6, 1))["version"] for year in (2026, 2027, 2028, 2029)
    ] == [1, 2, 10, 10]


def faults(value: Any, rules: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """What breaks the rules: the part of JSON Schema that our schemas use."""
    if "$ref" in rules:
        return faults(value, root["$defs"][rules["$ref"].rpartition("/")[2]], root, path)
    if "oneOf" in rules:
        tried = [faults(value, one, root, path) for one in rules["oneOf"]]
        return [] if [] in tried else min(tried, key=len)
    return _own_faults(value, rules, path) + _inner_faults(value, rules, root, path)


def _own_faults(value: Any, rules: dict[str, Any], path: str) -> list[str]:
    kinds = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
    }
    if "type" in rules and not isinstance(value, kinds[rules["type"]]):
        return [f"{path}: not {rules['type']}"]
    size = len(value) if isinstance(value, (str, list)) else 0
    number = value if isinstance(value, (int, float)) else 0
    broken = {
        "missing value": "const" in rules and value != rules["const"],
        "not one of": "enum" in rules and value not in rules["enum"],
        "does not match": "pattern" in rules and not re.search(rules["pattern"], value),
        "too short": size < rules.get("minLength", rules.get("minItems", 0)),
        "too long": size > rules.get("maxItems", math.inf),
        "too small": number < rules.get("minimum", number)
        or number <= rules.get("exclusiveMinimum", number - 1),
        "too large": number > rules.get("maximum", number),
    }
    return [f"{path}: {what}" for what, is_so in broken.items() if is_so]


def _inner_faults(value: Any, rules: dict[str, Any], root: dict[str, Any], path: str) -> list[str]:
    if isinstance(value, list):
        each = rules.get("items", {})
        return [fault for i, item in enumerate(value) for fault in faults(item, each, root, f"{path}/{i}")]
    if not isinstance(value, dict):
        return []
    known, others = rules.get("properties", {}), rules.get("additionalProperties", {})
    found = [f"{path}/{key}: missing" for key in rules.get("required", ()) if key not in value]
    for key, item in value.items():
        rule = known.get(key, others)
        found += [f"{path}/{key}: unknown"] if rule is False else faults(item, rule, root, f"{path}/{key}")
    return found
