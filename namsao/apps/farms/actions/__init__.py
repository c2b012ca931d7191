"""The verbs of the field."""

from namsao.apps.farms.actions.area import add_area, change_area, name_material
from namsao.apps.farms.actions.harvest import mark_unused, mark_used, record_harvest, void_harvest
from namsao.apps.farms.actions.season import end_season, start_season

__all__ = [
    "add_area",
    "change_area",
    "end_season",
    "mark_unused",
    "mark_used",
    "name_material",
    "record_harvest",
    "start_season",
    "void_harvest",
]
