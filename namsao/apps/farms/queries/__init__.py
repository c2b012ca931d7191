"""Reads over areas, seasons, harvests and diaries."""

from namsao.apps.farms.queries.diary import (
    DiaryList,
    clear_days,
    findings_of,
    harvest_findings,
    in_course,
    inputs_for,
    recent,
    sprays_of,
    summary_of,
)
from namsao.apps.farms.queries.field import (
    QUIET_DAYS,
    adders,
    listed,
    material_named,
    next_lot,
    open_seasons,
    seasons_of,
    waiting,
)

__all__ = [
    "QUIET_DAYS",
    "DiaryList",
    "adders",
    "clear_days",
    "findings_of",
    "harvest_findings",
    "in_course",
    "inputs_for",
    "listed",
    "material_named",
    "next_lot",
    "open_seasons",
    "recent",
    "seasons_of",
    "sprays_of",
    "summary_of",
    "waiting",
]
