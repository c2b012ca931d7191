"""What people type about the field."""

from namsao.apps.farms.forms.diary import CorrectionForm, DiaryForm
from namsao.apps.farms.forms.field import (
    AreaChangeForm,
    AreaForm,
    HarvestForm,
    SeasonEndForm,
    SeasonForm,
)
from namsao.apps.farms.forms.input import InputChangeForm, InputForm

__all__ = [
    "AreaChangeForm",
    "AreaForm",
    "CorrectionForm",
    "DiaryForm",
    "HarvestForm",
    "InputChangeForm",
    "InputForm",
    "SeasonEndForm",
    "SeasonForm",
]
