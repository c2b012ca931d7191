"""Forms of the second and the third hand."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.actions.decision import Ruling
from namsao.apps.rating.models import DecisionRow, Dossier, SubmissionRow
from namsao.apps.rating.queries.rulings import lawful
from namsao.base.files.fields import SignedPaperField
from namsao.base.ui.fields import DayField

Verdict = DecisionRow.Verdict
LATER = "later"
CHANGED = _("Danh sách vừa đổi: có sản phẩm đã được xử lý ở chỗ khác. Hãy xem lại rồi ghi.")
MANY_LABELS = {
    Verdict.APPROVED: _("Phê duyệt kết quả, gửi Bộ đánh giá 5 sao"),
    Verdict.NOT_RECOGNISED: _("Không công nhận"),
}


class PaperForm(forms.Form):
    """A paper with its number and day."""

    number = forms.CharField(label=_("Số"), max_length=60)
    on = DayField(label=_("Ngày"), initial=timezone.localdate)


class SubmitForm(PaperForm):
    """Which results go to the chairman, under which paper."""

    dossiers = forms.ModelMultipleChoiceField(
        queryset=Dossier.objects.none(),
        label=_("Kết quả chờ trình"),
        error_messages={"required": _("Hãy chọn ít nhất một sản phẩm."), "invalid_choice": CHANGED},
    )
    paper = SignedPaperField(label=_("Tờ trình đã ký"), required=False)

    def __init__(self, *args: Any, ready: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Tờ trình số")
        self.fields["dossiers"].queryset = ready

    def paper_fields(self) -> list[Any]:
        return [self["number"], self["on"], self["paper"]]


class SignedForm(PaperForm):
    """A signed decision: number, day, signer, the paper, and that it was compared."""

    signer = forms.CharField(label=_("Người ký"), max_length=120)
    paper = SignedPaperField(label=_("Quyết định đã ký"))
    compared = forms.BooleanField(
        label=_("Tôi đã đối chiếu danh sách này với bản ký"),
        help_text=_("Ghi xong thì không sửa được; sai thì phải có quyết định đính chính."),
    )

    def paper_fields(self) -> list[Any]:
        return [self[name] for name in ("number", "on", "signer", "paper", "compared")]

    def check_list(self, prefix: str, idle: str) -> None:
        """The signed paper speaks of the list as it was shown. Raises: ValidationError when a row has left it."""
        gone = [name for name in self.data if name.startswith(prefix) and name not in self.fields]
        if any(self.data[name] != idle for name in gone):
            raise forms.ValidationError(CHANGED)


class DecideForm(SignedForm):
    """A decision on the rows of a submission: for each one of the lawful verdicts, or later."""

    def __init__(self, *args: Any, rows: Sequence[SubmissionRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Quyết định số")
        self.fields["on"].label = _("Ngày ký")
        self.rows = list(rows)
        day = timezone.localdate()
        for row in self.rows:
            self._add(row, day)

    def _add(self, row: SubmissionRow, day: date) -> None:
        offered = lawful(row.dossier, row.result, day)
        labels = MANY_LABELS | {
            Verdict.RECOGNISED: _("Công nhận %(stars)s sao") % {"stars": row.result.stars}
        }
        choices = [(each.value, labels[each]) for each in offered]
        self.fields[f"verdict_{row.dossier_id}"] = forms.ChoiceField(
            label=_("Quyết định"),
            choices=[*choices, (LATER, _("Để quyết định sau"))],
            widget=forms.RadioSelect,
            initial=offered[0].value,
        )
        self.fields[f"why_{row.dossier_id}"] = forms.CharField(
            label=_("Lý do không công nhận"), max_length=300, required=False
        )

    def clean(self) -> dict[str, Any]:
        self.check_list("verdict_", LATER)
        return self.cleaned_data

    def lines(self) -> Iterator[dict[str, Any]]:
        """Each row with its two fields."""
        for row in self.rows:
            yield {
                "row": row,
                "verdict": self[f"verdict_{row.dossier_id}"],
                "why": self[f"why_{row.dossier_id}"],
            }

    def rulings(self) -> dict[int, Ruling]:
        given = self.cleaned_data
        return {
            row.dossier_id: Ruling(verdict, given.get(f"why_{row.dossier_id}", ""))
            for row in self.rows
            if (verdict := given[f"verdict_{row.dossier_id}"]) != LATER
        }


class NoticesForm(PaperForm):
    """The written notice of a decision's results."""

    text = forms.CharField(
        label=_("Nội dung thêm"),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        max_length=2000,
        help_text=_("Điểm, mức tối thiểu chưa đạt và cách lên sao tiếp theo đã có sẵn trong thông báo."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Thông báo số")
