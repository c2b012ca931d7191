"""What a grower types about areas, seasons and harvests."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms import boundary
from namsao.apps.farms.forms.whose import HouseholdField, whose
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.fields import AreaField, DayField, TypedField, WeightField

LONGEST_BOUNDARY = 60_000  # characters: 500 points of indented GeoJSON
EXAMPLE = "21.56437, 107.42812\n21.56490, 107.42745\n21.56432, 107.42639\n21.56343, 107.42740"


class PlaceChoice(forms.ModelChoiceField):
    """The communes, wards and special zones in being."""

    def label_from_instance(self, place: Place) -> str:
        return place.title


class BoundaryField(TypedField):
    """A boundary: GeoJSON, or a point a line. Value: GeoJSON Polygon, None when left empty."""

    widget = forms.Textarea
    read = staticmethod(boundary.read)
    show = staticmethod(boundary.write)
    placeholder = EXAMPLE
    inputmode = "text"

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "rows": 5,
            "maxlength": LONGEST_BOUNDARY,
            "spellcheck": "false",
        }


class AreaChangeForm(forms.Form):
    """What may be corrected of an area."""

    name = forms.CharField(
        label=_("Tên vùng trồng"),
        max_length=120,
        help_text=_("Tên bà con vẫn gọi, ví dụ: Nương dong đồi Nà Sao."),
    )
    area_ha = AreaField(
        label=_("Diện tích"), help_text=_("Tính bằng héc-ta, ví dụ 2,4. Một sào Bắc Bộ là 0,036 ha.")
    )
    code = forms.CharField(
        label=_("Mã số vùng trồng"),
        max_length=40,
        required=False,
        help_text=_("Mã cơ quan nông nghiệp cấp. Chưa được cấp thì để trống, có rồi bổ sung sau."),
    )
    boundary = BoundaryField(
        label=_("Ranh giới"),
        required=False,
        help_text=_(
            "Đứng ở từng góc, mở bản đồ trên điện thoại, giữ vào chấm vị trí rồi chép hai con số. "
            "Mỗi góc một dòng, đi một vòng quanh vùng. Có tệp GeoJSON thì dán cả đoạn vào đây."
        ),
    )


class AreaForm(AreaChangeForm):
    """A new area: also what grows there and where, which stay."""

    material_name = forms.CharField(
        label=_("Trồng gì"),
        max_length=120,
        help_text=_("Ghi thứ sẽ thu hoạch, ví dụ: Củ dong riềng."),
        widget=forms.TextInput(attrs={"list": "materials", "autocomplete": "off"}),
    )
    place = PlaceChoice(
        Place.objects.none(), label=_("Thuộc xã, phường, đặc khu"), empty_label=_("Chọn một đơn vị")
    )
    field_order = ["name", "material_name", "area_ha", "place", "code", "boundary"]

    def __init__(self, *args: Any, party: Party, day: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"place": party.place_id}, **kwargs)
        self.fields["place"].queryset = Place.objects.units().on(day)


class SeasonForm(forms.Form):
    name = forms.CharField(label=_("Tên vụ"), max_length=80, help_text=_("Ví dụ: Vụ 2026, Vụ xuân 2027."))
    started_on = DayField(
        label=_("Bắt đầu từ ngày"), help_text=_("Ngày xuống giống, hoặc ngày bắt đầu chăm sóc vụ này.")
    )


class SeasonEndForm(forms.Form):
    ended_on = DayField(label=_("Kết thúc ngày"), help_text=_("Ngày thu xong lứa cuối cùng của vụ."))


class HarvestForm(forms.Form):
    quantity_kg = WeightField(
        label=_("Thu được bao nhiêu"), help_text=_("Cân cả lô, ví dụ 420 hoặc 1.250,5.")
    )
    harvested_on = DayField(label=_("Thu ngày nào"))
    lot = forms.CharField(label=_("Số lô"), max_length=20, required=False)
    early_why = forms.CharField(label=_("Vì sao thu trước hạn cách ly"), max_length=300, required=False)
    household = HouseholdField(label=_("Của hộ nào"))
    note = forms.CharField(
        label=_("Ghi chú"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: thu lứa đầu, củ to, trời ráo."),
    )

    def __init__(self, *args: Any, suggestion: str, is_early: bool, party_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party_id = party_id
        self.fields["lot"].help_text = _(
            "Để trống thì máy tự đặt theo ngày thu, như %(lot)s. Viết số này lên bao."
        ) % {"lot": suggestion}
        self.fields["lot"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters"}
        if not is_early:
            self.fields["early_why"].widget = forms.HiddenInput()

    def clean_household(self) -> Any:
        return whose(self.cleaned_data["household"], self.party_id)
