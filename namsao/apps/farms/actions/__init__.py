"""The verbs of the field."""

from namsao.apps.farms.actions.area import add_area, change_area, name_material
from namsao.apps.farms.actions.diary import OtherContent, correct_entry, void_entry, write_entry
from namsao.apps.farms.actions.harvest import mark_unused, mark_used, record_harvest, void_harvest
from namsao.apps.farms.actions.input import add_input, change_input
from namsao.apps.farms.actions.season import end_season, start_season

__all__ = [
    "OtherContent",
    "add_area",
    "add_input",
    "change_area",
    "change_input",
    "correct_entry",
    "end_season",
    "mark_unused",
    "mark_used",
    "name_material",
    "record_harvest",
    "start_season",
    "void_entry",
    "void_harvest",
    "write_entry",
]
