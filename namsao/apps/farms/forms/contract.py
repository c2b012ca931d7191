"""What is typed about contracts, deliveries and payments."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.forms.whose import HouseholdField, said_household, whose
from namsao.apps.farms.models import Contract, Delivery, HarvestLot, Payment
from namsao.apps.farms.terms import Terms
from namsao.base.files.fields import TAKEN
from namsao.base.parties.models import Party
from namsao.base.ui.display import day, kg, vnd
from namsao.base.ui.fields import DayField, MoneyField, TaxCodeField, WeightField
from namsao.base.ui.uploads import ManyFilesField
from namsao.core.settlement import Account


class ContractForm(forms.Form):
    """A contract as it was signed. `terms` once it is valid."""

    kind = forms.ChoiceField(
        label=_("Loại hợp đồng"), choices=Contract.Kind.choices, widget=forms.RadioSelect, initial="growing"
    )
    household = HouseholdField(label=_("Ký với hộ trồng"))
    seller = forms.CharField(
        label=_("Hoặc với bên bán khác"),
        max_length=200,
        required=False,
        help_text=_("Tên doanh nghiệp, hợp tác xã, thương lái. Đã chọn hộ trồng thì để trống."),
    )
    seller_tax_code = TaxCodeField(label=_("Mã số thuế bên bán"), required=False)
    number = forms.CharField(
        label=_("Số hợp đồng"), max_length=60, help_text=_("Ghi đúng như trên giấy, ví dụ 12/2026/HĐLK.")
    )
    signed_on = DayField(label=_("Ngày ký"))
    valid_from = DayField(label=_("Hiệu lực từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"))
    material = forms.ModelChoiceField(None, label=_("Nguyên liệu"), empty_label=_("Chọn nguyên liệu"))
    agreed_kg = WeightField(
        label=_("Khối lượng"), required=False, help_text=_("Bao tiêu toàn bộ thì để trống.")
    )
    price_vnd = MoneyField(
        label=_("Giá mỗi ki-lô-gam"), required=False, help_text=_("Giá thoả thuận sau thì để trống.")
    )
    price_note = forms.CharField(
        label=_("Cách tính giá"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: theo giá thị trường ngày giao, không thấp hơn 2.000 ₫/kg."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party = party
        self.fields["material"].queryset = party.materials.all()

    def clean_household(self) -> Any:
        return whose(self.cleaned_data["household"], self.party.pk)

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in Terms.__dataclass_fields__})


class ContractChangeForm(ContractForm):
    """A contract after an appendix, or copied right."""

    why = forms.CharField(
        label=_("Vì sao sửa"), max_length=300, help_text=_("Ví dụ: phụ lục 01 ngày 1/8/2026 tăng khối lượng.")
    )

    def __init__(self, *args: Any, contract: Contract, **kwargs: Any) -> None:
        super().__init__(*args, party=contract.party, initial=typed_terms(contract), **kwargs)
        self.known = contract.household

    def clean_household(self) -> Any:
        """An erased household has nothing to be typed by any more: left empty, it stays."""
        found = super().clean_household()
        stays = self.known and self.known.erased_at and not self.data.get("seller", "").strip()
        return found or (self.known if stays else None)


class PapersForm(forms.Form):
    files = ManyFilesField(
        label=_("Bản chụp hợp đồng"), help_text=_("PDF hoặc ảnh chụp rõ, tới 20 MB mỗi tệp.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.attrs["accept"] = TAKEN


class DeliveryForm(forms.Form):
    """One delivery. Without `materials` it is of a contract, which says what is delivered."""

    quantity_kg = WeightField(label=_("Giao bao nhiêu"))
    delivered_on = DayField(label=_("Giao ngày nào"))
    material = forms.ModelChoiceField(None, label=_("Nguyên liệu"), empty_label=_("Chọn nguyên liệu"))
    price_vnd = MoneyField(
        label=_("Giá mỗi ki-lô-gam"), required=False, help_text=_("Chưa chốt giá thì để trống.")
    )
    harvest = forms.ChoiceField(label=_("Lấy từ lô thu hoạch"), required=False)
    quality = forms.CharField(
        label=_("Chất lượng"), max_length=200, required=False, help_text=_("Ví dụ: củ sạch, loại 1.")
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, materials: Any = None, lots: Sequence[HarvestLot] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lots = {str(lot.pk): lot for lot in lots}
        if materials is None:
            del self.fields["material"]
            if self.initial.get("price_vnd"):
                self.fields["price_vnd"].help_text = _("Để trống thì lấy giá hợp đồng.")
        else:
            self.fields["material"].queryset = materials
        if lots:
            self.fields["harvest"].choices = [("", _("không rõ lô")), *map(_lot_choice, lots)]
        else:
            del self.fields["harvest"]

    def clean_harvest(self) -> HarvestLot | None:
        return self.lots.get(self.cleaned_data["harvest"])


class PaymentForm(forms.Form):
    """Money paid. account, deliveries: what is open and may be ticked."""

    amount_vnd = MoneyField(label=_("Trả bao nhiêu"))
    paid_on = DayField(label=_("Trả ngày nào"))
    means = forms.ChoiceField(
        label=_("Trả bằng"), choices=Payment.Means.choices, widget=forms.RadioSelect, initial="cash"
    )
    deliveries = forms.MultipleChoiceField(
        label=_("Trả cho lần giao nào"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không đánh dấu thì trừ vào lần giao cũ nhất còn nợ; không còn nợ thì là ứng trước."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, deliveries: Mapping[int, Delivery], account: Account, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.deliveries = deliveries
        choices = [(str(each.key), _bill_choice(deliveries[each.key], account)) for each in account.unpaid]
        if choices:
            self.fields["deliveries"].choices = choices
        else:
            del self.fields["deliveries"]

    def clean_deliveries(self) -> list[Delivery]:
        return [self.deliveries[int(key)] for key in self.cleaned_data["deliveries"]]


def typed_terms(contract: Contract) -> dict[str, Any]:
    """A contract as the form shows it."""
    shown = {name: getattr(contract, name) for name in Terms.__dataclass_fields__}
    return shown | {"household": said_household(contract.household)}


def _lot_choice(lot: HarvestLot) -> tuple[str, str]:
    said = {"lot": lot.lot, "day": day(lot.harvested_on), "kg": kg(lot.left_kg)}
    return str(lot.pk), _("%(lot)s, thu %(day)s, còn %(kg)s") % said


def _bill_choice(delivery: Delivery, account: Account) -> str:
    owed = (delivery.amount_vnd or 0) - account.paid[delivery.pk]
    said = {"day": day(delivery.delivered_on), "kg": kg(delivery.quantity_kg), "vnd": vnd(owed)}
    return _("%(day)s, %(kg)s, còn %(vnd)s") % said
