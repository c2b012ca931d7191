"""The codes on labels: GS1 Digital Link addresses, and the QR codes that carry them."""

import io
from collections.abc import Iterable, Iterator

import segno

from namsao.base.ui.qr import QUIET_ZONE, modules, outline, symbol
from namsao.core.gs1.link import build, of

MODULE_MM = 0.5


def address(root: str, gtin: str, lot: str, serial: str | None = None) -> str:
    """What a QR code says: the Digital Link of a batch, or of one pack of it.

    root: scheme and host of the resolver, without a trailing slash. gtin: 14 digits.
    Raises: BadAi for a value outside its GS1 character set.
    """
    ais = [("01", gtin), ("10", lot)] + ([("21", serial)] if serial else [])
    return build(of(ais), root)


def symbols(texts: Iterable[str], version: int | None = None) -> Iterator[segno.QRCode]:
    """The QR codes of addresses of one length, all with the version and mask of the first.

    Weighing the eight masks takes four fifths of the time of a code and changes nothing for a reader.
    """
    first: segno.QRCode | None = None
    for text in texts:
        if first is None:
            first = symbol(text, version)
            yield first
        else:
            yield segno.make_qr(text, error="m", boost_error=False, version=first.version, mask=first.mask)


def svg(text: str) -> str:
    """The QR code for packaging print: black on white, modules of 0.5 mm."""
    code = symbol(text)
    size, across = modules(code), modules(code) * MODULE_MM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}mm" height="{across}mm" '
        f'viewBox="0 0 {size} {size}"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path d="{outline(code)}"/></svg>\n'
    )


def png(text: str, scale: int) -> bytes:
    """The QR code as a one-bit picture, `scale` pixels to a module."""
    written = io.BytesIO()
    symbol(text).save(written, kind="png", scale=scale, border=QUIET_ZONE)
    return written.getvalue()
