"""What to trace, which way, between which days."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.queries.box import BACK, BOTH, FORWARD
from namsao.base.ui.display import VIETNAM
from namsao.base.ui.fields import DayField

LONGEST_CODE = 400


class TraceForm(forms.Form):
    """One field for every kind of code; the rest narrows it."""

    code = forms.CharField(
        label=_("Mã"),
        max_length=LONGEST_CODE,
        help_text=_("Quét tem, hoặc gõ GTIN/số lô, SSCC, GLN, số đơn hàng"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    way = forms.ChoiceField(
        label=_("Hướng"),
        required=False,
        choices=[
            (BOTH, _("Cả hai chiều")),
            (BACK, _("Truy ngược: làm từ đâu")),
            (FORWARD, _("Truy xuôi: đã đi đâu")),
        ],
    )
    since = DayField(label=_("Từ ngày"), required=False)
    until = DayField(label=_("Đến hết ngày"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", _("Ngày cuối phải sau ngày đầu."))
        return found

    @property
    def narrows(self) -> bool:
        """Is anything but the code asked for, or wrong?"""
        return self.data.get("way", BOTH) not in {"", BOTH} or any(
            self.data.get(name) for name in ("since", "until")
        )

    def asked(self) -> dict[str, Any]:
        """way, since, until as `queries.story` takes them; only of a form that is valid."""
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return {
            "way": self.cleaned_data["way"] or BOTH,
            "since": datetime.combine(since, time(), tzinfo=VIETNAM) if since else None,
            "until": (
                datetime.combine(until + timedelta(days=1), time(), tzinfo=VIETNAM) - timedelta.resolution
                if until
                else None
            ),
        }
