"""A composed page with slots for the scanned code, filled per scan without compressing again.

Most serials are scanned once, so a page is cached by product or batch, language and verdict, never by
serial. In the gzip form each stretch between two slots is compressed once; a scan puts the code between
them as a stored block, and the checksum follows from one small table per stretch.
"""

import hashlib
import zlib
from array import array
from collections.abc import Sequence
from struct import Struct
from typing import ClassVar, Protocol

GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_STORED = Struct("<BHH")  # of a stored block: not the last, its length, and the length's complement
_TRAILER = Struct("<II")  # of a gzip member: CRC-32 and length of what was packed
_MASK = 0xFFFFFFFF


class Page(Protocol):
    """What a cached page can do: name itself and take the scanned code."""

    @property
    def etag(self) -> str: ...

    @property
    def size(self) -> int: ...

    def fill(self, code: bytes) -> bytes: ...


class PlainPage:
    """The page as UTF-8 bytes, in stretches around the slots."""

    __slots__ = ("etag", "parts", "size")

    def __init__(self, parts: Sequence[bytes]) -> None:
        self.parts = tuple(parts)
        self.etag = f'"{fingerprint(parts)}"'
        self.size = sum(map(len, parts))

    def fill(self, code: bytes) -> bytes:
        return code.join(self.parts)


class GzippedPage:
    """The same page as one gzip member.

    Source: RFC 1951 section 3.2.4 (stored blocks); RFC 1952 section 2.3 (header and trailer).
    """

    __slots__ = ("_checks", "_first", "_parts", "_plain_size", "etag", "size")

    def __init__(self, parts: Sequence[bytes]) -> None:
        last = len(parts) - 1
        packed = [_deflate(part, final=i == last) for i, part in enumerate(parts)]
        self._parts = (GZIP_HEAD + packed[0], *packed[1:])
        self._first = zlib.crc32(parts[0])
        self._checks = tuple(Checksum(part) for part in parts[1:])
        self._plain_size = sum(map(len, parts))
        self.etag = f'"{fingerprint(parts)}-gzip"'
        self.size = sum(map(len, self._parts)) + Checksum.BYTES * last

    def fill(self, code: bytes) -> bytes:
        """The gzip bytes of the page with `code`, at most 65,535 bytes long, in every slot."""
        size = len(code)
        if size > 0xFFFF:
            raise ValueError(f"too long for a slot: {size} bytes")
        check = self._first
        for checksum in self._checks:
            check = checksum.after(zlib.crc32(code, check))
        stored = _STORED.pack(0, size, size ^ 0xFFFF) + code
        total = (self._plain_size + (len(self._parts) - 1) * size) & _MASK
        return stored.join(self._parts) + _TRAILER.pack(check, total)


class Checksum:
    """How a fixed stretch of bytes moves a running CRC-32, in four lookups whatever its length.

    CRC-32 is affine over GF(2) in the checksum of what came before, so the effect of each of its
    four bytes can be tabled and XORed.
    """

    BYTES: ClassVar[int] = 4 * 256 * 4
    __slots__ = ("_constant", "_tables")

    def __init__(self, part: bytes) -> None:
        self._constant = zlib.crc32(part)
        columns = [zlib.crc32(part, 1 << bit) ^ self._constant for bit in range(32)]
        self._tables = [_table(columns[i : i + 8]) for i in (0, 8, 16, 24)]

    def after(self, check: int) -> int:
        """CRC-32 of everything so far, given the CRC-32 `check` of what stands before the stretch."""
        one, two, three, four = self._tables
        return (
            one[check & 255]
            ^ two[check >> 8 & 255]
            ^ three[check >> 16 & 255]
            ^ four[check >> 24]
            ^ self._constant
        )


def fingerprint(parts: Sequence[bytes]) -> str:
    """128 bits of SHA-256 in hexadecimal over the stretches, which keep their borders."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


def _table(columns: Sequence[int]) -> "array[int]":
    """XOR of the columns chosen by the bits of each byte value."""
    sums = array("I", [0])
    for column in columns:
        sums.extend([column ^ earlier for earlier in sums])
    return sums


def _deflate(part: bytes, *, final: bool) -> bytes:
    # Each stretch has its own window: a reference back across a slot would depend on the code's length.
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(part) + packer.flush(zlib.Z_FINISH if final else zlib.Z_FULL_FLUSH)
