"""The real templates, a small one to change, and traces of noodles."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from namsao.core.processes.reading import read
from namsao.core.processes.seen import Seen
from namsao.core.processes.template import EventKind, Template

PACKS = Path(__file__).parents[3] / "packs" / "processes"
FLAGSHIPS = ("mien-dong", "tra-hoa-vang", "dau-so")
NAMES = tuple(sorted(path.stem for path in PACKS.glob("*.json") if path.stem != "schema"))


@cache
def template(name: str) -> Template:
    return read(json.loads((PACKS / f"{name}.json").read_text(encoding="utf-8")))


def words(text: str) -> dict[str, str]:
    return {"vi": text, "en": f"{text} (en)"}


def usual(low: float, high: float, *, verify: bool = False) -> dict[str, Any]:
    return {"min": low, "max": high, "source": "sổ cân của xưởng", "verify": verify}


def a_stage(code: str, **changes: Any) -> dict[str, Any]:
    row = {
        "code": code,
        "name": words(code.capitalize()),
        "biz_step": "other",
        "event": "observe",
        "required": True,
        "who": "facility",
    }
    return row | changes


def a_pack(*stages: Mapping[str, Any], **changes: Any) -> dict[str, Any]:
    row = {
        "id": "processes/banh",
        "version": 3,
        "name": words("Bánh"),
        "sets": [6],
        "source": "sổ tay của xưởng",
        "verify": False,
        "stages": list(stages),
    }
    return row | changes


def on(day: int) -> date:
    return date(2026, 11, day)


def named(code: str, day: int, **fields: Any) -> Seen:
    return Seen(on(day), stage=code, biz_step="other", kind=EventKind.OBSERVE, fields=fields)


def plain(biz_step: str, day: int, kind: EventKind | None = EventKind.OBSERVE) -> Seen:
    return Seen(on(day), biz_step=biz_step, kind=kind)


def noodles() -> list[Seen]:
    """Everything that is asked of a batch of noodles, done in eleven days."""
    return [
        plain("creating_class_instance", 10, EventKind.OBJECT),
        plain("creating_class_instance", 12, EventKind.OBJECT),
        named("grinding", 13, water_source="tap"),
        named("settling", 14),
        named("draining", 16),
        named("spreading", 17, additives="không", other_starch="không"),
        named("cutting", 18),
        named("drying", 19),
        plain("packing", 20),
        plain("commissioning", 20, EventKind.TRANSFORMATION),
    ]


def without(seen: list[Seen], code: str) -> list[Seen]:
    return [one for one in seen if one.stage != code]
