"""Forms of a product, its words, its picture and its facility."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.forms.count import CountField
from namsao.apps.products.models import Product
from namsao.apps.products.queries import criteria_sets
from namsao.base.files.images import MAX_BYTES
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.fields import GtinField
from namsao.core.units import GRM
from namsao.core.words import NATIVE


class ChangeForm(forms.Form):
    """What the register says of a product, but for its GTIN."""

    name = forms.CharField(label=_("Tên sản phẩm"), max_length=160)
    set_number = forms.TypedChoiceField(
        label=_("Bộ tiêu chí"), coerce=int, help_text=_("Sản phẩm được chấm theo bộ này.")
    )
    net_content = forms.CharField(
        label=_("Quy cách"), max_length=60, help_text=_("Như ghi trên bao bì: gói 500 g, hộp 10 túi lọc…")
    )
    net_g = CountField(
        label=_("Khối lượng tịnh một gói"),
        unit=GRM,
        required=False,
        help_text=_("Để đối chiếu với khối lượng nguyên liệu. Không bán theo cân thì để trống."),
    )
    facility = forms.ModelChoiceField(queryset=None, label=_("Cơ sở sản xuất"))
    ocop_code = forms.CharField(
        label=_("Mã sản phẩm OCOP"),
        required=False,
        max_length=40,
        help_text=_("Ghi trên giấy công nhận, dạng 22-06838-01-2026 (cách viết cần xác minh)."),
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].queryset = party.facilities.all()
        self.fields["facility"].empty_label = None
        names = [(industry, list(sets.items())) for industry, sets in criteria_sets().items()]
        self.fields["set_number"].choices = [("", _("Chọn bộ tiêu chí")), *_numbered(names)]


class ProductForm(ChangeForm):
    """A new product; its GTIN may be the producer's own."""

    gtin = GtinField(
        label=_("GTIN đã có"),
        required=False,
        help_text=_("Dãy số dưới mã vạch trên bao bì. Chưa có mã vạch thì để trống, chương trình cấp cho."),
    )
    field_order = ["name", "set_number", "net_content", "net_g", "facility", "gtin"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["ocop_code"]


class StoryForm(forms.Form):
    """The words of a product in one language; the fields are those of `actions.tell_story`."""

    names = forms.CharField(label=_("Tên sản phẩm"), required=False)
    summary = forms.CharField(
        label=_("Mô tả ngắn"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Một, hai câu người mua đọc đầu tiên. Tối đa 300 ký tự."),
    )
    story = forms.CharField(
        label=_("Câu chuyện sản phẩm"),
        required=False,
        widget=forms.Textarea({"rows": 10}),
        help_text=_("Ai làm, làm ở đâu, có gì khác. Mỗi đoạn cách nhau một dòng trống. Tối đa 4.000 ký tự."),
    )
    ingredients = forms.CharField(
        label=_("Thành phần"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Như trên nhãn."),
    )
    usage = forms.CharField(
        label=_("Cách dùng, bảo quản"), required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, product: Product, language: str, **kwargs: Any) -> None:
        self.language = language
        initial = {field: getattr(product, field).get(language, "") for field in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        if language == NATIVE:
            del self.fields["names"]

    def texts(self) -> dict[str, dict[str, str]]:
        """Field -> {the form's language: text}, as the action takes it."""
        return {field: {self.language: self.cleaned_data.get(field, "")} for field in self.base_fields}


class PhotoForm(forms.Form):
    """A picture, not yet looked at: the files app judges it."""

    photo = forms.FileField(
        label=_("Ảnh sản phẩm"),
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "Ảnh JPEG, PNG hoặc WebP, không quá 10 MB. Vị trí chụp và thông tin máy được xoá khỏi ảnh."
        ),
    )

    def content(self) -> bytes:
        """The bytes, and one more than allowed at most: enough to see that it is too large."""
        return self.cleaned_data["photo"].read(MAX_BYTES + 1)


class FacilityForm(forms.Form):
    """Where a producer makes and packs."""

    name = forms.CharField(
        label=_("Tên cơ sở"), max_length=160, help_text=_("Như bà con vẫn gọi: Xưởng miến Lục Hồn…")
    )
    place = forms.ModelChoiceField(queryset=None, label=_("Xã, phường, đặc khu"))
    address = forms.CharField(
        label=_("Địa chỉ"), max_length=200, required=False, help_text=_("Thôn, bản, khu, số nhà.")
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, initial={"place": party.place_id}, **kwargs)
        self.fields["place"].queryset = Place.objects.units().on(timezone.localdate())
        self.fields["place"].empty_label = None


def _numbered(names: list[tuple[str, list[tuple[int, str]]]]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [(industry, [(number, f"{number}. {name}") for number, name in sets]) for industry, sets in names]
