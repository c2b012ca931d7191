"""The pictures of the demo: there is one for everything, light enough for a phone, and the same each time."""

from io import BytesIO

import pytest
from PIL import Image, ImageStat

from namsao.packs import load
from namsao.project.demo import pictures

every_kind = pytest.mark.parametrize("kind", pictures.kinds())
PHONE = (640, 427)


def opened(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    image.load()
    return image


def test_there_is_a_picture_for_each_story_and_each_industry():
    stories = [story["picture"] for story in load("demo", "stories")["stories"]]
    industries = [industry["slug"] for industry in load("vocab", "criteria-sets")["industries"]]

    assert list(pictures.kinds()) == [*stories, *(f"generic-{slug}" for slug in industries)]


def test_an_unknown_picture_is_refused_by_name():
    with pytest.raises(LookupError, match="no picture pizza; there are mien-dong"):
        pictures.draw("pizza")


@every_kind
def test_a_picture_is_a_png_of_the_size_asked_for(kind: str):
    image = opened(pictures.draw(kind, PHONE))

    assert (image.format, image.size, image.mode) == ("PNG", PHONE, "RGB")


def test_the_usual_size_is_960_by_640():
    assert opened(pictures.draw("mien-dong")).size == (960, 640)


@every_kind
def test_a_picture_weighs_under_25_kb_as_webp_on_a_phone(kind: str):
    target = BytesIO()

    opened(pictures.draw(kind, PHONE)).save(target, "WEBP", quality=70)

    assert len(target.getvalue()) < 25_000


@every_kind
def test_a_picture_shows_something_in_the_middle_that_stands_out(kind: str):
    image = opened(pictures.draw(kind, PHONE)).convert("L")
    middle = image.crop((160, 107, 480, 320))

    assert ImageStat.Stat(middle).stddev[0] > 15


@every_kind
def test_drawing_twice_gives_the_same_bytes(kind: str):
    first = pictures.draw(kind, (240, 160))
    pictures._drawn.cache_clear()

    assert pictures.draw(kind, (240, 160)) == first


def test_no_two_pictures_are_alike():
    assert len({pictures.draw(kind, (240, 160)) for kind in pictures.kinds()}) == len(pictures.kinds())


def test_a_square_picture_keeps_the_middle_of_the_scene():
    wide = opened(pictures.draw("tra-hoa-vang", (240, 160)))
    square = opened(pictures.draw("tra-hoa-vang", (160, 160)))

    assert square.getpixel((80, 80)) == wide.getpixel((120, 80))
