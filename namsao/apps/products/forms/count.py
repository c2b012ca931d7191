"""A whole number of things."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from namsao.base.ui.fields import NumberField

MOST = 2_147_483_647  # what the column holds on both databases


class CountField(NumberField):
    """A whole number above zero, 1.250 or 1250. Value: int."""

    inputmode = "numeric"

    def to_python(self, value: Any) -> int | None:
        exact = super().to_python(value)
        if exact is None:
            return None
        if exact != int(exact) or not 0 < exact <= MOST:
            raise ValidationError(_("Hãy ghi một số nguyên lớn hơn 0."), code="not_a_count")
        return int(exact)
