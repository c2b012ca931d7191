"""What people type about the field."""

from namsao.apps.farms.forms.contract import (
    ContractChangeForm,
    ContractForm,
    DeliveryForm,
    PapersForm,
    PaymentForm,
)
from namsao.apps.farms.forms.diary import CorrectionForm, DiaryForm
from namsao.apps.farms.forms.field import (
    AreaChangeForm,
    AreaForm,
    HarvestForm,
    SeasonEndForm,
    SeasonForm,
)
from namsao.apps.farms.forms.household import GrowerForm, RosterConfirmForm, RosterForm
from namsao.apps.farms.forms.input import InputChangeForm, InputForm

__all__ = [
    "AreaChangeForm",
    "AreaForm",
    "ContractChangeForm",
    "ContractForm",
    "CorrectionForm",
    "DeliveryForm",
    "DiaryForm",
    "GrowerForm",
    "HarvestForm",
    "InputChangeForm",
    "InputForm",
    "PapersForm",
    "PaymentForm",
    "RosterConfirmForm",
    "RosterForm",
    "SeasonEndForm",
    "SeasonForm",
]
