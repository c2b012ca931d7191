"""Raw material that comes: bought, or landed from the sea."""

from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.facts import Catch
from namsao.apps.products.forms.slip import AtFacilityForm, scan_box
from namsao.apps.products.models import Landing
from namsao.base.ui.fields import DayField, WeightField


class ReceiveForm(AtFacilityForm):
    """Goods that somebody brought."""

    code = forms.CharField(
        label=_("Quét hoặc gõ mã trên bao hàng"),
        max_length=300,
        required=False,
        help_text=_("Bao hàng không có mã thì để trống."),
        widget=scan_box(),
    )
    name = forms.CharField(
        label=_("Nguyên liệu gì"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: Củ dong riềng. Mã đã có trong sổ thì để trống được."),
    )
    quantity_kg = WeightField(label=_("Cân được"))
    supplier = forms.CharField(
        label=_("Hộ hoặc cơ sở giao hàng"),
        max_length=160,
        required=False,
        help_text=_("Ghi tên, hoặc tên và thôn."),
    )
    note_no = forms.CharField(label=_("Số phiếu giao kèm theo"), max_length=40, required=False)
    came_on = DayField(label=_("Nhận ngày nào"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, initial={"came_on": today}, **kwargs)
        del self.fields["done_on"]


class LandForm(AtFacilityForm):
    """Wild-caught seafood that came ashore."""

    name = forms.CharField(
        label=_("Loài"),
        max_length=120,
        help_text=_("Tên thường gọi, kèm tên khoa học nếu biết: Mực nang (Sepia)."),
    )
    quantity_kg = WeightField(label=_("Cân được"))
    vessel = forms.CharField(label=_("Số đăng ký tàu"), max_length=40, help_text=_("Ví dụ: QN-90123-TS."))
    gear = forms.ChoiceField(label=_("Ngư cụ"), choices=[("", _("Chọn ngư cụ")), *Landing.Gear.choices])
    catch_area = forms.CharField(
        label=_("Vùng khai thác"), max_length=120, help_text=_("Tên ngư trường, hoặc vùng FAO như 61.")
    )
    port = forms.CharField(label=_("Lên bến ở đâu"), max_length=120, help_text=_("Tên cảng, bến cá."))
    landed_on = DayField(label=_("Ngày lên bến"))
    catch_statement = forms.CharField(
        label=_("Số giấy biên nhận hoặc xác nhận nguồn gốc"), max_length=60, required=False
    )
    lot = forms.CharField(
        label=_("Số lô"), max_length=20, required=False, help_text=_("Để trống thì phần mềm đặt theo ngày.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, initial={"landed_on": today}, **kwargs)
        del self.fields["done_on"]

    def values(self) -> dict[str, Any]:
        """The arguments of `land`."""
        given = super().values()
        caught = {each.name: given.pop(each.name) for each in fields(Catch)}
        return {**given, "catch": Catch(**caught)}
