"""Which household: a line to type its number or name into, with a list to choose from beside it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms import queries
from namsao.apps.farms.models import Household

LIST = "households"  # id of the datalist beside it


class HouseholdField(forms.CharField):
    """Which household: its number, with or without the name behind it, or the whole name. Value: text; see `whose`."""

    def __init__(self, **options: Any) -> None:
        shown = {
            "label": _("Hộ trồng"),
            "max_length": 140,
            "required": False,
            "widget": forms.TextInput(attrs={"list": LIST, "autocomplete": "off"}),
            "help_text": _("Gõ số hoặc tên hộ rồi chọn trong danh sách."),
        }
        super().__init__(**shown | options)


def whose(text: str, party_id: int) -> Household | None:
    """The household of the party that the text names; None for no text. Raises: ValidationError."""
    if not text.strip():
        return None
    found = queries.households_named(party_id, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise forms.ValidationError(
            _now("Có %(count)s hộ tên này. Hãy gõ số của hộ, xem trong danh sách hộ trồng.")
            % {"count": len(found)}
        )
    raise forms.ValidationError(
        _now("Không có hộ này trong danh sách của chủ thể. Hãy gõ số hoặc đủ họ tên.")
    )


def said_household(household: Household | None) -> str:
    """A household as it is typed; "" for none, and for one whose data was erased."""
    return f"{household.number} {household.name}" if household and household.name else ""
