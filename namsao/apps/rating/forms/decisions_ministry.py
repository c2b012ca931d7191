"""Forms of what goes to the ministry and what comes back."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.forms.decisions import PaperForm, SignedForm
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.papers import papers_of
from namsao.base.files.fields import SignedPaperField
from namsao.base.ui.fields import DayField, NumberField


class ForwardForm(forms.Form):
    """The papers of art. 6.3, ticked off by their number, and the letter."""

    letter_no = forms.CharField(label=_("Văn bản gửi Bộ số"), max_length=60)
    letter_on = DayField(label=_("Ngày văn bản"), initial=timezone.localdate)
    paper = SignedPaperField(label=_("Văn bản đã ký"), required=False)

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = papers_of(dossier)
        known = _numbers_known(dossier)
        for kind in self.kinds:
            self.fields[f"paper_{kind.code}"] = forms.CharField(
                label=kind.name,
                max_length=60,
                required=kind.is_required,
                initial=known.get(kind.code, ""),
                help_text=_("Ghi số văn bản, hoặc “có”."),
            )

    def papers(self) -> dict[str, str]:
        return {kind.code: self.cleaned_data[f"paper_{kind.code}"] for kind in self.kinds}


def _numbers_known(dossier: Dossier) -> dict[str, str]:
    """Numbers of papers that stand in the house already, by the code of the paper."""
    advice = dossier.advice.filter(submitted_at__isnull=False).last()
    result = dossier.results.filter(hearing__isnull=False).select_related("hearing__sitting").first()
    approval = dossier.decision_rows.filter(verdict="approved").select_related("decision").last()
    return {
        "advice": advice.report_no if advice else "",
        "council": result.hearing.sitting.minutes_no if result else "",
        "approval": approval.decision.number if approval else "",
    }


class FiveForm(SignedForm):
    """The minister's decision and certificate."""

    certificate_no = forms.CharField(label=_("Số giấy chứng nhận Bộ cấp"), max_length=60)
    valid_to = DayField(
        label=_("Hiệu lực đến hết ngày"), required=False, help_text=_("Để trống là 36 tháng từ ngày ký.")
    )
    certificate_paper = SignedPaperField(label=_("Bản chụp giấy chứng nhận"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Quyết định của Bộ số")
        self.fields["on"].label = _("Ngày ký")
        self.fields["paper"].required = self.fields["signer"].required = False
        self.fields["paper"].help_text = _(
            "Cần khi ghi quyết định này lần đầu; sản phẩm thứ hai cùng quyết định thì để trống."
        )
        self.order_fields(
            ["number", "on", "signer", "paper", "certificate_no", "valid_to", "certificate_paper", "compared"]
        )


class BelowForm(PaperForm):
    """The ministry's result below 90 points."""

    points = NumberField(label=_("Điểm Hội đồng trung ương"))
    stars = forms.TypedChoiceField(
        label=_("Hạng theo kết quả ấy"),
        choices=[
            (4, _("4 sao")),
            (3, _("3 sao")),
            (2, _("2 sao")),
            (1, _("1 sao")),
            (0, _("không xếp hạng")),
        ],
        coerce=int,
    )
    text = forms.CharField(
        label=_("Nội dung trả lời"), widget=forms.Textarea({"rows": 3}), required=False, max_length=2000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Văn bản của Bộ số")


class BackForm(PaperForm):
    """Done again, or taken back: by which paper and why."""

    why = forms.CharField(label=_("Lý do"), widget=forms.Textarea({"rows": 3}), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Văn bản số")
        self.fields["number"].required = False
