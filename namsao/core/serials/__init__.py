"""Serials on labels: only the holder of the key can write one, and none is stored to be read back."""

from namsao.core.serials.keyed import ALPHABET, LAST_BATCH, LAST_COUNTER, LENGTH, Serials

__all__ = ["ALPHABET", "LAST_BATCH", "LAST_COUNTER", "LENGTH", "Serials"]
