"""Forms of the commune: Form 03, its papers, the reasons of a return."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models import CommuneReport, Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.form03 import ITEMS
from namsao.apps.rating.reasons import Reason
from namsao.base.files.fields import SignedPaperField
from namsao.base.ui.fields import DayField

LONGEST = 5000
REASON_ROWS = 5


class DraftText(forms.CharField):
    """Needed in the end, so it is not called optional; a draft may leave it empty."""

    def validate(self, value: Any) -> None:
        """The action that hands it on asks for it."""


class DraftChoice(forms.ChoiceField):
    """As DraftText, one of several."""

    def validate(self, value: Any) -> None:
        """Nothing chosen yet is no mistake."""
        if value:
            super().validate(value)


class Form03(forms.Form):
    """The four findings; all may stay empty in a draft."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            self.fields[item.key] = DraftText(
                label=_("Nhận xét của xã"),
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 5}),
            )
            self.fields[f"{item.key}_verdict"] = DraftChoice(
                label=_("So với hồ sơ của chủ thể"),
                choices=CommuneReport.Verdict.choices,
                widget=forms.RadioSelect,
            )

    def cards(self) -> list[dict[str, Any]]:
        """Each item with its two fields."""
        return [
            {"item": item, "text": self[item.key], "verdict": self[f"{item.key}_verdict"]} for item in ITEMS
        ]


class ProposeForm(forms.Form):
    """Numbers and days of the report and the letter."""

    report_no = forms.CharField(label=_("Báo cáo (Mẫu số 03) số"), max_length=60)
    report_on = DayField(label=_("Ngày báo cáo"))
    letter_no = forms.CharField(label=_("Văn bản đề nghị số"), max_length=60)
    letter_on = DayField(label=_("Ngày văn bản đề nghị"))
    letter = SignedPaperField(
        label=_("Bản ký của văn bản đề nghị"),
        required=False,
        help_text=_("PDF đã ký, có thể bổ sung ngoài hệ thống."),
    )


class ReasonsForm(forms.Form):
    """Why a dossier goes back: in general, for up to five criteria, or both."""

    use_required_attribute = False
    why = DraftText(
        label=_("Cần bổ sung, sửa gì"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Viết cho người làm hồ sơ hiểu ngay cần làm gì."),
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((c.code, f"{c.code}. {c.title}") for c in criteria_of(dossier).criteria)]
        for row in range(1, REASON_ROWS + 1):
            self.fields[f"criterion_{row}"] = forms.ChoiceField(
                label=_("Tiêu chí"), choices=choices, required=False
            )
            self.fields[f"text_{row}"] = forms.CharField(
                label=_("Cần sửa gì"), max_length=500, required=False
            )

    def rows(self) -> list[tuple[Any, Any]]:
        return [(self[f"criterion_{row}"], self[f"text_{row}"]) for row in range(1, REASON_ROWS + 1)]

    def reasons(self) -> list[Reason]:
        given = self.cleaned_data
        by_criterion = [
            Reason(given[f"text_{row}"], given[f"criterion_{row}"])
            for row in range(1, REASON_ROWS + 1)
            if given[f"text_{row}"].strip()
        ]
        return [Reason(given["why"]), *by_criterion]

    def clean(self) -> dict[str, Any]:
        """A criterion that was chosen needs its text."""
        given: dict[str, Any] = super().clean() or {}
        for row in range(1, REASON_ROWS + 1):
            if given.get(f"criterion_{row}") and not given.get(f"text_{row}", "").strip():
                self.add_error(f"text_{row}", _("Ghi rõ tiêu chí này cần sửa gì."))
        return given
