"""Pictures from strangers: opened, measured, drawn anew, so that only pixels remain."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from namsao.core.errors import BadValue

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# Source: passport budget of 70 KB, of which the picture may take 40 (docs/decisions/0004).
LONGEST_SIDE = 960
TARGET_BYTES = 40_000


@dataclass(frozen=True)
class Budget:
    """How large a picture may stay: its longer side in pixels, its bytes."""

    side: int
    size: int


PASSPORT = Budget(LONGEST_SIDE, TARGET_BYTES)
# A sheet of A4 photographed at 200 dots an inch: small print and the seal stay readable.
PAPER = Budget(2400, 900_000)


@dataclass(frozen=True)
class Picture:
    """A clean WebP: its bytes and its size in pixels."""

    content: bytes
    width: int
    height: int


def clean(content: bytes, field: str | None = None, budget: Budget = PASSPORT) -> Picture:
    """Decode and re-encode a JPEG, PNG or WebP. EXIF, GPS and anything hidden behind the pixels is gone.

    Raises: BadValue for what is too large, or no picture at all.
    """
    if len(content) > MAX_BYTES:
        raise BadValue("Ảnh lớn hơn 10 MB. Hãy chụp lại ở cỡ nhỏ hơn.", "The image is over 10 MB.", field)
    try:
        return encode(decode(content, budget.side), budget.size)
    except TooManyPixels as error:
        raise BadValue(
            "Ảnh có quá nhiều điểm ảnh (trên 40 triệu). Hãy thu nhỏ ảnh.",
            "The image has over 40 million pixels.",
            field,
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadValue(
            "Tệp này không phải ảnh JPEG, PNG hoặc WebP đọc được. Hãy chọn ảnh khác.",
            "Not a readable JPEG, PNG or WebP image.",
            field,
        ) from error


class TooManyPixels(Exception):  # a trait of the picture
    """More pixels than we decode."""


def decode(content: bytes, side: int = LONGEST_SIDE) -> Image.Image:
    """The first picture of the file, upright, in RGB, no side longer than `side`.

    Raises: TooManyPixels; Pillow's own errors for what it cannot read.
    """
    try:
        opened = Image.open(io.BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooManyPixels from error
    with opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise TooManyPixels
        # A JPEG can be decoded small, in a fraction of the memory; other formats ignore this.
        opened.draft("RGB", (2 * side, 2 * side))
        opened.thumbnail((side, side), Image.Resampling.LANCZOS)
        return on_white(ImageOps.exif_transpose(opened))


def on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency: what lies under clear pixels is often black."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")


def encode(image: Image.Image, size: int = TARGET_BYTES) -> Picture:
    """WebP at the best quality that fits the budget; a busy picture is made smaller as well."""
    while True:
        for quality in (80, 70, 60, 50, 40):
            buffer = io.BytesIO()
            image.save(buffer, "WEBP", quality=quality, method=6)
            if buffer.tell() <= size:
                return Picture(buffer.getvalue(), image.width, image.height)
        image = image.resize((image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS)
