"""Several files at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_AT_ONCE = 10


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once. Value: list of uploads, not yet looked at: the files app judges them."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002  # Django's signature
        given = [one for one in (data if isinstance(data, (list, tuple)) else [data]) if one]
        if len(given) > MOST_AT_ONCE:
            raise ValidationError(_("Mỗi lần tối đa 10 tệp. Hãy tải làm nhiều lần."), code="too_many")
        if self.required and not given:
            raise ValidationError(self.error_messages["required"], code="required")
        return given
