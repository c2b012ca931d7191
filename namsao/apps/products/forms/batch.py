"""Forms of a batch and its steps."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.models import HarvestLot
from namsao.apps.products import rules
from namsao.apps.products.forms.count import CountField
from namsao.apps.products.models import MaterialLot, Product
from namsao.apps.products.queries import harvests_left, last_shelf_life, lots_left, next_lot
from namsao.base.ui.display import day as show_day
from namsao.base.ui.display import kg as show_kg
from namsao.base.ui.display import number as show_number
from namsao.base.ui.fields import DayField, WeightField
from namsao.base.ui.forms import refuse
from namsao.core import mass_balance
from namsao.core.errors import Refused
from namsao.core.lot_code import lot_code
from namsao.core.words import LANGUAGES, NATIVE

PREFIX, BOUGHT = "harvest_", "lot_"


class BatchForm(forms.Form):
    """Packs made from harvest lots: one box for each lot that has something left.

    Rules are asked here too, so that all that is wrong is shown at once, each beside its box.
    """

    made_on = DayField(label=_("Ngày sản xuất"), help_text=_("Ngày đóng gói xong."))
    expires_on = DayField(label=_("Hạn sử dụng"))
    quantity = CountField(label=_("Số gói làm được"))
    lot = forms.CharField(
        label=_("Số lô"),
        required=False,
        max_length=20,
        help_text=_("Số in trên bao bì. Để trống thì phần mềm đặt theo ngày, ví dụ 261124-1."),
    )
    facility = forms.ModelChoiceField(queryset=None, label=_("Cơ sở sản xuất"))

    def __init__(self, *args: Any, product: Product, today: date, **kwargs: Any) -> None:
        self.product, self.today = product, today
        shelf_life = last_shelf_life(product)
        given = {
            "made_on": today,
            "expires_on": today + shelf_life if shelf_life else None,
            "facility": product.facility_id,
        }
        super().__init__(*args, initial=given, **kwargs)
        facilities = product.party.facilities.all()
        self.has_facility = facilities.exists()
        self.fields["facility"].queryset = facilities
        self.fields["facility"].empty_label = None
        self.harvests = list(harvests_left(product.party, also=self._typed(PREFIX)))
        self.lots = list(lots_left(product.party, also=self._typed(BOUGHT)))
        for harvest in self.harvests:
            self.fields[f"{PREFIX}{harvest.pk}"] = _weight_field(harvest)
        for lot in self.lots:
            self.fields[f"{BOUGHT}{lot.pk}"] = _bought_field(lot)
        self.order_fields(self._sources())

    def _typed(self, prefix: str) -> list[int]:
        """Ids of the lots somebody wrote kilograms for: shown again even when others have used them up."""
        numbers = (name.removeprefix(prefix) for name, text in self.data.items() if text.strip())
        return [int(number) for number in numbers if number.isdecimal() and len(number) < 19]

    def _sources(self) -> list[str]:
        return [
            *(f"{PREFIX}{harvest.pk}" for harvest in self.harvests),
            *(f"{BOUGHT}{lot.pk}" for lot in self.lots),
        ]

    def harvest_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self._sources())

    def other_fields(self) -> Iterator[forms.BoundField]:
        return (field for field in self if not field.name.startswith((PREFIX, BOUGHT)))

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        uses = {name: kg for name in self._sources() if (kg := given.get(name))}
        if not self._has_bad_weight():
            self._check_uses(uses)
        self._check_days(given, uses)
        with _refusals_in(self):
            given["lot"] = lot_code(given["lot"]) if given.get("lot") else ""
        if uses and given.get("quantity"):
            with _refusals_in(self):
                rules.check_yield(weights=uses.values(), quantity=given["quantity"], net_g=self.product.net_g)
        return given

    def _has_bad_weight(self) -> bool:
        return any(name.startswith((PREFIX, BOUGHT)) for name in self.errors)

    def _check_uses(self, uses: dict[str, Decimal]) -> None:
        lots = dict(zip(self._sources(), [*self.harvests, *self.lots], strict=True))
        left = {name: lot.left_kg for name, lot in lots.items()}
        names = {name: lot.lot for name, lot in lots.items()}
        for name, kg in uses.items():
            for finding in mass_balance.check({name: kg}, left, names):
                self.add_error(name, f"{finding.what}.")
        if not uses:
            with _refusals_in(self):
                rules.check_uses(uses={}, left={}, names={})

    def _check_days(self, given: dict[str, Any], uses: dict[str, Decimal]) -> None:
        if given.get("made_on") and given.get("expires_on"):
            with _refusals_in(self):
                rules.check_days(
                    made_on=given["made_on"],
                    expires_on=given["expires_on"],
                    harvested=[
                        *(h.harvested_on for h in self.harvests if f"{PREFIX}{h.pk}" in uses),
                        *(lot.came_on for lot in self.lots if f"{BOUGHT}{lot.pk}" in uses),
                    ],
                    today=self.today,
                )

    def values(self) -> dict[str, Any]:
        """The arguments of `make_batch`."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("made_on", "expires_on", "quantity", "lot", "facility")}
        uses = {h: kg for h in self.harvests if (kg := given[f"{PREFIX}{h.pk}"])}
        bought = {lot: kg for lot in self.lots if (kg := given[f"{BOUGHT}{lot.pk}"])}
        return {**plain, "uses": uses, "bought": bought}

    def lot_to_be(self) -> str:
        """The lot number typed, or the one that would be given now."""
        return self.cleaned_data["lot"] or next_lot(self.product, self.cleaned_data["made_on"])

    def summary(self) -> list[tuple[str, str]]:
        """(term, text) of what is about to be recorded."""
        given = self.cleaned_data
        total = sum((kg for _lot, kg, _left in self.summary_uses()), Decimal(0))
        rows = [
            (_now("Sản phẩm"), str(self.product)),
            (_now("Số lô"), self.lot_to_be()),
            (_now("Cơ sở sản xuất"), str(given["facility"])),
            (_now("Ngày sản xuất"), show_day(given["made_on"])),
            (_now("Hạn sử dụng"), show_day(given["expires_on"])),
            (_now("Số gói"), show_number(given["quantity"])),
        ]
        if self.product.net_g:
            weight = rules.output_kg(given["quantity"], self.product.net_g)
            share = show_number(round(weight / total * 100))
            rows.append(
                (
                    _now("Thành phẩm"),
                    _now("%(kg)s, bằng %(share)s %% nguyên liệu") % {"kg": show_kg(weight), "share": share},
                )
            )
        return [*rows, (_now("Nguyên liệu"), show_kg(total))]

    def summary_uses(self) -> list[tuple[HarvestLot | MaterialLot, Decimal, Decimal]]:
        """(lot, kg taken, kg that stay)."""
        given = self.values()
        return [(lot, kg, lot.left_kg - kg) for lot, kg in (given["uses"] | given["bought"]).items()]


class StepForm(forms.Form):
    """One step of a batch: what, when, and the words of other languages for those who have them."""

    KINDS = [
        ("other", _("Chế biến")),
        ("packing", _("Đóng gói")),
        ("inspecting", _("Kiểm tra")),
        ("storing", _("Nhập kho")),
        ("shipping", _("Xuất hàng")),
    ]

    text = forms.CharField(
        label=_("Việc đã làm"),
        max_length=200,
        help_text=_("Ví dụ: Phơi sợi trên giàn tre. Người mua sẽ đọc câu này."),
    )
    done_on = DayField(label=_("Ngày làm"))
    biz_step = forms.ChoiceField(label=_("Loại việc"), choices=KINDS, initial="other")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"done_on": today, "biz_step": "other"}, **kwargs)
        for language, name in LANGUAGES.items():
            if language != NATIVE:
                self.fields[f"text_{language}"] = forms.CharField(label=name, max_length=200, required=False)

    def main_fields(self) -> Iterator[forms.BoundField]:
        return (field for field in self if not field.name.startswith("text_"))

    def translations(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("text_")]

    def values(self) -> dict[str, Any]:
        """The arguments of `add_step`."""
        given = self.cleaned_data
        texts = {NATIVE: given["text"]} | {tag: given[f"text_{tag}"] for tag in LANGUAGES if tag != NATIVE}
        return {"texts": texts, "done_on": given["done_on"], "biz_step": given["biz_step"]}


@contextmanager
def _refusals_in(form: forms.Form) -> Iterator[None]:
    """What is refused inside the block is shown in the form, and the form goes on."""
    try:
        yield
    except Refused as refused:
        refuse(form, refused)


def _bought_field(lot: MaterialLot) -> WeightField:
    label = _now("Lô %(lot)s · %(material)s · %(supplier)s") % {
        "lot": lot.lot,
        "material": lot.name,
        "supplier": lot.supplier,
    }
    hint = _now("Nhận %(day)s · còn %(kg)s") % {"day": show_day(lot.came_on), "kg": show_kg(lot.left_kg)}
    return WeightField(label=label, help_text=hint, required=False)


def _weight_field(harvest: HarvestLot) -> WeightField:
    label = _now("Lô %(lot)s · %(material)s · %(area)s") % {
        "lot": harvest.lot,
        "material": harvest.material,
        "area": harvest.season.area,
    }
    hint = _now("Thu hoạch %(day)s · còn %(kg)s") % {
        "day": show_day(harvest.harvested_on),
        "kg": show_kg(harvest.left_kg),
    }
    return WeightField(label=label, help_text=hint, required=False)
