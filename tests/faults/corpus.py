"""Files a stranger might send where a picture is asked for; each made here, none kept in the repository."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image, PngImagePlugin

CANARY = b"alert('chim-hoang-yen')"
SCRIPT = b"<script>" + CANARY + b"</script>"


def picture(kind: str, size: tuple[int, int] = (320, 240), mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, kind, **options)
    return buffer.getvalue()


def noise(size: tuple[int, int]) -> Image.Image:
    draw = random.Random(7)
    return Image.frombytes("RGB", size, draw.randbytes(size[0] * size[1] * 3))


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def blank_png(width: int, height: int, *, bits: int = 1, colour: int = 0, channels: int = 1) -> bytes:
    """A picture of nothing but zeros, packed well, whatever its size."""
    row = bytes(1 + (width * bits * channels + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def lying_png() -> bytes:
    """Says 4,000 by 4,000, has ten rows."""
    whole = blank_png(4000, 10)
    head = struct.pack(">IIBBBBB", 4000, 4000, 1, 0, 0, 0, 0)
    return whole[:8] + chunk(b"IHDR", head) + whole[33:]


def text_bomb_png() -> bytes:
    """Text of 200 MB, packed into 200 KB, beside one pixel."""
    whole = picture("PNG", (1, 1))
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    return whole[:33] + chunk(b"zTXt", b"Comment\0\0" + body) + whole[33:]


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = CANARY.decode()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 33.0, 50.0), 3: "E", 4: (107.0, 25.0, 41.0)})
    return picture("JPEG", exif=exif)


def with_text_in_png() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SCRIPT.decode())
    return picture("PNG", pnginfo=told)


def zipped(count: int, size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(count):
            archive.writestr(f"{number}.jpg", bytes(size))
    return buffer.getvalue()


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (64, 64), (number, 0, 0)) for number in range(200)]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:])
    return buffer.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="' + CANARY + b'"><script>' + CANARY + b"</script></svg>"
)
LAUGHS = (
    b'<!DOCTYPE svg [<!ENTITY a "ha">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b"]><svg>&j;</svg>"
)
POSTSCRIPT = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\nshowpage\n"

# Nothing of these may be kept.
REFUSED: dict[str, Callable[[], bytes]] = {
    "gif that is a script": lambda: b"GIF89a=1/*" + bytes(20) + b"*/;" + CANARY + b";",
    "gif": lambda: picture("GIF", mode="P") + SCRIPT,
    "svg": lambda: SVG,
    "xml bomb": lambda: LAUGHS,
    "html": lambda: b"<!doctype html><title>x</title>" + SCRIPT,
    "html after a jpeg's first bytes": lambda: b"\xff\xd8\xff\xe0" + SCRIPT * 40,
    "pdf": lambda: b"%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF\n",
    "zip bomb": lambda: zipped(10, 30_000_000),
    "program": lambda: b"\x7fELF\x02\x01\x01" + bytes(300),
    "postscript": lambda: POSTSCRIPT,
    "tiff": lambda: picture("TIFF"),
    "bmp": lambda: picture("BMP"),
    "ico": lambda: picture("ICO", (64, 64)),
    "jpeg 2000": lambda: picture("JPEG2000"),
    "pcx": lambda: picture("PCX"),
    "nothing": lambda: b"",
    "zeros": lambda: bytes(100_000),
    "first bytes of a png": lambda: b"\x89PNG\r\n\x1a\n",
    "png cut in half": lambda: _half("PNG"),
    "jpeg cut in half": lambda: _half("JPEG"),
    "webp cut in half": lambda: _half("WEBP"),
    "png of 400 megapixels": lambda: blank_png(20_000, 20_000),
    "png of 41 megapixels": lambda: blank_png(8_200, 5_000),
    "png with a bomb of text": text_bomb_png,
    "webp with a script for metadata": lambda: picture("WEBP", exif=SCRIPT),
    "12 megabytes": lambda: picture("JPEG") + bytes(12 << 20),
    "40 megabytes": lambda: picture("JPEG") + bytes(40 << 20),
}
# These hold a picture: it may be kept, drawn anew, and nothing else of them.
CLEANED: dict[str, Callable[[], bytes]] = {
    "jpeg with gps": with_gps,
    "jpeg with a script behind": lambda: picture("JPEG") + SCRIPT,
    "jpeg with a script in a comment": lambda: picture("JPEG", comment=SCRIPT),
    "jpeg that is a zip": lambda: picture("JPEG") + zipped(1, 100),
    "png with a script in a text": with_text_in_png,
    "png with a script in its palette": lambda: _palette(),
    "webp with a script in its metadata": lambda: picture("WEBP", xmp=SCRIPT),
    "webp that moves": lambda: moving("WEBP"),
    "png that moves": lambda: moving("PNG"),
    "jpeg of inks": lambda: picture("JPEG", mode="CMYK"),
    "png that lies about its size": lying_png,
    "one pixel": lambda: picture("PNG", (1, 1)),
    "one long line": lambda: picture("PNG", (20_000, 1)),
    "noise of nine megabytes": lambda: _noisy(),
    "the largest that is taken, with transparency": lambda: blank_png(
        8_000, 5_000, bits=8, colour=6, channels=4
    ),
    "the largest that is taken, deep": lambda: blank_png(8_000, 5_000, bits=16, colour=6, channels=4),
}


def _half(kind: str) -> bytes:
    buffer = io.BytesIO()
    noise((300, 300)).save(buffer, kind)
    return buffer.getvalue()[: buffer.tell() // 2]


def _palette() -> bytes:
    image = Image.new("P", (16, 16))
    image.putpalette((SCRIPT * 30)[:768])
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _noisy() -> bytes:
    buffer = io.BytesIO()
    noise((1_900, 1_600)).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
