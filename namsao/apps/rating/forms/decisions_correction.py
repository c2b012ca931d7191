"""The form of a correction: which rows were wrong, and what is right."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.actions.correction import Mending
from namsao.apps.rating.forms.decisions import SignedForm
from namsao.apps.rating.models import DecisionRow
from namsao.apps.rating.packs import deadlines
from namsao.base.ui.fields import DayField

KEEP = "keep"


class CorrectionForm(SignedForm):
    """For each row of the decision: leave it, annul it, or annul it and put the right one beside it."""

    def __init__(self, *args: Any, rows: Sequence[DecisionRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Quyết định đính chính số")
        self.fields["on"].label = _("Ngày ký")
        self.fields["paper"].label = _("Quyết định đính chính đã ký")
        self.rows = list(rows)
        for row in self.rows:
            self._add(row)

    def _add(self, row: DecisionRow) -> None:
        allowed = [5] if row.decision.is_ministry else [3, 4]
        if row.result is not None and row.verdict != DecisionRow.Verdict.REVOKED:
            allowed = [stars for stars in allowed if stars == row.result.stars]
        right = [(str(stars), _("Dòng đúng: %(stars)s sao") % {"stars": stars}) for stars in allowed]
        self.fields[f"stars_{row.pk}"] = forms.ChoiceField(
            label=_("Đính chính"),
            choices=[(KEEP, _("Giữ nguyên")), ("none", _("Bỏ dòng này")), *right],
            widget=forms.RadioSelect,
            initial=KEEP,
        )
        self.fields[f"valid_to_{row.pk}"] = DayField(
            label=_("Giấy đúng có hiệu lực đến hết ngày"),
            required=False,
            initial=row.granted.valid_to if hasattr(row, "granted") else deadlines().expiry(row.decision.on),
        )
        if row.decision.is_ministry:
            self.fields[f"certificate_no_{row.pk}"] = forms.CharField(
                label=_("Số giấy chứng nhận Bộ cấp"), max_length=60, required=False
            )
        self.fields[f"why_{row.pk}"] = forms.CharField(label=_("Sai ở đâu"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        self.check_list("stars_", KEEP)
        return self.cleaned_data

    def lines(self) -> Iterator[dict[str, Any]]:
        names = ("stars", "valid_to", "certificate_no", "why")
        for row in self.rows:
            wanted = [f"{name}_{row.pk}" for name in names]
            yield {"row": row, "fields": [self[name] for name in wanted if name in self.fields]}

    def mendings(self) -> dict[int, Mending]:
        given = self.cleaned_data
        return {
            row.pk: Mending(
                why=given[f"why_{row.pk}"],
                stars=int(chosen) if chosen.isdecimal() else None,
                valid_to=given.get(f"valid_to_{row.pk}"),
                certificate_no=given.get(f"certificate_no_{row.pk}", ""),
            )
            for row in self.rows
            if (chosen := given[f"stars_{row.pk}"]) != KEEP
        }
