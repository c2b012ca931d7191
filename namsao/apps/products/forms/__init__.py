"""What people type into the register, and on the big buttons."""

from namsao.apps.products.forms.batch import BatchForm, StepForm
from namsao.apps.products.forms.material import LandForm, ReceiveForm
from namsao.apps.products.forms.packing import (
    CasesForm,
    ConfirmForm,
    CountsForm,
    PalletForm,
    StageForm,
    UnpackForm,
)
from namsao.apps.products.forms.product import ChangeForm, FacilityForm, PhotoForm, ProductForm, StoryForm
from namsao.apps.products.forms.shipping import ShipForm

__all__ = [
    "BatchForm",
    "CasesForm",
    "ChangeForm",
    "ConfirmForm",
    "CountsForm",
    "FacilityForm",
    "LandForm",
    "PalletForm",
    "PhotoForm",
    "ProductForm",
    "ReceiveForm",
    "ShipForm",
    "StageForm",
    "StepForm",
    "StoryForm",
    "UnpackForm",
]
