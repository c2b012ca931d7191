"""The OCOP product code: where a product was rated first, under which number, in which year."""

import re

from namsao.core.errors import BadValue

_DASHES = re.compile(r"\s*[-\u2010-\u2015]\s*")
_CODE = re.compile(r"[0-9]{2}-[0-9]{5}-[0-9]{2,4}-20[0-9]{2}")


def ocop_code(text: str) -> str:
    """The code in its written form: province, commune, number in the commune, year, such as 22-06838-01-2026.

    Codes from before July 2025, with a district in them, are not taken.
    Raises: BadValue, saying how to write it.
    Source: Decision 26/2026/QĐ-TTg (the four parts) and Decision 19/2025/QĐ-TTg (codes of units). The dash
    between the parts and the two digits of the number are our reading: to be verified.
    """
    code = _DASHES.sub("-", text.strip())
    if not _CODE.fullmatch(code) or not code.split("-")[2].strip("0"):
        shown = text.strip()[:30]
        raise BadValue(
            f"“{shown}” không phải mã sản phẩm OCOP. Mã gồm mã tỉnh, mã xã, số thứ tự và năm, "
            "ví dụ 22-06838-01-2026.",
            f"“{shown}” is not an OCOP product code. It has province, commune, number and year, "
            "such as 22-06838-01-2026.",
        )
    return code
