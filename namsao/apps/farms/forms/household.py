"""What is typed about households: one, or a table of many."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.forms.field import PlaceChoice
from namsao.apps.farms.growers import Grower
from namsao.base.files.grid import MOST_BYTES, Grid, read_file, read_text
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.fields import DayField, PhoneField, in_words
from namsao.core.errors import BadValue

MOST_LINES = 1_000
TABLES = ".xlsx,.csv,.tsv,.txt"


class GrowerForm(forms.Form):
    """One household of a party."""

    name = forms.CharField(label=_("Họ tên chủ hộ"), max_length=120)
    place = PlaceChoice(
        Place.objects.none(), label=_("Thuộc xã, phường, đặc khu"), empty_label=_("Chọn một đơn vị")
    )
    hamlet = forms.CharField(
        label=_("Thôn, bản, khu"),
        max_length=80,
        required=False,
        help_text=_("Hai hộ trùng tên thì nhờ thôn mà phân biệt."),
    )
    areas = forms.ModelMultipleChoiceField(
        None, label=_("Trồng ở vùng nào"), required=False, widget=forms.CheckboxSelectMultiple
    )
    phone = PhoneField(label=_("Điện thoại"), required=False, help_text=_("Hộ không có thì để trống."))
    consent_on = DayField(
        label=_("Ngày hộ đồng ý cho ghi số điện thoại"),
        required=False,
        help_text=_("Hỏi hộ trước khi ghi số điện thoại. Không ghi số thì để trống."),
    )

    def __init__(self, *args: Any, party: Party, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.units().on(day)
        areas = party.growing_areas.defer("boundary")
        self.fields["areas"].queryset = areas
        if not areas.exists():
            del self.fields["areas"]

    @property
    def grower(self) -> Grower:
        typed = self.cleaned_data
        return Grower(**{**typed, "areas": tuple(typed.get("areas", ()))})


class RosterForm(forms.Form):
    """A table of households, pasted or as a file. `grid` holds it once the form is valid."""

    text = forms.CharField(
        label=_("Dán bảng vào đây"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Chép các ô trong Excel rồi dán. Dòng đầu ghi tên cột: Họ tên chủ hộ, Xã, Thôn, Điện thoại, "
            "Vùng trồng, Ngày đồng ý. Chỉ họ tên là bắt buộc."
        ),
    )
    file = forms.FileField(
        label=_("Hoặc chọn tệp"),
        required=False,
        widget=forms.FileInput({"accept": TABLES}),
        help_text=_("Excel (.xlsx) hoặc CSV, mỗi lần tới 1.000 dòng."),
    )
    place = PlaceChoice(
        Place.objects.none(),
        label=_("Dòng không ghi xã thì thuộc"),
        empty_label=_("Chọn một đơn vị"),
    )
    consent_on = DayField(
        label=_("Ngày các hộ đồng ý cho ghi số điện thoại"),
        required=False,
        help_text=_(
            "Điền khi đã có giấy đồng ý của các hộ trong bảng. Chưa có thì để trống và bỏ cột điện thoại."
        ),
    )
    grid: Grid

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.units().on(day)

    def clean(self) -> Mapping[str, Any]:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        try:
            if file:
                self.grid = read_file(file.read(MOST_BYTES + 1), file.name, "file")
            elif text.strip():
                self.grid = read_text(text, "text")
            elif not self.errors:
                self.add_error("text", _now("Hãy dán bảng, hoặc chọn tệp."))
        except BadValue as refused:
            self.add_error(refused.field, in_words(refused))
        if hasattr(self, "grid") and len(self.grid.rows) > MOST_LINES + 1:
            self.add_error(
                "file" if file else "text", _now("Mỗi lần tới 1.000 dòng. Hãy chia bảng làm nhiều lần.")
            )
        return self.cleaned_data


class RosterConfirmForm(RosterForm):
    """The same table, seen; now it is written. also_alike: those that may be there already too."""

    also_alike = forms.BooleanField(required=False, label=_("Ghi cả những hộ có thể trùng"))
    confirmed = forms.BooleanField(widget=forms.HiddenInput)
