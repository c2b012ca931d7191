"""Which file, of whom, of which days."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.exports import ADAPTERS, Adapter
from namsao.apps.traceability.queries.chains import Scope
from namsao.base.parties.models import Party
from namsao.base.ui.display import VIETNAM
from namsao.base.ui.fields import DayField
from namsao.core.actor import Actor

USUAL_DAYS, MOST_DAYS = 90, 366


class ExportForm(forms.Form):
    """One kind of file, over at most a year."""

    adapter = forms.ChoiceField(
        label=_("Loại tệp"), choices=[(code, each.title) for code, each in ADAPTERS.items()]
    )
    party = forms.ModelChoiceField(
        label=_("Phạm vi"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("Mọi việc tôi được xem"),
    )
    since = DayField(label=_("Từ ngày"))
    until = DayField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, parties: QuerySet[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties.order_by("name_sort")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", _("Ngày cuối phải sau ngày đầu."))
        elif since and until and (until - since).days > MOST_DAYS:
            self.add_error("until", _("Mỗi tệp tối đa một năm. Hãy chọn khoảng ngày ngắn hơn."))
        return found

    @property
    def kind(self) -> Adapter:
        """Only of a form that is valid; so is the scope."""
        return ADAPTERS[self.cleaned_data["adapter"]]

    def scope(self, actor: Actor) -> Scope:
        since, until = self.cleaned_data["since"], self.cleaned_data["until"]
        return Scope(
            actor,
            self.cleaned_data["party"],
            datetime.combine(since, time(), tzinfo=VIETNAM),
            datetime.combine(until + timedelta(days=1), time(), tzinfo=VIETNAM) - timedelta.resolution,
        )


def usual() -> dict[str, Any]:
    """What the page begins with: the last three months."""
    today = localdate()
    return {"adapter": next(iter(ADAPTERS)), "since": today - timedelta(days=USUAL_DAYS), "until": today}
