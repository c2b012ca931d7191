"""The fields: what is typed becomes a value or a sentence, and is never lost."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from namsao.base.ui import fields
from namsao.base.ui.days import read_day
from namsao.core import money, units, vietnamese
from namsao.core.errors import BadValue
from namsao.core.gs1 import keys
from namsao.core.units import KGM

GOOD = [
    (fields.DayField, "3/4/2026", date(2026, 4, 3)),
    (fields.NumberField, "1.250", Decimal("1250")),
    (fields.NumberField, "1.250,5", Decimal("1250.5")),
    (fields.WeightField, "420 kg", Decimal("420")),
    (fields.AreaField, "2,4", Decimal("2.4")),
    (fields.MoneyField, "1.250.000 ₫", 1_250_000),
    (fields.PhoneField, "0912 345 678", "+84912345678"),
    (fields.TaxCodeField, "0100233488", "0100233488"),
    (fields.GtinField, "4006381333931", "04006381333931"),
    (fields.GtinField, "4 006381 333931", "04006381333931"),
]
BAD = [
    (fields.DayField, "31/02/2026", read_day),
    (fields.NumberField, "1.25", units.number),
    (fields.WeightField, "0", units.weight_kg),
    (fields.AreaField, "2,12345", units.area_ha),
    (fields.MoneyField, "12,5", money.vnd),
    (fields.PhoneField, "0912", vietnamese.phone),
    (fields.TaxCodeField, "0100233489", vietnamese.tax_code),
    (fields.GtinField, "8936", keys.gtin14),
]
STORED = [
    (fields.DayField, date(2026, 4, 3), "03/04/2026"),
    (fields.NumberField, Decimal("1250.500"), "1.250,5"),
    (fields.MoneyField, 1_250_000, "1.250.000"),
    (fields.PhoneField, "+84912345678", "0912 345 678"),
    (fields.TaxCodeField, "0100233488", "0100233488"),
    (fields.GtinField, "04006381333931", "04006381333931"),
]


def form_of(field, *args, **kwargs):
    return type("AForm", (forms.Form,), {"value": field})(*args, **kwargs)


@pytest.mark.parametrize(("kind", "typed", "value"), GOOD)
def test_what_is_typed_is_read_into_its_value(kind, typed, value):
    assert kind().clean(typed) == value


@pytest.mark.parametrize(("kind", "typed", "rule"), BAD)
def test_what_cannot_be_read_gets_the_sentence_of_its_rule_and_stays_in_the_box(kind, typed, rule):
    with pytest.raises(BadValue) as refusal:
        rule(typed)

    form = form_of(kind(), {"value": typed})
    with translation.override("en"):
        english = form_of(kind(), {"value": typed}).errors

    assert form.errors == {"value": [refusal.value.sentence]}
    assert english == {"value": [refusal.value.sentence_en]}
    assert f'value="{typed}"' in str(form["value"])


@pytest.mark.parametrize(("kind", "value", "text"), STORED)
def test_a_stored_value_is_shown_as_people_write_it_and_read_back_unchanged(kind, value, text):
    form = form_of(kind(), initial={"value": value})
    again = form_of(kind(), {"value": text}, initial={"value": value})

    assert f'value="{text}"' in str(form["value"])
    assert again.is_valid()
    assert again.cleaned_data == {"value": value}
    assert not again.has_changed()


@pytest.mark.parametrize(
    ("kind", "empty"),
    [(fields.DayField, None), (fields.MoneyField, None), (fields.PhoneField, ""), (fields.GtinField, "")],
)
def test_an_optional_field_left_blank_has_its_empty_value(kind, empty):
    assert kind(required=False).clean("  ") == empty


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_thousands_comma_is_questioned_where_readers_use_one(language):
    field = fields.NumberField(unit=KGM)

    assert field.clean("1,250") == Decimal("1.25")
    with translation.override(language), pytest.raises(forms.ValidationError) as caught:
        field.clean("1,250")
    assert "1250" in caught.value.messages[0]


def test_a_telephone_gets_the_keyboard_for_digits():
    assert 'inputmode="tel"' in str(form_of(fields.PhoneField())["value"])
    assert 'inputmode="numeric"' in str(form_of(fields.DayField())["value"])
    assert 'placeholder="ngày/tháng/năm"' in str(form_of(fields.DayField())["value"])
