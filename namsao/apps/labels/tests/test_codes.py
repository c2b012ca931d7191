"""Addresses and QR codes, read back by another library."""

from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.apps.labels import codes
from namsao.core.gs1 import uri

from .build import codes_on, drawn, picture

GTIN = "09521100000017"
ROOT = "https://ocop.example.vn"
SERIAL = "7K2M9QX4TB3WZ8HN"
LOTS = st.text("ABCXYZabcxyz0189-._/%&+:;<=>?!\"'()*,", min_size=1, max_size=20)


def test_the_address_of_a_pack_is_a_digital_link_on_our_resolver():
    assert codes.address(ROOT, GTIN, "ML2611A", SERIAL) == (
        "https://ocop.example.vn/01/09521100000017/10/ML2611A/21/7K2M9QX4TB3WZ8HN"
    )


def test_the_address_of_a_batch_ends_at_its_lot_and_escapes_it():
    assert codes.address(ROOT, GTIN, "ML/26%11") == (
        "https://ocop.example.vn/01/09521100000017/10/ML%2F26%2511"
    )


@given(LOTS)
@settings(max_examples=60)
def test_every_lot_reads_back_from_its_address(lot):
    link = uri.parse(codes.address(ROOT, GTIN, lot, SERIAL))

    assert (link.root, link.ais) == (ROOT, (("01", GTIN), ("10", lot), ("21", SERIAL)))


def test_the_picture_of_a_code_reads_back():
    address = codes.address(ROOT, GTIN, "ML2611A")

    seen = picture(codes.png(address, 20))

    assert codes_on(seen) == [address]
    assert seen.size == (codes.modules(codes.symbol(address)) * 20,) * 2


def test_the_drawing_of_a_code_reads_back_and_keeps_four_white_modules_around_it():
    address = codes.address(ROOT, GTIN, "ML2611A")

    svg = codes.svg(address)

    seen = drawn(svg).convert("L")
    across = codes.modules(codes.symbol(address))
    ink = seen.point(lambda grey: 255 - grey).getbbox()
    assert codes_on(seen) == [address]
    assert f'width="{across * 0.5}mm"' in svg
    assert [round(edge * across / seen.width) for edge in ink] == [4, 4, across - 4, across - 4]


def test_codes_drawn_together_share_size_and_mask_and_each_says_its_own():
    addresses = [codes.address(ROOT, GTIN, "ML2611A", f"{n:016}") for n in range(40)]

    symbols = list(codes.symbols(addresses))

    first = symbols[0]
    sheets = [drawn(_svg(symbol)).convert("L") for symbol in symbols]
    assert (first.designator, first.error) == ("5-M", "M")
    assert {(symbol.designator, symbol.mask) for symbol in symbols} == {("5-M", first.mask)}
    assert [codes_on(sheet) for sheet in sheets] == [[address] for address in addresses]


def _svg(symbol):
    size = codes.modules(symbol)
    path = f'<path d="{codes.outline(symbol)}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">{path}</svg>'
