"""Form fields for what people in Vietnam type: days, numbers, money, phones, tax codes, GTINs.

Each reads with a rule of `core`, shows a stored value the way people write it, and shows back what was typed.
"""

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from namsao.base.ui.days import read_day, show_day
from namsao.base.ui.display import language
from namsao.core.errors import Refused
from namsao.core.gs1.keys import gtin14
from namsao.core.money import vnd
from namsao.core.units import HAR, KGM, Unit, area_ha, number, show_number, weight_kg
from namsao.core.vietnamese import phone, show_phone, tax_code

_ONE_COMMA_THREE_DIGITS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")


class TypedField(forms.Field):
    """A line of text read into a value.

    read: text -> value, raising Refused. show: stored value -> text. suffix: the unit drawn after the box.
    """

    widget = forms.TextInput
    empty_value: ClassVar[Any] = None
    suffix = ""
    placeholder: ClassVar[Any] = ""
    inputmode = "numeric"
    autocomplete = "off"

    @staticmethod
    def read(text: str, /) -> Any:
        """The value of what was typed, each field in its own way. Raises: BadValue."""
        return text

    @staticmethod
    def show(value: Any, /) -> str:
        return str(value)

    def to_python(self, value: Any) -> Any:
        text = value.strip() if isinstance(value, str) else value
        if text in self.empty_values:
            return self.empty_value
        if not isinstance(text, str):
            return text
        try:
            return self.read(text)
        except Refused as refused:
            raise ValidationError(in_words(refused), code="unreadable") from refused

    def prepare_value(self, value: Any) -> Any:
        """A stored value as people write it; text that was typed stays as it was typed."""
        return value if value is None or isinstance(value, str) else self.show(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        attrs = {"inputmode": self.inputmode, "autocomplete": self.autocomplete}
        return {**attrs, "placeholder": self.placeholder} if self.placeholder else attrs


class DayField(TypedField):
    """A day: 3/4/2026, 03-04-2026 or 2026-04-03. Value: date."""

    read = staticmethod(read_day)
    show = staticmethod(show_day)
    placeholder = gettext_lazy("ngày/tháng/năm")


class NumberField(TypedField):
    """A number, 1.250,5 or 1250,5. Value: Decimal, in `unit` when there is one."""

    read = staticmethod(number)
    show = staticmethod(show_number)
    inputmode = "decimal"

    def __init__(self, *, unit: Unit | None = None, **kwargs: Any) -> None:
        self.suffix = unit.symbol if unit else ""
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        # A reader of another language means 1250 by 1,250; the Vietnamese rule would take it for 1.25.
        if language() != "vi" and isinstance(value, str) and _ONE_COMMA_THREE_DIGITS.fullmatch(value.strip()):
            plain = value.strip().replace(",", "")
            raise ValidationError(
                _("“%(shown)s” có thể hiểu hai cách. Phần lẻ ghi sau dấu phẩy; số nghìn hãy ghi %(plain)s."),
                code="ambiguous",
                params={"shown": value.strip(), "plain": plain},
            )
        return super().to_python(value)


class WeightField(NumberField):
    """A weight in kg, above zero, to the gram. Value: Decimal, kg."""

    read = staticmethod(weight_kg)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(unit=KGM, **kwargs)


class AreaField(NumberField):
    """An area in hectares, above zero, to the square metre. Value: Decimal, ha."""

    read = staticmethod(area_ha)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(unit=HAR, **kwargs)


class MoneyField(TypedField):
    """An amount of money, 1.250.000 or 1250000 ₫. Value: int, whole đồng."""

    read = staticmethod(vnd)
    show = staticmethod(show_number)
    suffix = "₫"


class PhoneField(TypedField):
    """A Vietnamese phone number. Value: E.164 text such as +84912345678, "" when left empty."""

    read = staticmethod(phone)
    empty_value = ""
    placeholder = "0912 345 678"
    inputmode = "tel"
    autocomplete = "tel"

    def prepare_value(self, value: Any) -> Any:
        return show_phone(value) if isinstance(value, str) and _is_stored_phone(value) else value


class TaxCodeField(TypedField):
    """A tax code with its check digit tested. Value: its written form, "" when left empty."""

    empty_value = ""

    @staticmethod
    def read(text: str) -> str:
        return tax_code(text).code


class GtinField(TypedField):
    """A GTIN of 8, 12, 13 or 14 digits, with or without spaces. Value: 14 digits, "" when left empty."""

    empty_value = ""

    @staticmethod
    def read(text: str) -> str:
        return gtin14(re.sub(r"[\s-]", "", text))


def in_words(refused: Refused) -> str:
    """The sentence of a refusal in the reader's language; those without Vietnamese get the English one."""
    return refused.sentence if language() == "vi" else refused.sentence_en


def _is_stored_phone(text: str) -> bool:
    try:
        return phone(text) == text
    except Refused:
        return False
