"""A new paper, brought while one scores: the least the library needs; the rest is added there later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.actions.document import Facts
from namsao.apps.evidence.queries import kinds
from namsao.apps.products.models import Product
from namsao.base.files.fields import PaperField
from namsao.base.files.pdf import MAX_BYTES
from namsao.base.ui.fields import DayField


class PaperForm(forms.Form):
    """Kind, name, days and one file."""

    kind = forms.ChoiceField(label=_("Loại giấy"))
    title = forms.CharField(
        label=_("Tên giấy"), max_length=200, required=False, help_text=_("Để trống thì lấy tên loại giấy.")
    )
    number = forms.CharField(label=_("Số"), max_length=80, required=False)
    valid_from = DayField(label=_("Ngày cấp, ngày ký"), required=False)
    valid_to = DayField(label=_("Hết hạn ngày"), required=False)
    file = PaperField(
        label=_("Tệp"),
        help_text=_("PDF đến 20 MB, hoặc ảnh chụp rõ chữ. Thêm tệp nữa thì mở giấy trong kho."),
    )
    note = forms.CharField(label=_("Xem ở đâu trong giấy"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="new_%s", **kwargs)
        named = [(slug, kind.name) for slug, kind in kinds().items()]
        self.fields["kind"].choices = [("", _("Chọn loại giấy")), *named]

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 20 MB. Hãy quét ở độ nét thấp hơn."), code="large")
        return upload

    def facts(self, product: Product) -> Facts:
        """What was typed, for the product, its facility, or all the party makes, as papers of the kind are."""
        given = {
            name: self.cleaned_data[name] for name in ("kind", "title", "number", "valid_from", "valid_to")
        }
        covers = {"product": product, "facility": product.facility}.get(kinds()[given["kind"]].of)
        return Facts(**given, covers=covers)
