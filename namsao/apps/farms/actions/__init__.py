"""The verbs of the field."""

from namsao.apps.farms.actions.area import add_area, change_area, name_material
from namsao.apps.farms.actions.contract import (
    add_contract,
    add_contract_papers,
    change_contract,
    void_contract,
)
from namsao.apps.farms.actions.delivery import (
    record_delivery,
    record_payment,
    void_delivery,
    void_payment,
)
from namsao.apps.farms.actions.diary import OtherContent, correct_entry, void_entry, write_entry
from namsao.apps.farms.actions.harvest import mark_unused, mark_used, record_harvest, void_harvest
from namsao.apps.farms.actions.household import (
    change_household,
    erase_household,
    register_household,
    register_households,
    withdraw_household_consent,
)
from namsao.apps.farms.actions.input import add_input, change_input
from namsao.apps.farms.actions.season import end_season, start_season

__all__ = [
    "OtherContent",
    "add_area",
    "add_contract",
    "add_contract_papers",
    "add_input",
    "change_area",
    "change_contract",
    "change_household",
    "change_input",
    "correct_entry",
    "end_season",
    "erase_household",
    "mark_unused",
    "mark_used",
    "name_material",
    "record_delivery",
    "record_harvest",
    "record_payment",
    "register_household",
    "register_households",
    "start_season",
    "void_contract",
    "void_delivery",
    "void_entry",
    "void_harvest",
    "void_payment",
    "withdraw_household_consent",
    "write_entry",
]
