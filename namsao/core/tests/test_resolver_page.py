import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.resolver.page import Checksum, GzippedPage, PlainPage

PARTS = st.lists(st.binary(max_size=3000), min_size=1, max_size=4)


@given(PARTS, st.binary(max_size=500))
def test_the_gzipped_page_reads_as_the_plain_one_whatever_the_code(parts: list[bytes], code: bytes) -> None:
    assert gzip.decompress(GzippedPage(parts).fill(code)) == PlainPage(parts).fill(code) == code.join(parts)


def test_one_gzipped_page_takes_one_code_after_another() -> None:
    page = GzippedPage([b"<p>" * 500, b"</p>" * 500, b"end"])

    codes = [b"/01/08931234567897/21/A", b"", b"/01/08931234567897/21/" + b"B" * 20]

    assert [gzip.decompress(page.fill(code)) for code in codes] == [
        b"<p>" * 500 + code + b"</p>" * 500 + code + b"end" for code in codes
    ]


def test_the_gzipped_page_is_a_single_member_because_browsers_stop_after_the_first() -> None:
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)

    text = reader.decompress(GzippedPage([b"a" * 99, b"z" * 99]).fill(b"code"))

    assert (text, reader.eof, reader.unused_data) == (b"a" * 99 + b"code" + b"z" * 99, True, b"")


def test_a_code_as_long_as_a_stored_block_fits_and_a_longer_one_is_refused() -> None:
    page = GzippedPage([b"a", b"z"])

    assert gzip.decompress(page.fill(b"x" * 0xFFFF)) == b"a" + b"x" * 0xFFFF + b"z"
    with pytest.raises(ValueError, match="65536 bytes"):
        page.fill(b"x" * 0x10000)


@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_a_checksum_moves_a_running_crc_as_its_stretch_does(before: bytes, part: bytes) -> None:
    assert Checksum(part).after(zlib.crc32(before)) == zlib.crc32(before + part)


def test_etags_tell_texts_and_encodings_and_the_places_of_slots_apart() -> None:
    pages = [
        PlainPage([b"ab", b"c"]),
        PlainPage([b"a", b"bc"]),
        PlainPage([b"abc"]),
        GzippedPage([b"ab", b"c"]),
    ]

    assert len({page.etag for page in pages}) == 4
    assert PlainPage([b"ab", b"c"]).etag == pages[0].etag
