"""What is typed on a phone in the field: one form for six kinds of work."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.facts import Facts
from namsao.apps.farms.forms.whose import HouseholdField, said_household, whose
from namsao.apps.farms.models import DiaryEntry, InputProduct, Season
from namsao.apps.farms.models.input import UNIT_CHOICES
from namsao.base.ui.fields import AreaField, DayField, NumberField, WeightField
from namsao.base.ui.uploads import ManyFilesField
from namsao.core.diary import Work
from namsao.core.units import show_number

ICONS = {
    Work.SOW: "seed",
    Work.FERTILISE: "leaf",
    Work.SPRAY: "spray",
    Work.IRRIGATE: "drop",
    Work.HARVEST: "basket",
    Work.PROCESS: "factory",
}
PICTURES = "image/jpeg,image/png,image/webp"
MOST_DECIMALS = 3


class MarkedSelect(forms.Select):
    """A list whose options carry data attributes. marks: value -> {name: text}."""

    marks: Mapping[str, Mapping[str, str]] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {f"data-{mark}": text for mark, text in self.marks.get(str(value), {}).items()}
        return option


class RowField(forms.ChoiceField):
    """A choice among rows that are read already. Value: the row, None when left empty."""

    widget = MarkedSelect
    rows: Mapping[str, Any] = {}

    def offer(
        self, rows: Sequence[Any], choices: Sequence[Any], marks: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.rows = {str(row.pk): row for row in rows}
        self.choices = choices
        self.widget.marks = marks

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class DiaryForm(forms.Form):
    """One entry. Fields that a kind of work does not have are left alone in `facts`."""

    season = RowField(label=_("Vùng trồng và vụ"))
    verb = forms.ChoiceField(label=_("Việc gì"), choices=DiaryEntry.Verb.choices, widget=forms.RadioSelect)
    input = RowField(label=_("Dùng gì"), required=False)
    amount = NumberField(label=_("Lượng dùng"), required=False)
    unit = forms.ChoiceField(
        label=_("Đơn vị"), required=False, choices=[("", _("theo vật tư")), *UNIT_CHOICES]
    )
    quantity_kg = WeightField(
        label=_("Thu được bao nhiêu"), required=False, help_text=_("Cân cả lô, ví dụ 420 hoặc 1.250,5.")
    )
    lot = forms.CharField(
        label=_("Số lô"),
        max_length=20,
        required=False,
        help_text=_("Để trống thì máy chủ đặt khi nhận; số lô hiện trong danh sách để viết lên bao."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    done_on = DayField(label=_("Làm ngày nào"))
    early_why = forms.CharField(label=_("Vì sao thu trước hạn cách ly"), max_length=300, required=False)
    area_ha = AreaField(
        label=_("Làm trên diện tích"), required=False, help_text=_("Làm cả vùng thì để trống.")
    )
    household = HouseholdField(label=_("Việc của hộ nào"))
    worker = forms.CharField(
        label=_("Người làm"),
        max_length=120,
        required=False,
        help_text=_("Ghi hộ người khác thì ghi tên người đó."),
    )
    note = forms.CharField(
        label=_("Ghi chú"), max_length=300, required=False, help_text=_("Ví dụ: trị sâu cuốn lá, trời ráo.")
    )
    photos = ManyFilesField(label=_("Ảnh"), required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    noted_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        seasons: Sequence[Season],
        inputs: Sequence[InputProduct],
        clear: Mapping[int, date],
        party_id: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.party_id = party_id
        self.fields["photos"].widget.attrs["accept"] = PICTURES
        self.fields["season"].offer(seasons, _season_choices(seasons), _season_marks(seasons, clear))
        self.fields["input"].offer(inputs, _input_choices(inputs), _input_marks(inputs))

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount != round(amount, MOST_DECIMALS):
            raise forms.ValidationError(_("Chỉ ghi tới 3 chữ số sau dấu phẩy."))
        return amount

    def clean(self) -> Any:
        season = self.cleaned_data.get("season")
        party_id = season.area.party_id if season else self.party_id
        if party_id is not None and "household" in self.cleaned_data:
            try:
                self.cleaned_data["household"] = whose(self.cleaned_data["household"], party_id)
            except forms.ValidationError as wrong:
                self.add_error("household", wrong)
        return self.cleaned_data

    def verbs(self) -> Iterator[tuple[Any, str]]:
        """(radio button, icon) of each kind of work."""
        for button in self["verb"]:
            yield button, ICONS[Work(button.data["value"])]

    @property
    def facts(self) -> Facts:
        """What was typed, without what the chosen kind of work does not have."""
        typed = self.cleaned_data
        verb = Work(typed["verb"])
        common = {name: typed[name] for name in ("done_on", "household", "worker", "note")}
        if verb is Work.HARVEST:
            return Facts(verb=verb, **common, **{n: typed[n] for n in ("quantity_kg", "lot", "early_why")})
        used = None if verb in (Work.IRRIGATE, Work.PROCESS) else typed["input"]
        return Facts(verb=verb, **common, input=used, **{n: typed[n] for n in ("amount", "unit", "area_ha")})

    @property
    def sent(self) -> dict[str, Any]:
        """What came along: id and clock of the phone, the bytes of the photos."""
        return {
            "client_id": self.cleaned_data["client_id"],
            "noted_at": read_moment(self.cleaned_data["noted_at"]),
            "photos": [photo.read() for photo in self.cleaned_data["photos"]],
        }


class CorrectionForm(DiaryForm):
    """An entry as it should have been, and why."""

    why = forms.CharField(label=_("Vì sao sửa"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("season", "photos", "client_id", "noted_at", "quantity_kg", "lot", "early_why"):
            del self.fields[name]
        self.fields["verb"].choices = [
            choice for choice in DiaryEntry.Verb.choices if choice[0] != DiaryEntry.Verb.HARVEST
        ]


def read_moment(text: str) -> Any:
    """The moment a phone's clock wrote, None for what is none."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def typed(entry: DiaryEntry) -> dict[str, str]:
    """The facts of an entry as a person would type them, for the same work on another day."""
    return {
        "verb": entry.verb,
        "input": str(entry.input_id or ""),
        "amount": "" if entry.amount is None else show_number(entry.amount),
        "unit": entry.unit,
        "area_ha": "" if entry.area_ha is None else show_number(entry.area_ha),
        "household": said_household(entry.household),
        "worker": entry.worker,
        "note": entry.note,
    }


def _season_choices(seasons: Sequence[Season]) -> list[Any]:
    """Grouped by party as soon as there is more than one; of several none is chosen for the person."""
    parties: dict[str, list[tuple[str, str]]] = {}
    first = [("", _("Chọn vùng trồng"))] if len(seasons) > 1 else []
    for season in seasons:
        parties.setdefault(season.area.party.name, []).append((str(season.pk), f"{season.area}, {season}"))
    if len(parties) > 1:
        return [*first, *parties.items()]
    return [*first, *(choice for choices in parties.values() for choice in choices)]


def _season_marks(seasons: Sequence[Season], clear: Mapping[int, date]) -> dict[str, dict[str, str]]:
    return {
        str(season.pk): {
            "party": str(season.area.party_id),
            "clear": clear[season.pk].isoformat() if season.pk in clear else "",
        }
        for season in seasons
    }


def _input_choices(inputs: Sequence[InputProduct]) -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for each in inputs:
        groups.setdefault(each.kind, []).append((str(each.pk), each.name))
    kinds = [(str(kind.label).capitalize(), groups[kind]) for kind in InputProduct.Kind if kind in groups]
    return [("", _("Chọn trong danh sách")), *kinds]


def _input_marks(inputs: Sequence[InputProduct]) -> dict[str, dict[str, str]]:
    return {
        str(each.pk): {
            "kind": each.kind,
            "party": str(each.party_id or ""),
            "unit": each.unit,
            "wait": "" if each.interval_days is None else str(each.interval_days),
        }
        for each in inputs
    }
