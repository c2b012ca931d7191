"""Values as the event hash of CBV 2.0 writes them: one text for each value, however it was written.

Source: CBV 2.0, section 8.9.2; behaviour of epcis-event-hash-generator 1.9.3.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from namsao.core.epcis.canonical import CBV_URN, VOCABULARIES
from namsao.core.epcis.hash_identifiers import hashed_identifier

_REMEMBERED = 1 << 16
_WEB = {known.urn: known.web for known in VOCABULARIES.values() if known.urn}


@lru_cache(maxsize=_REMEMBERED)
def hashed_value(text: str) -> str:
    """A text without outer spaces, numbers in their shortest form, CBV URNs and GS1 identifiers as web URIs.

    Note: whatever reads as a number is one, also the lot "007" (7) and the text "1e3" (1000); beyond 2**53 it
    is rounded to a double.
    """
    text = text.strip()
    if text[-1:].isdigit() or text[-1:] == ".":  # so that most texts need no exception
        text = _number(text)
    if CBV_URN in text:
        for urn, web in _WEB.items():
            text = text.replace(urn, web)
    return hashed_identifier(text) if "." in text else text


@lru_cache(maxsize=_REMEMBERED)
def hashed_moment(text: str) -> str:
    """A moment in UTC to the millisecond; a text that is none, or has no zone, as it is.

    Note: a half millisecond goes to the even one, and digits behind the microsecond are dropped, as in the
    reference, though CBV 2.0 says to round half up. What the reference cannot round (.9996) we carry over.
    """
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            return text
        moment = moment.astimezone(UTC)
        moment += timedelta(microseconds=round(moment.microsecond, -3) - moment.microsecond)
    except (ValueError, OverflowError):
        return text
    return moment.isoformat(timespec="milliseconds")[:-6] + "Z"


def _number(text: str) -> str:
    try:
        number = float(text)
        whole = int(number)
    except (ValueError, OverflowError):
        return text
    return str(whole if whole == number else number)
