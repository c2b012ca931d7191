"""The codes on labels: GS1 Digital Link addresses, and the QR codes that carry them."""

import io
import re
from collections.abc import Iterable, Iterator

import segno

from namsao.core.gs1.link import build, of

QUIET_ZONE = 4  # modules on every side. Source: ISO/IEC 18004:2015, section 6.3.8.
MODULE_MM = 0.5

_DARK_RUN = re.compile(rb"\x01+")


def address(root: str, gtin: str, lot: str, serial: str | None = None) -> str:
    """What a QR code says: the Digital Link of a batch, or of one pack of it.

    root: scheme and host of the resolver, without a trailing slash. gtin: 14 digits.
    Raises: BadAi for a value outside its GS1 character set.
    """
    ais = [("01", gtin), ("10", lot)] + ([("21", serial)] if serial else [])
    return build(of(ais), root)


def symbol(text: str, version: int | None = None) -> segno.QRCode:
    """The QR code of an address: level M, the mask of the standard, the smallest version or the one given."""
    return segno.make_qr(text, error="m", boost_error=False, version=version)


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


def modules(code: segno.QRCode) -> int:
    """Modules across, quiet zone included."""
    return len(code.matrix) + 2 * QUIET_ZONE


def outline(code: segno.QRCode) -> str:
    """The dark modules as the `d` of one SVG path, in units of a module, quiet zone included.

    One path, so that no viewer draws hairlines between modules.
    """
    return "".join(
        f"M{run.start() + QUIET_ZONE} {y}h{run.end() - run.start()}v1h-{run.end() - run.start()}z"
        for y, row in enumerate(code.matrix, QUIET_ZONE)
        for run in _DARK_RUN.finditer(bytes(row))
    )


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
