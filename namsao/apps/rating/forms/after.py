"""What is typed after the stars: an extension, an inspection, a revocation."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models import Inspection, RevocationCase, StarCertificate
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries.after_inspections import OTHER, Check
from namsao.base.files.fields import PaperField, SignedPaperField
from namsao.base.ui.fields import DayField
from namsao.core.finding import Severity, State

LOOKED_AT = [
    ("", _("chưa xem")),
    (State.MET, _("đạt")),
    (State.WARNING, _("cần lưu ý")),
    (State.FAILED, _("chưa đạt")),
    (State.NOT_APPLICABLE, _("không áp dụng")),
]
FREE_LINES = 2


def _text(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=area, required=required, help_text=help_text, max_length=4000)


class ExtensionForm(forms.Form):
    until = DayField(label=_("Kéo dài đến hết ngày"))
    paper_no = forms.CharField(label=_("Văn bản của tỉnh, số"), max_length=60, required=False)

    def __init__(self, *args: Any, certificate: StarCertificate, **kwargs: Any) -> None:
        limit = deadlines().extension_limit(certificate.valid_to)
        super().__init__(*args, **{"initial": {"until": limit}} | kwargs)
        self.fields["until"].help_text = _(
            "Nhiều nhất 180 ngày sau ngày hết hạn. Có kết quả đánh giá lại thì kéo dài kết thúc sớm hơn."
        )


class InspectionForm(forms.Form):
    """A new inspection."""

    kind = forms.ChoiceField(
        label=_("Hình thức"), choices=Inspection.Kind.choices, widget=forms.RadioSelect, initial="periodic"
    )
    planned_on = DayField(label=_("Ngày dự kiến"))
    team = forms.CharField(
        label=_("Đoàn kiểm tra"), max_length=300, required=False, help_text=_("Ghi tên cơ quan, chức danh.")
    )
    complaint = _text(
        _("Nội dung phản ánh"),
        rows=3,
        required=False,
        help_text=_("Chỉ khi theo phản ánh. Không ghi tên, số điện thoại của người phản ánh."),
    )


class PlanForm(forms.Form):
    """Several periodic inspections at once."""

    certificates = forms.ModelMultipleChoiceField(
        label=_("Sản phẩm"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    planned_on = DayField(label=_("Ngày bắt đầu"))
    team = forms.CharField(label=_("Đoàn kiểm tra"), max_length=300, required=False)

    def __init__(self, *args: Any, queryset: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["certificates"].queryset = queryset


class FindingsForm(forms.Form):
    """What was seen, line by line of the checklist, with two free lines."""

    done_on = DayField(label=_("Ngày kiểm tra"))
    team = forms.CharField(label=_("Đoàn kiểm tra"), max_length=300)
    text = _text(_("Nhận xét chung"), rows=3, required=False)

    def __init__(self, *args: Any, inspection: Inspection, checks: Sequence[Check], **kwargs: Any) -> None:
        self.checks = checks
        known = {each["code"]: each for each in inspection.findings if each["code"] != OTHER}
        other = [each for each in inspection.findings if each["code"] == OTHER]
        start = {
            "done_on": inspection.done_on or localdate(),
            "team": inspection.team,
            "text": inspection.text,
        }
        super().__init__(*args, **{"initial": start} | kwargs)
        for n, check in enumerate(checks):
            self._line(f"c{n}", known.get(check.code, {}), check.what)
        for n in range(FREE_LINES):
            row = other[n] if n < len(other) else {}
            self.fields[f"o{n}_what"] = forms.CharField(
                label=_("Nội dung khác"), max_length=300, required=False, initial=row.get("what", "")
            )
            self._line(f"o{n}", row, _("Nội dung khác"))

    def _line(self, prefix: str, row: dict[str, Any], what: Any) -> None:
        self.fields[f"{prefix}_state"] = forms.ChoiceField(
            label=what, choices=LOOKED_AT, required=False, initial=row.get("state", "")
        )
        for name, label in (("why", _("Thấy gì")), ("remedy", _("Cần làm gì"))):
            self.fields[f"{prefix}_{name}"] = forms.CharField(
                label=label, max_length=500, required=False, initial=row.get(name, "")
            )

    def plain(self) -> list[Any]:
        """The fields that are not lines of the checklist."""
        return [self[name] for name in ("done_on", "team")]

    def lines(self) -> Iterator[dict[str, Any]]:
        """Checklist rows for the page: check, state, why, remedy (bound fields)."""
        for n, check in enumerate(self.checks):
            yield {"check": check, **self._bound(f"c{n}")}

    def free(self) -> Iterator[dict[str, Any]]:
        for n in range(FREE_LINES):
            yield {"what": self[f"o{n}_what"], **self._bound(f"o{n}")}

    def _bound(self, prefix: str) -> dict[str, Any]:
        return {name: self[f"{prefix}_{name}"] for name in ("state", "why", "remedy")}

    def findings(self) -> list[dict[str, Any]]:
        """Lines that were looked at, as the action takes them."""
        said = self.cleaned_data
        found = []
        for n, check in enumerate(self.checks):
            found.append(
                self._finding(f"c{n}", check.code, check.what, check.severity) | {"source": check.source}
            )
        for n in range(FREE_LINES):
            if said[f"o{n}_what"]:
                found.append(self._finding(f"o{n}", OTHER, said[f"o{n}_what"], Severity.ADVISORY))
        return [each for each in found if each["state"]]

    def _finding(self, prefix: str, code: str, what: str, severity: Severity) -> dict[str, Any]:
        said = {name: self.cleaned_data[f"{prefix}_{name}"] for name in ("state", "why", "remedy")}
        return {"code": code, "what": what, "severity": str(severity), "field": f"{prefix}_why", **said}


class ConclusionForm(forms.Form):
    conclusion = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[each for each in Inspection.Conclusion.choices if each[0]],
        widget=forms.RadioSelect,
    )
    conclusion_no = forms.CharField(label=_("Văn bản kết luận số"), max_length=60)
    concluded_on = DayField(label=_("Ngày kết luận"), initial=localdate)
    fix_by = DayField(
        label=_("Khắc phục xong trước ngày"), required=False, help_text=_("Chỉ khi phải khắc phục.")
    )


class FixedForm(forms.Form):
    fixed_on = DayField(label=_("Khắc phục xong ngày"), initial=localdate)
    fix_text = _text(_("Đã khắc phục thế nào"), rows=3)


class RevocationForm(forms.Form):
    """A case is opened."""

    ground = forms.ChoiceField(
        label=_("Căn cứ (Điều 8.1)"),
        choices=[(value, f"{value}) {label}") for value, label in RevocationCase.Ground.choices],
        widget=forms.RadioSelect,
    )
    conclusion_no = forms.CharField(label=_("Kết luận số"), max_length=60)
    concluded_on = DayField(label=_("Ngày kết luận"), help_text=_("Hạn 15 ngày tính từ ngày này (Điều 8.4)."))
    authority = forms.CharField(label=_("Cơ quan kết luận"), max_length=200)
    facts = _text(_("Sự việc"))


class StoppedForm(forms.Form):
    paper_no = forms.CharField(label=_("Văn bản xác nhận số"), max_length=60)
    on = DayField(label=_("Ngày xác nhận"), initial=localdate)
    facts = _text(_("Sự việc"), help_text=_("Ngừng từ bao giờ, vì sao, xã biết bằng cách nào."))


class AnswerForm(forms.Form):
    answer = _text(_("Giải trình"), rows=6)
    paper = PaperField(label=_("Giấy tờ kèm theo"), required=False)


class VerifyForm(forms.Form):
    verified = _text(_("Kết quả xác minh"), rows=6)
    verified_on = DayField(label=_("Ngày xác minh"), initial=localdate)


class SubmitForm(forms.Form):
    submission_no = forms.CharField(label=_("Tờ trình số"), max_length=60)
    submitted_on = DayField(label=_("Ngày trình"), initial=localdate)


class DecideForm(forms.Form):
    number = forms.CharField(label=_("Quyết định số"), max_length=60)
    on = DayField(label=_("Ngày ký"))
    signer = forms.CharField(label=_("Người ký"), max_length=120)
    paper = SignedPaperField(label=_("Bản ký (PDF)"))


def first_day_of_plan() -> Any:
    """A month ahead: time to send the notice."""
    return localdate() + timedelta(days=30)
