"""Goods that leave: for whom, and what."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.forms.count import CountField
from namsao.apps.products.forms.packing import UnitsForm
from namsao.apps.products.queries import former_receivers, goods_to_send, receiver_named
from namsao.base.parties.models import Party
from namsao.base.ui.display import kg as show_kg
from namsao.base.ui.display import number as show_number
from namsao.base.ui.fields import WeightField


class ShipForm(UnitsForm):
    """Units, loose packs of batches, kilograms of raw lots."""

    to = forms.CharField(
        label=_("Giao cho ai"),
        max_length=160,
        help_text=_("Tên đầy đủ hoặc mã số thuế. Chủ thể có trong sổ sẽ được báo để xác nhận nhận hàng."),
        widget=forms.TextInput(attrs={"list": "receivers", "autocomplete": "off"}),
    )
    gln = forms.CharField(
        label=_("GLN nơi nhận"),
        max_length=13,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    vehicle = forms.CharField(label=_("Biển số xe"), max_length=20, required=False)
    number = forms.CharField(
        label=_("Số phiếu giao"), max_length=20, required=False, help_text=_("Để trống thì phần mềm đặt.")
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, party: Party, today: date, **kwargs: Any) -> None:
        super().__init__(*args, party=party, today=today, **kwargs)
        self.receivers = former_receivers(party)
        self.batches, self.harvests, self.lots = goods_to_send(party)
        for batch in self.batches:
            hint = _now("còn %(n)s gói rời") % {"n": show_number(batch.packs_left)}
            label = _now("%(product)s, lô %(lot)s") % {"product": batch.product, "lot": batch.lot}
            self.fields[f"batch_{batch.pk}"] = CountField(label=label, help_text=hint, required=False)
        for lot in (*self.harvests, *self.lots):
            self.fields[_field_of(lot)] = _weighed(lot)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("to"):
            with self.refusing("to"):
                given["receiver"] = receiver_named(given["to"], given.get("gln", ""))
        return given

    def pack_fields(self) -> list[forms.BoundField]:
        return [self[f"batch_{batch.pk}"] for batch in self.batches]

    def raw_fields(self) -> list[forms.BoundField]:
        return [self[_field_of(lot)] for lot in (*self.harvests, *self.lots)]

    def values(self) -> dict[str, Any]:
        """The arguments of `ship`."""
        given = self.cleaned_data
        plain = ("facility", "receiver", "units", "number", "vehicle", "note", "done_on", "client_id")
        return {
            **{name: given[name] for name in plain},
            "packs": {batch: n for batch in self.batches if (n := given[f"batch_{batch.pk}"])},
            "harvests": self._weights(self.harvests),
            "materials": self._weights(self.lots),
        }

    def _weights(self, lots: Sequence[Any]) -> dict[Any, Any]:
        return {lot: kg for lot in lots if (kg := self.cleaned_data[_field_of(lot)])}


def _field_of(lot: Any) -> str:
    return f"{lot._meta.model_name}_{lot.pk}"


def _weighed(lot: Any) -> WeightField:
    name = getattr(lot, "name", "") or lot.material
    label = _now("%(material)s, lô %(lot)s") % {"material": name, "lot": lot.lot}
    hint = _now("còn %(kg)s") % {"kg": show_kg(lot.left_kg)}
    return WeightField(label=label, help_text=hint, required=False)
