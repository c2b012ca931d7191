"""Process templates: whole, in words people understand, honest about what nobody confirmed, and true to the stories."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from namsao.core.processes.gaps import gap_findings
from namsao.core.processes.matching import match
from namsao.core.processes.reading import read
from namsao.core.processes.seen import Seen
from namsao.core.processes.template import EventKind, Template, Where
from namsao.core.processes.yields import yield_findings
from namsao.core.words import Words
from namsao.packs import load, names

TEMPLATES = {name: read(load("processes", name)) for name in names("processes")}
STORIES = {story["key"]: story for story in load("demo", "stories")["stories"]}
UNCONFIRMED = "cần xác minh"
VIETNAMESE = re.compile("[ăâđêôơư\u1ea0-\u1ef9]", re.IGNORECASE)

every_template = pytest.mark.parametrize("made", TEMPLATES.values(), ids=TEMPLATES)
every_story = pytest.mark.parametrize("key", STORIES)


def spoken(made: Template) -> Iterator[Words]:
    yield made.name
    for stage in made.stages:
        yield stage.name
        if stage.yields:
            yield from (stage.yields.input, stage.yields.output)
        for field in stage.fields:
            yield from (field.name, *([field.hint] if field.hint else []), *field.choices.values())


def claims(made: Template) -> Iterator[tuple[str, bool]]:
    """Each source, and whether it is marked as unconfirmed."""
    yield made.source, made.verify
    if made.harvest:
        yield made.harvest.source, made.harvest.verify
    for stage in made.stages:
        if stage.yields:
            yield stage.yields.range.source, stage.yields.range.verify
        if stage.days:
            yield stage.days.source, stage.days.verify


def test_a_template_fits_sets_of_the_vocabulary_and_the_flagships_theirs():
    known = {one["number"] for one in load("vocab", "criteria-sets")["sets"]}

    assert {name: made.sets for name, made in TEMPLATES.items()} == {
        "cha-muc": (8,),
        "dau-so": (7,),
        "hai-san-khai-thac": (2, 8),
        "mien-dong": (7,),
        "nong-san-tuoi": (1,),
        "nuoc-dong-chai": (16,),
        "nuoc-mam": (9,),
        "thit-vat-nuoi": (2,),
        "thu-cong-my-nghe": (21,),
        "tra-hoa-vang": (12,),
    }
    assert {number for made in TEMPLATES.values() for number in made.sets} <= known
    assert {key: story["set"] for key, story in STORIES.items()} == {
        key: TEMPLATES[key].sets[0] for key in STORIES
    }


@every_template
def test_every_word_is_there_in_vietnamese_and_in_english(made: Template):
    assert [words for words in spoken(made) if set(words) != {"vi", "en"}] == []
    assert [words["en"] for words in spoken(made) if VIETNAMESE.search(words["en"])] == []
    assert [words["vi"] for words in spoken(made) if words["vi"] != words["vi"].strip()] == []


@every_template
def test_what_nobody_confirmed_says_so_and_nothing_else_does(made: Template):
    assert [source for source, verify in claims(made) if (UNCONFIRMED in source) != verify] == []


@every_template
def test_usual_ranges_are_sane(made: Template):
    ranges = [stage.yields.range for stage in made.stages if stage.yields]
    days = [stage.days for stage in made.stages if stage.days]

    assert [one for one in ranges if not Decimal("0.1") <= one.low <= one.high <= Decimal("1.5")] == []
    assert [one for one in days if one.high is not None and not one.low <= one.high <= 3 * 365] == []
    assert made.harvest is None or 0 < made.harvest.low < made.harvest.high <= 100_000


def test_only_where_something_is_added_does_the_weight_grow():
    growing = {
        (name, stage.code)
        for name, made in TEMPLATES.items()
        for stage in made.stages
        if stage.yields and stage.yields.range.high > 1
    }

    assert growing == {("cha-muc", "pounding"), ("nuoc-mam", "blending")}


@every_template
def test_what_the_register_captures_by_itself_finds_its_stage(made: Template):
    day = date(2026, 11, 24)
    seen = {
        "origin": Seen(day, biz_step="creating_class_instance", kind=EventKind.OBJECT),
        "batch": Seen(day, biz_step="commissioning", kind=EventKind.TRANSFORMATION),
        "labels": Seen(day, biz_step="encoding", kind=EventKind.OBSERVE),
        "packing": Seen(day, biz_step="packing", kind=EventKind.OBSERVE),
        "shipping": Seen(day, biz_step="shipping", kind=EventKind.OBSERVE),
    }

    found = match(made, seen.values()).found

    origins = {"harvesting", "fishing", "drawing", "gathering"}
    assert len(origins & set(found)) == 1
    assert set(found) - origins == {"batch", "coding", "packing", "shipping"}


def test_wild_caught_seafood_tells_vessel_gear_area_and_landing_date():
    made = TEMPLATES["hai-san-khai-thac"]
    at_sea = [stage for stage in made.stages if stage.where is Where.VESSEL and stage.required]

    asked = {field.code for stage in at_sea for field in stage.fields if field.required}

    assert asked == {"species", "vessel", "gear", "catch_area", "port", "landed_on"}


@every_story
def test_the_steps_of_a_story_are_stages_of_its_template_in_time_and_order(key: str):
    made, story = TEMPLATES[key], STORIES[key]
    day = date.fromisoformat
    seen = [Seen(day(row["on"]), row["code"]) for row in story["steps"]]
    seen += [Seen(day(row["on"]), "harvesting") for row in story["harvests"]]
    seen += [Seen(day(story["batch"]["produced_on"]), "batch")]

    assert [step["code"] for step in story["steps"] if step["code"] not in made] == []
    assert {finding.code for finding in gap_findings(made, seen)} <= {"process.missing_data"}


@every_story
def test_the_weights_of_a_story_are_usual_ones(key: str):
    made, story = TEMPLATES[key], STORIES[key]
    harvested = sum((Decimal(str(row["kg"])) for row in story["harvests"]), Decimal(0))

    weighed = [stage.yields.range for stage in made.stages if stage.yields and not stage.instead_of]

    assert [[float(one.low), float(one.high)] for one in weighed] == [
        row["yield_range"] for row in story["mass_balance"]
    ]
    assert yield_findings(made, harvested, Decimal(str(story["batch"]["kg"]))) == []
