"""What is typed in a recall."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.forms.code import CodeField
from namsao.apps.traceability.models import Recall, RecallLine, RecallReturn, RecallStock
from namsao.apps.traceability.models.recall import TEXTS
from namsao.base.files.fields import PaperField
from namsao.base.ui.fields import DayField, NumberField
from namsao.core.words import NATIVE

ENGLISH = "en"


def _area(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=1000, widget=widget, required=required, help_text=help_text
    )


class OpenForm(forms.Form):
    """Where a recall begins, and why."""

    code = CodeField(
        label=_("Mã hàng"),
        help_text=_("Lô thu hoạch, lô sản xuất, kiện, tem: dán liên kết trong mã QR, hoặc GTIN/số lô."),
    )
    reason = forms.CharField(
        label=_("Vì sao"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: phiếu kiểm nghiệm số 15 ngày 20/11 vượt mức chì."),
    )
    is_mock = forms.BooleanField(
        label=_("Đây là diễn tập"),
        required=False,
        help_text=_(
            "Đo thời gian lập phạm vi và danh sách nơi giữ; công chúng và nơi giữ hàng không hay biết."
        ),
    )


class LinesForm(forms.Form):
    """Lines chosen in the list of the scope."""

    lines = forms.ModelMultipleChoiceField(
        queryset=RecallLine.objects.none(),
        error_messages={
            "required": _("Chọn ít nhất một dòng."),
            "invalid_choice": _("Dòng này không còn nữa."),
        },
    )

    def __init__(self, *args: Any, found: QuerySet[RecallLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = found


class TakeOutForm(LinesForm):
    why = forms.CharField(
        label=_("Vì sao không liên quan"),
        max_length=300,
        help_text=_("Ví dụ: làm xong trước ngày lấy mẫu, nguyên liệu để riêng."),
        error_messages={"required": _("Ghi vì sao hàng này không liên quan.")},
    )


class AddForm(forms.Form):
    code = CodeField(label=_("Thêm mã hàng"), help_text=_("Hàng làm ra từ mã này cũng được thêm vào."))


class LaunchForm(forms.Form):
    """What the public is told; Vietnamese, and English for who reads none."""

    what_vi = _area(_("Thu hồi hàng nào"), rows=2)
    why_vi = _area(_("Vì sao"), help_text=_("Nói rõ nguy cơ, không đổ lỗi, không đoán."))
    advice_vi = _area(_("Người mua phải làm gì"))
    contact = forms.CharField(
        label=_("Gọi ai"), max_length=200, help_text=_("Điện thoại, địa chỉ nơi nhận hàng trả lại.")
    )
    what_en = _area(_("Thu hồi hàng nào (tiếng Anh)"), rows=2, required=False)
    why_en = _area(_("Vì sao (tiếng Anh)"), required=False)
    advice_en = _area(_("Người mua phải làm gì (tiếng Anh)"), required=False)

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """what, why, advice -> {language: text}, of a valid form."""
        said = self.cleaned_data
        return {
            part: {lang: said[f"{part}_{lang}"] for lang in (NATIVE, ENGLISH) if said[f"{part}_{lang}"]}
            for part in TEXTS
        }


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=Recall.Outcome.choices, widget=forms.RadioSelect, initial="done"
    )
    why = forms.CharField(
        label=_("Ghi chú"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Phải ghi khi còn hàng chưa thu về, hoặc khi gỡ cảnh báo."),
    )


class ReturnForm(forms.Form):
    """Goods that came back or were destroyed."""

    kind = forms.ChoiceField(
        label=_("Việc"), choices=RecallReturn.Kind.choices, widget=forms.RadioSelect, initial="returned"
    )
    of_returned = forms.BooleanField(
        label=_("Huỷ từ hàng đã thu về"),
        required=False,
        help_text=_("Đánh dấu khi tiêu huỷ hàng đã ghi thu về trước đó, để khỏi đếm hai lần."),
    )
    quantity = NumberField(label=_("Lượng"))
    done_on = DayField(label=_("Ngày làm"))
    witness = forms.CharField(
        label=_("Người chứng kiến"), max_length=200, help_text=_("Tên và chức danh, ví dụ: Tuấn, cán bộ xã.")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
    paper = PaperField(label=_("Biên bản hoặc ảnh"), required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stock: RecallStock, **kwargs: Any) -> None:
        start = {"client_id": uuid4(), "done_on": localdate()} | kwargs.pop("initial", {})
        super().__init__(*args, initial=start, **kwargs)
        self.fields["quantity"].suffix = stock.unit
