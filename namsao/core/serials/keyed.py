"""Batch and counter behind a synthetic initialisation vector: authenticated, hidden, two hashes to read.

80 bits. 36 are a tag: keyed BLAKE2s over batch (24 bits) and counter (20 bits). The other 44 are batch and
counter, masked by keyed BLAKE2s over the tag. So neighbours on the roll look unrelated, volumes cannot be
counted, and a made-up serial reads with odds of 1 in 2^36. Copying is not stopped by this.
Source: RFC 5297 (SIV, the construction); RFC 7693 (keyed BLAKE2); decision 0005.
"""

import hashlib
import hmac
import re
from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 1 I O; all in the alphanumeric mode of a QR code
LENGTH = 16
LAST_BATCH = 2**24 - 1
LAST_COUNTER = 2**20 - 1

_COUNTER_BITS, _PLACE_BITS, _TAG_BITS = 20, 44, 36
_PLACE = (1 << _PLACE_BITS) - 1
_TAG = (1 << _TAG_BITS) - 1
_SHORTEST_KEY = 16
# Python reads and writes base 32 with these digits, far quicker than a loop would.
_PYTHON_DIGITS = "0123456789abcdefghijklmnopqrstuv"
_TO_PYTHON = str.maketrans(ALPHABET + ALPHABET[8:].lower(), _PYTHON_DIGITS + _PYTHON_DIGITS[8:])
_SERIAL = re.compile(f"[{ALPHABET}{ALPHABET[8:].lower()}]{{{LENGTH}}}")


class Serials:
    """Writes and reads the serials of one key.

    key: at least 16 secret bytes. The same key always gives the same serials.
    Raises: ValueError for a shorter key.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            raise ValueError(f"key of {len(key)} bytes, at least {_SHORTEST_KEY} needed")
        self._tag_of = _hash(_derived(key, b"tag"), _TAG)
        self._mask_of = _hash(_derived(key, b"mask"), _PLACE)

    def write(self, batch: int, counter: int) -> str:
        """The serial of one item: 16 characters of `ALPHABET`.

        batch: 0..LAST_BATCH. counter: 0..LAST_COUNTER, the item's place in the batch.
        Raises: ValueError out of range.
        """
        if not (0 <= batch <= LAST_BATCH and 0 <= counter <= LAST_COUNTER):
            raise ValueError(f"out of range: batch {batch}, counter {counter}")
        place = batch << _COUNTER_BITS | counter
        tag = self._tag_of(place)
        return _spelled((place ^ self._mask_of(tag)) << _TAG_BITS | tag)

    def read(self, serial: str) -> tuple[int, int] | None:
        """The batch and counter of a serial written with this key; None for anything else.

        Lower case is taken as upper case. Never raises.
        """
        if not isinstance(serial, str) or not _SERIAL.fullmatch(serial):
            return None
        number = int(serial.translate(_TO_PYTHON), 32)
        tag = number & _TAG
        place = number >> _TAG_BITS ^ self._mask_of(tag)
        # Note: both are small integers, compared in one step: no time tells how many bits agree.
        if tag != self._tag_of(place):
            return None
        return place >> _COUNTER_BITS, place & LAST_COUNTER


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"namsao serials 2: " + purpose, "sha256")


def _hash(key: bytes, mask: int) -> Callable[[int], int]:
    """Keyed BLAKE2s over a number below 2^48, cut to the bits of `mask`. The keyed state is made once."""
    keyed = hashlib.blake2s(digest_size=8, key=key)

    def hashed(number: int) -> int:
        state = keyed.copy()
        state.update(number.to_bytes(6))
        return int.from_bytes(state.digest()) & mask

    return hashed


def _spelled(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))
