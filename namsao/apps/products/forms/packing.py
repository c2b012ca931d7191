"""Stages of a process, cases, pallets."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.forms.count import CountField
from namsao.apps.products.forms.slip import SCANNED, AtFacilityForm, SlipForm, scan_box
from namsao.apps.products.models import Batch, LogisticUnit
from namsao.apps.products.queries import (
    label_number,
    spoken_line,
    units_at_hand,
    units_between,
    units_scanned,
)
from namsao.base.parties.models import Party
from namsao.base.ui.display import number as show_number
from namsao.base.ui.fields import DayField, NumberField
from namsao.core.processes.template import FIELD_UNITS, Field, FieldKind, Stage
from namsao.core.words import NATIVE, Words, pick

MOST_LISTED = 60


class StageForm(SlipForm):
    """What a stage of the process asks for."""

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        for field in stage.fields:
            self.fields[f"field_{field.code}"] = _asked(field)
        self.order_fields([f"field_{field.code}" for field in stage.fields])

    def values(self) -> dict[str, Any]:
        """The arguments of `do_stage`."""
        given = self.cleaned_data
        fields = {field.code: given[f"field_{field.code}"] for field in self.stage.fields}
        common = {name: given[name] for name in ("done_on", "client_id")}
        return {**common, "stage": self.stage.code, "fields": fields}


class CasesForm(SlipForm):
    """So many cases of so many packs, and perhaps the numbers of the labels on them."""

    cases = CountField(label=_("Mấy thùng"))
    each = CountField(label=_("Mỗi thùng mấy gói"))
    first = forms.CharField(
        label=_("Tem từ số"),
        required=False,
        max_length=300,
        help_text=_("Gõ số thứ tự của tem, hoặc quét mã trên gói đầu tiên."),
        widget=scan_box(inputmode="numeric"),
    )
    last = forms.CharField(
        label=_("đến số"),
        required=False,
        max_length=300,
        help_text=_("Quét gói cuối cùng, hoặc để trống: phần mềm tự tính."),
        widget=scan_box(inputmode="numeric"),
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch

    def clean_first(self) -> int | None:
        return self._number("first")

    def clean_last(self) -> int | None:
        return self._number("last")

    def _number(self, name: str) -> int | None:
        text, number = self.cleaned_data[name], None
        if text.strip():
            with self.refusing(name):
                number = label_number(self.batch, text)
        return number


class UnitsForm(AtFacilityForm):
    """Cases and pallets at hand: ticked, scanned, or from one to another."""

    units = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Chọn kiện"), required=False, widget=forms.CheckboxSelectMultiple
    )
    codes = forms.CharField(
        label=_("Quét mã kiện"),
        required=False,
        max_length=20_000,
        help_text=_("Đặt con trỏ vào đây rồi quét lần lượt, mỗi mã một dòng."),
        widget=forms.Textarea(attrs={"rows": 3, **SCANNED}),
    )
    first_unit = forms.CharField(label=_("Từ kiện"), required=False, max_length=300, widget=scan_box())
    last_unit = forms.CharField(label=_("đến kiện"), required=False, max_length=300, widget=scan_box())

    kind = ""

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, party=party, **kwargs)
        at_hand = units_at_hand(party, self.kind)
        self.at_hand_count = at_hand.count()
        self.fields["units"].queryset = at_hand
        self.fields["units"].choices = [(each.pk, named(each)) for each in at_hand[:MOST_LISTED]]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        found = {unit.pk: unit for unit in given.get("units") or ()}
        if given.get("codes"):
            with self.refusing("codes"):
                found |= {unit.pk: unit for unit in units_scanned(self.party, given["codes"])}
        first, last = given.pop("first_unit", ""), given.pop("last_unit", "")
        if first or last:
            with self.refusing("first_unit"):
                found |= {unit.pk: unit for unit in units_between(self.party, first or last, last or first)}
        given["units"] = [found[key] for key in sorted(found)]
        given.pop("codes", None)
        return given


class PalletForm(UnitsForm):
    """Cases for one pallet."""

    kind = LogisticUnit.Kind.CASE


class UnpackForm(AtFacilityForm):
    """When and where a unit was opened."""


class CountsForm(SlipForm):
    """How much of each line of a delivery note: what came, or what came back."""

    def __init__(self, *args: Any, lines: list[Any], amounts: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"line_{line.pk}"] = NumberField(
                label=spoken_line(line),
                initial=amounts[line.pk],
                required=False,
                help_text=_("Trên phiếu: %(n)s") % {"n": amount_text(line, line.quantity)},
            )
        self.order_fields([f"line_{line.pk}" for line in lines])

    def line_fields(self) -> list[forms.BoundField]:
        return [self[f"line_{line.pk}"] for line in self.lines]

    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith("line_")]

    def counts(self) -> dict[Any, Any]:
        """Line -> what was written; an empty box is nothing."""
        return {line: self.cleaned_data[f"line_{line.pk}"] or 0 for line in self.lines}


class ConfirmForm(CountsForm):
    """What came, and where."""

    facility = forms.ModelChoiceField(queryset=None, label=_("Nhận ở cơ sở"), empty_label=None)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, party: Party, chosen: int | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"facility": chosen}, **kwargs)
        self.fields["facility"].queryset = party.facilities.all()


def named(unit: LogisticUnit) -> str:
    """A unit for a list to tick: its SSCC and what is in it."""
    inside = [f"{c.quantity} × {c.batch.product}, lô {c.batch.lot}" for c in unit.contents.all() if c.batch]
    stacked = sum(1 for content in unit.contents.all() if content.child_id)
    said = "; ".join(inside) or _("%(n)s thùng") % {"n": stacked}
    return f"{unit.get_kind_display()} …{unit.sscc[-7:]} · {said}"


def amount_text(line: Any, amount: Any) -> str:
    """5 gói, 198,5 kg, 1 kiện."""
    words = {"unit": _("kiện"), "batch": _("gói")}
    return f"{show_number(amount)} {words.get(line.kind.value, 'kg')}"


def _asked(field: Field) -> forms.Field:
    common = {"label": _pick(field.name), "required": field.required, "help_text": _pick(field.hint)}
    if field.kind is FieldKind.CHOICE:
        choices = [(code, _pick(words)) for code, words in field.choices.items()]
        first = [] if field.required else [("", _("không ghi"))]
        return forms.ChoiceField(choices=[*first, *choices], widget=forms.RadioSelect, **common)
    if field.kind is FieldKind.NUMBER:
        return NumberField(unit=FIELD_UNITS.get(field.unit), **common)
    if field.kind is FieldKind.DATE:
        return DayField(**common)
    return forms.CharField(max_length=200, **common)


def _pick(words: Words) -> str:
    return pick(words, get_language() or NATIVE)[0] if words else ""
