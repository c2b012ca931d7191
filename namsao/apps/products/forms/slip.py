"""What every form of a big button has: the day, the place, and an id that is sent once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.base.parties.models import Party
from namsao.base.ui.fields import DayField, in_words
from namsao.core.errors import Refused

SCANNED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


def scan_box(**attrs: str) -> forms.Textarea:
    """A box of one line for a scanner: the Enter it sends at the end of a code does not send the form."""
    return forms.Textarea(attrs={"rows": 1, "class": "scan", **SCANNED, **attrs})


class SlipForm(forms.Form):
    """done_on: of the act. client_id: made with the page, so that a button pressed twice writes once."""

    done_on = DayField(label=_("Ngày làm"))
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        given = {"done_on": today, **kwargs.pop("initial", {})}
        super().__init__(*args, initial=given, **kwargs)

    @contextmanager
    def refusing(self, field: str) -> Iterator[None]:
        """What is refused inside the block is shown at the field, and the form goes on."""
        try:
            yield
        except Refused as refused:
            self.add_error(field, in_words(refused))


class AtFacilityForm(SlipForm):
    """With the facility where it happens; one is taken without asking."""

    facility = forms.ModelChoiceField(queryset=None, label=_("Ở cơ sở"), empty_label=None)

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party = party
        places = list(party.facilities.all())
        self.has_facility = bool(places)
        self.fields["facility"].queryset = party.facilities.all()
        if len(places) == 1:
            self.fields["facility"].widget = forms.HiddenInput()
            self.initial["facility"] = places[0].pk

    def values(self) -> dict[str, Any]:
        """What was typed, as the arguments of the verb."""
        return dict(self.cleaned_data)
