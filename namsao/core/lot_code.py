"""The number of a lot, as people write it on a bag and a label carries it."""

import re

from namsao.core.errors import BadValue

LONGEST = 20
# Of GS1's character set 82 only what survives every web server and every spreadsheet: a slash in a lot is
# lost by servers that decode the path of an address first, as WSGI asks them to.
_LOT = re.compile(rf"[A-Za-z0-9._-]{{1,{LONGEST}}}")


def lot_code(text: str) -> str:
    """The lot number without spaces around it.

    Raises: BadValue at "lot". Source: GS1 General Specifications, AI (10): up to 20 characters.
    """
    lot = text.strip()
    if not _LOT.fullmatch(lot):
        raise BadValue(
            "Số lô dài tối đa 20 ký tự, gồm chữ không dấu, chữ số và dấu - . _; không có khoảng trắng.",
            "A lot code has up to 20 letters, digits and signs - . _, without spaces.",
            "lot",
        )
    return lot
