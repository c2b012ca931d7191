"""What people type into the register."""

from namsao.apps.products.forms.batch import BatchForm, StepForm
from namsao.apps.products.forms.product import ChangeForm, FacilityForm, PhotoForm, ProductForm, StoryForm

__all__ = ["BatchForm", "ChangeForm", "FacilityForm", "PhotoForm", "ProductForm", "StepForm", "StoryForm"]
