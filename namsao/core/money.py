"""Money in whole đồng: reading what people write, writing what they read."""

import re
import unicodedata

from namsao.core.errors import BadValue

NBSP = "\N{NO-BREAK SPACE}"

_CURRENCY = re.compile(r"\s*(?:₫|đồng|vnđ|vnd|đ)\s*$", re.IGNORECASE)
_SPACE = re.compile(r"\s")  # the no-break spaces of spreadsheets are spaces too
# Note: 15 digits reach beyond any budget here; more is a slip of the hand.
_WHOLE = re.compile(r"[0-9]{1,15}|[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){1,4}|(?: [0-9]{3}){1,4})")
_DECIMALS = re.compile(r"[0-9. ]*,[0-9]+|[0-9]+\.[0-9]{1,2}")


def vnd(text: str) -> int:
    """The amount in đồng written in `text`.

    Reads 1250000, 1.250.000 and 1 250 000, alone or followed by ₫, đ, đồng, VND or VNĐ.
    Raises: BadValue for decimals, other groupings, negative amounts or anything else.
    """
    bare = _SPACE.sub(" ", _CURRENCY.sub("", unicodedata.normalize("NFC", text))).strip()
    if not _WHOLE.fullmatch(bare):
        raise _refusal(text, bare)
    return int(re.sub(r"[. ]", "", bare))


def show_vnd(amount: int) -> str:
    """The amount as people read it: 1.250.000 ₫, with a no-break space before the sign."""
    return f"{amount:,}".replace(",", ".") + f"{NBSP}₫"


def _refusal(text: str, bare: str) -> BadValue:
    shown = text.strip()[:30]
    if _DECIMALS.fullmatch(bare):
        return BadValue(
            f"“{shown}” có phần lẻ. Tiền đồng không có số lẻ: hãy ghi tròn đồng, ví dụ 1.250.000.",
            f"“{shown}” has decimals. Amounts are whole đồng: write a whole number such as 1.250.000.",
        )
    return BadValue(
        f"“{shown}” không phải số tiền. Hãy ghi bằng chữ số, ví dụ 1.250.000 hoặc 1250000.",
        f"“{shown}” is not an amount of money. Write digits, such as 1.250.000 or 1250000.",
    )
