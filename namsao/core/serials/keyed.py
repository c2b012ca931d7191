"""A keyed permutation of (batch, counter) followed by a truncated authentication tag.

80 bits: 44 bits are the batch (24) and the counter (20) through a balanced Feistel network, so
that neighbours on the roll look unrelated and volumes cannot be counted; 36 bits are an HMAC tag
over those, so that a made-up serial reads with odds of 1 in 2^36. Copying is not stopped by this.
"""

import hmac

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 1 I O; all in the alphanumeric mode of a QR code
LENGTH = 16
LAST_BATCH = 2**24 - 1
LAST_COUNTER = 2**20 - 1

_COUNTER_BITS, _HALF_BITS, _TAG_BITS = 20, 22, 36
_HALF = (1 << _HALF_BITS) - 1
_TAG = (1 << _TAG_BITS) - 1
# Note: four rounds are enough in theory; ten, as in NIST FF1, leave a margin for halves this short.
_ROUNDS = 10
_SHORTEST_KEY = 16
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}


class Serials:
    """Writes and reads the serials of one key.

    key: at least 16 secret bytes. The same key always gives the same serials.
    Raises: ValueError for a shorter key.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST_KEY:
            raise ValueError(f"key of {len(key)} bytes, at least {_SHORTEST_KEY} needed")
        self._round_keys = tuple(_derived(key, b"permutation %d" % i) for i in range(_ROUNDS))
        self._tag_key = _derived(key, b"tag")

    def write(self, batch: int, counter: int) -> str:
        """The serial of one item: 16 characters of `ALPHABET`.

        batch: 0..LAST_BATCH. counter: 0..LAST_COUNTER, the item's place in the batch.
        Raises: ValueError out of range.
        """
        if not (0 <= batch <= LAST_BATCH and 0 <= counter <= LAST_COUNTER):
            raise ValueError(f"out of range: batch {batch}, counter {counter}")
        hidden = self._permuted(batch << _COUNTER_BITS | counter)
        return _spelled(hidden << _TAG_BITS | self._tag(hidden))

    def read(self, serial: str) -> tuple[int, int] | None:
        """The batch and counter of a serial written with this key; None for anything else.

        Lower case is taken as upper case. Never raises.
        """
        number = _unspelled(serial)
        if number is None:
            return None
        hidden, tag = number >> _TAG_BITS, number & _TAG
        if not hmac.compare_digest(tag.to_bytes(5), self._tag(hidden).to_bytes(5)):
            return None
        plain = self._restored(hidden)
        return plain >> _COUNTER_BITS, plain & LAST_COUNTER

    def _permuted(self, plain: int) -> int:
        left, right = plain >> _HALF_BITS, plain & _HALF
        for key in self._round_keys:
            left, right = right, left ^ _mixed(key, right)
        return left << _HALF_BITS | right

    def _restored(self, hidden: int) -> int:
        left, right = hidden >> _HALF_BITS, hidden & _HALF
        for key in reversed(self._round_keys):
            left, right = right ^ _mixed(key, left), left
        return left << _HALF_BITS | right

    def _tag(self, hidden: int) -> int:
        digest = hmac.digest(self._tag_key, hidden.to_bytes(6), "sha256")
        return int.from_bytes(digest[:5]) >> 8 * 5 - _TAG_BITS


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"namsao serials 1: " + purpose, "sha256")


def _mixed(key: bytes, half: int) -> int:
    return int.from_bytes(hmac.digest(key, half.to_bytes(3), "sha256")[:3]) & _HALF


def _spelled(number: int) -> str:
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def _unspelled(serial: object) -> int | None:
    # Note: some letters outside ASCII turn into A-Z in upper case (ſ to S), so they are refused first.
    if not (isinstance(serial, str) and len(serial) == LENGTH and serial.isascii()):
        return None
    number = 0
    for symbol in serial.upper():
        value = _VALUE.get(symbol)
        if value is None:
            return None
        number = number << 5 | value
    return number
