"""Forms of the advisory group and of who answers it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.models import Document
from namsao.apps.rating.forms.desk_commune import DraftText
from namsao.apps.rating.models import Member
from namsao.base.ui.fields import DayField
from namsao.base.ui.uploads import ManyFilesField, ManyFilesInput
from namsao.core.rating.criterion import Part
from namsao.core.rating.stops import Stop

LONGEST = 10000
NOTE_LONGEST = 500


class VisitForm(forms.Form):
    """The visit, the summary, the hard stops; a draft may leave all of it empty."""

    use_required_attribute = False
    needed = forms.ChoiceField(
        label=_("Khảo sát thực tế"),
        choices=[("yes", _("cần khảo sát")), ("no", _("không cần: không thay đổi lớn, minh chứng rõ"))],
        widget=forms.RadioSelect,
        required=False,
    )
    on = DayField(label=_("Ngày khảo sát"), required=False)
    text = forms.CharField(
        label=_("Kết quả khảo sát"), max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 6})
    )
    stops = forms.MultipleChoiceField(
        label=_("Lý do phải dừng đánh giá"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn khi có căn cứ; hội đồng quyết định."),
    )
    summary = DraftText(
        label=_("Nhận xét, đề xuất với hội đồng"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args: Any, stops: list[Stop], has_choice: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stops"].choices = [(each.code, each.vi) for each in stops]
        if not has_choice:
            del self.fields["needed"]

    def visit(self) -> dict[str, Any]:
        """What `actions.advice.Visit` takes."""
        given = {name: self.cleaned_data[name] for name in ("on", "text", "summary", "stops")}
        return {**given, "needed": self.cleaned_data.get("needed") != "no"}


class ScoresForm(forms.Form):
    """Proposed scores and notes of one part; only what was answered is in `scores`."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, part: Part) -> None:
        super().__init__(data)
        self.part = part
        for each in part.criteria:
            self.fields[f"score-{each.code}"] = forms.TypedChoiceField(
                label=f"{each.code}. {each.title}",
                coerce=int,
                empty_value=None,
                required=False,
                choices=[(seq, seq) for seq in range(len(each.options) + 1)],
            )
            self.fields[f"note-{each.code}"] = forms.CharField(max_length=NOTE_LONGEST, required=False)

    def scores(self) -> dict[str, int]:
        found = {each.code: self.cleaned_data[f"score-{each.code}"] for each in self.part.criteria}
        return {code: seq for code, seq in found.items() if seq is not None}

    def notes(self) -> dict[str, str]:
        return {each.code: self.cleaned_data[f"note-{each.code}"] for each in self.part.criteria}


class ReportForm(forms.Form):
    """Number and day of the advisory report."""

    report_no = forms.CharField(label=_("Báo cáo số"), max_length=60)
    report_on = DayField(label=_("Ngày báo cáo"))


class AssignForm(forms.Form):
    """Who works on the dossier."""

    member = forms.ModelChoiceField(
        label=_("Người phụ trách"), queryset=Member.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members


class PhotosForm(forms.Form):
    """Pictures taken at the visit."""

    photos = ManyFilesField(
        label=_("Ảnh khảo sát"),
        allow_empty_file=True,
        widget=ManyFilesInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Ảnh chụp tại cơ sở, mỗi lần tối đa 10 ảnh."),
    )


class TestForm(forms.Form):
    """What to test, why, until when."""

    what = forms.CharField(label=_("Chỉ tiêu cần kiểm nghiệm"), max_length=300)
    why = forms.CharField(label=_("Vì sao"), max_length=300, required=False)
    due = DayField(label=_("Cần có phiếu trước ngày"), required=False)


class AnswerForm(forms.Form):
    """A test report of the library."""

    document = forms.ModelChoiceField(
        label=_("Phiếu kiểm nghiệm"), queryset=Document.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, documents: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents
