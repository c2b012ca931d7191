"""QR codes as outlines, for papers and labels."""

import re

import segno

QUIET_ZONE = 4  # modules on every side. Source: ISO/IEC 18004:2015, section 6.3.8.

_DARK_RUN = re.compile(rb"\x01+")


def symbol(text: str, version: int | None = None) -> segno.QRCode:
    """The QR code of an address: level M, the mask of the standard, the smallest version or the one given."""
    return segno.make_qr(text, error="m", boost_error=False, version=version)


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
    """The QR code as a picture of no size of its own, quiet zone included: a paper sets its width."""
    code = symbol(text)
    box = f"0 0 {modules(code)} {modules(code)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{outline(code)}"/></svg>'
