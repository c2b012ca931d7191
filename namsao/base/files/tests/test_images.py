"""Pictures from strangers: only pixels come through, and nothing too large is opened."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from namsao.base.files.images import LONGEST_SIDE, MAX_BYTES, TARGET_BYTES, clean
from namsao.core.errors import BadValue

NOT_A_PICTURE = "Not a readable JPEG, PNG or WebP image."
TOO_MANY_PIXELS = "The image has over 40 million pixels."
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def a_picture(form="JPEG", size=(64, 48), colour="red", mode="RGB", **how):
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, form, **how)
    return buffer.getvalue()


def a_photo_with_a_place():
    """A JPEG that says where it was taken, by whom, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: turn right
    exif[0x010F] = "MAY ANH CUA HOA"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 30.0, 0.0)
    return a_picture(exif=exif)


def a_bomb(width, height):
    """A PNG of a few bytes that claims to be that large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


def opened(picture):
    return Image.open(io.BytesIO(picture.content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_webp_of_the_same_shape(form):
    picture = clean(a_picture(form))

    assert opened(picture).format == "WEBP"
    assert (picture.width, picture.height) == opened(picture).size == (64, 48)


def test_a_photo_stands_upright_and_tells_nothing_of_place_or_camera():
    photo = a_photo_with_a_place()
    assert b"MAY ANH CUA HOA" in photo
    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(0x8825)

    picture = clean(photo)

    assert (picture.width, picture.height) == (48, 64)
    assert dict(opened(picture).getexif()) == {}
    assert set(opened(picture).info) <= {"background", "loop", "timestamp", "duration"}
    assert b"EXIF" not in picture.content
    assert b"MAY ANH" not in picture.content


def test_texts_and_profiles_inside_a_png_are_gone():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "bi mat cua Hoa")
    png = a_picture("PNG", pnginfo=texts, icc_profile=b"ho so mau")
    assert b"bi mat cua Hoa" in png

    content = clean(png).content

    assert b"bi mat" not in content
    assert b"ho so" not in content


@pytest.mark.parametrize(
    "tail", [b"<script>alert(1)</script>", b"PK\x03\x04a zip behind it", b"%PDF-1.7", b"<?php 1;"]
)
def test_what_hides_behind_the_pixels_is_gone(tail):
    content = clean(a_picture() + tail).content

    assert tail not in content


def test_a_large_photo_is_made_small_enough_for_a_phone():
    noise = Image.effect_noise((3000, 2000), 120).convert("RGB")
    buffer = io.BytesIO()
    noise.save(buffer, "JPEG", quality=80)

    picture = clean(buffer.getvalue())

    assert max(picture.width, picture.height) <= LONGEST_SIDE
    assert len(picture.content) <= TARGET_BYTES
    assert abs(picture.width / picture.height - 1.5) < 0.02


def test_clear_parts_become_white_not_black():
    logo = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    buffer = io.BytesIO()
    logo.save(buffer, "PNG")

    assert opened(clean(buffer.getvalue())).convert("RGB").getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA", "I;16"])
def test_pictures_of_every_kind_of_colour_are_taken(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"

    assert clean(a_picture(form, mode=mode, colour=None)).width == 64


@pytest.mark.parametrize("size", [(20_000, 20_000), (65_500, 65_500), (10_000, 4_001), (40_000_001, 1)])
def test_a_small_file_of_too_many_pixels_is_refused_before_it_is_opened(size):
    bomb = a_bomb(*size)
    assert len(bomb) < 200

    with pytest.raises(BadValue) as refused:
        clean(bomb, "photo")

    assert (refused.value.sentence_en, refused.value.field) == (TOO_MANY_PIXELS, "photo")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        SVG,
        b"%PDF-1.7\n1 0 obj<<>>endobj",
        b"<!doctype html><img src=x onerror=alert(1)>",
        b"\xff\xd8\xff",
        a_picture()[:-200],
        a_picture("PNG")[:60],
        a_bomb(10, 10),
        a_picture("GIF"),
        a_picture("BMP"),
        a_picture("TIFF"),
        a_picture("ICO"),
    ],
    ids=[
        "empty",
        "text",
        "svg",
        "pdf",
        "html",
        "head",
        "cut jpeg",
        "cut png",
        "png of no rows",
        "gif",
        "bmp",
        "tiff",
        "ico",
    ],
)
def test_what_is_no_picture_we_take_is_refused_whatever_its_name(content):
    with pytest.raises(BadValue) as refused:
        clean(content, "photo")

    assert (refused.value.sentence_en, refused.value.field) == (NOT_A_PICTURE, "photo")
    assert refused.value.sentence.startswith("Tệp này không phải ảnh")


def test_more_than_ten_megabytes_are_not_looked_at():
    with pytest.raises(BadValue) as refused:
        clean(a_picture() + b"\0" * MAX_BYTES)

    assert refused.value.sentence == "Ảnh lớn hơn 10 MB. Hãy chụp lại ở cỡ nhỏ hơn."


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=60),
    st.integers(0, 400),
    st.sampled_from([a_picture(), a_picture("PNG"), a_picture("WEBP")]),
)
def test_a_broken_picture_is_cleaned_or_refused_and_never_a_fault(noise, where, picture):
    broken = picture[:where] + noise + picture[where + len(noise) :]

    try:
        outcome = opened(clean(broken)).format
    except BadValue as refused:
        outcome = refused.sentence_en

    assert outcome in {"WEBP", NOT_A_PICTURE, TOO_MANY_PIXELS}
