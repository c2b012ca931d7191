"""Quantities: numbers as Vietnamese people write them, kilograms, hectares, and the codes of units."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from namsao.core.errors import BadValue
from namsao.core.words import Words

KG_DECIMALS = 3  # to the gram
HA_DECIMALS = 4  # to the square metre


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    code: UN/ECE Recommendation 20 code, as GS1 and EPCIS write it. symbol: as printed after a number.
    """

    code: str
    symbol: str
    words: Words = field(hash=False)


KGM = Unit("KGM", "kg", {"vi": "ki-lô-gam", "en": "kilogram"})
GRM = Unit("GRM", "g", {"vi": "gam", "en": "gram"})
LTR = Unit("LTR", "l", {"vi": "lít", "en": "litre"})
HAR = Unit("HAR", "ha", {"vi": "héc-ta", "en": "hectare"})
EA = Unit("EA", "cái", {"vi": "cái (gói, chai, hộp)", "en": "each"})

UNITS: Mapping[str, Unit] = MappingProxyType({unit.code: unit for unit in (KGM, GRM, LTR, HAR, EA)})
"""UN/ECE Rec 20 code -> unit, for the units this programme uses."""

_SPACE = re.compile(r"\s")
_NUMBER = re.compile(
    r"-?(?:[0-9]{1,15}|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){1,4}|(?: [0-9]{3}){1,4}))"  # 1250, 1.250, 1 250
    r"(?:,[0-9]{1,9})?"
)
_LATIN_DECIMAL = re.compile(r"-?[0-9]{1,15}\.[0-9]{1,9}")  # 1.25
_LATIN_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]{1,9}")  # 1,250.5
_SWAPPED = str.maketrans(".,", ",.")


def number(text: str) -> Decimal:
    """The number written in `text` the Vietnamese way: point or space for thousands, comma for decimals.

    1.250 and 1250 are 1250; 1,25 is 1.25; 1.250,5 is 1250.5.
    Raises: BadValue, saying how to write it, for anything that could be read two ways.
    """
    bare = _SPACE.sub(" ", text).strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(bare):
        raise _refusal(bare)
    return Decimal(re.sub(r"[. ]", "", bare).replace(",", "."))


def weight_kg(text: str) -> Decimal:
    """A weight in kg, more than nothing and to the gram at most.

    Raises: BadValue.
    """
    return _positive(text, KGM, KG_DECIMALS)


def area_ha(text: str) -> Decimal:
    """An area in hectares, more than nothing and to the square metre at most.

    Raises: BadValue.
    """
    return _positive(text, HAR, HA_DECIMALS)


def show_number(value: Decimal | int) -> str:
    """The number as people read it, 1.250,5; no idle zeros at the end."""
    digits = f"{Decimal(value):,f}".translate(_SWAPPED)
    return digits.rstrip("0").rstrip(",") if "," in digits else digits


def show_quantity(value: Decimal | int, unit: Unit) -> str:
    """The number with its unit, 1.250,5 kg, held together by a no-break space."""
    return f"{show_number(value)}\N{NO-BREAK SPACE}{unit.symbol}"


def _positive(text: str, unit: Unit, decimals: int) -> Decimal:
    value = number(re.sub(rf"\s*{unit.symbol}\s*$", "", text, flags=re.IGNORECASE))
    if value <= 0:
        raise BadValue("Con số phải lớn hơn 0.", "The number must be more than zero.")
    if value != round(value, decimals):
        raise BadValue(
            f"Số {unit.symbol} chỉ ghi tới {decimals} chữ số sau dấu phẩy.",
            f"Write {unit.symbol} with at most {decimals} decimals.",
        )
    return value


def _refusal(bare: str) -> BadValue:
    shown = bare[:30]
    if _LATIN_DECIMAL.fullmatch(bare) or _LATIN_GROUPED.fullmatch(bare):
        advice = bare.translate(_SWAPPED)
        return BadValue(
            f"“{shown}” chưa rõ là bao nhiêu. Phần lẻ ghi sau dấu phẩy: hãy ghi {advice}.",
            f"“{shown}” can be read two ways. Put decimals after a comma: write {advice}.",
        )
    return BadValue(
        f"“{shown}” không phải con số. Hãy ghi như 1250 hoặc 1.250; có phần lẻ thì ghi 1.250,5.",
        f"“{shown}” is not a number. Write 1250 or 1.250, and decimals after a comma: 1.250,5.",
    )
