import io

import pytest
from PIL import Image

from namsao.apps.products.actions import set_photo, tell_story
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.errors import BadValue

from .build import a_jpeg, a_product

pytestmark = pytest.mark.django_db


def tell(cast, product, **texts):
    given = {field: {} for field in ("names", "summary", "story", "ingredients", "usage")} | texts
    return tell_story(product=product, **given, by=cast.hoa, at=NOW)


def test_texts_of_a_language_are_set_and_the_others_stay(cast):
    product = a_product(cast)
    tell(cast, product, summary={"vi": "Sợi dai", "en": "Chewy"}, story={"vi": "Một.\r\n\r\n\r\nHai.\x07"})

    tell(cast, product, names={"en": "Canna noodles", "vi": "Tên khác"}, summary={"en": " Clear and chewy "})

    product.refresh_from_db()
    assert product.summary == {"vi": "Sợi dai", "en": "Clear and chewy"}
    assert product.story == {"vi": "Một.\n\nHai."}
    assert product.words("names") == {"vi": "Miến dong Bình Liêu", "en": "Canna noodles"}


def test_a_blank_text_is_taken_out(cast):
    product = a_product(cast)
    tell(cast, product, summary={"vi": "Sợi dai", "en": "Chewy"})

    tell(cast, product, summary={"en": " \n "})

    product.refresh_from_db()
    assert product.summary == {"vi": "Sợi dai"}


def test_a_told_story_leaves_history_and_tells_the_news(cast):
    product = a_product(cast)

    tell(cast, product, story={"vi": "Một."})

    assert Entry.objects.filter(verb="tell_story", target_id=str(product.pk)).count() == 1
    assert Letter.objects.filter(name="product_changed").count() == 2


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"summary": {"vi": "a" * 301}}, "summary"),
        ({"story": {"ja": "あ" * 4001}}, "story"),
        ({"usage": {"fr": "Cuire"}}, "usage"),
    ],
)
def test_texts_that_cannot_be_are_refused_beside_their_field(cast, texts, field):
    product = a_product(cast)

    with pytest.raises(BadValue) as refused:
        tell(cast, product, **texts)

    product.refresh_from_db()
    assert refused.value.field == field
    assert (product.summary, product.story, product.usage) == ({}, {}, {})


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh của Hoa"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 33.0, 38.0)
    return a_jpeg(exif=exif)


def test_a_photo_keeps_its_pixels_and_loses_where_it_was_taken(cast):
    product, content = a_product(cast), with_gps()
    with Image.open(io.BytesIO(content)) as sent:
        assert dict(sent.getexif().get_ifd(0x8825)), "the picture sent says where"

    set_photo(product=product, content=content, by=cast.hoa, at=NOW)

    product.refresh_from_db()
    with Image.open(product.photo.path) as kept:
        assert (kept.format, kept.size) == ("WEBP", (640, 480))
        assert not dict(kept.getexif())
        assert kept.info.keys().isdisjoint({"exif", "xmp", "icc_profile"})
    assert Entry.objects.filter(verb="set_photo", target_id=str(product.pk)).count() == 1
    assert Letter.objects.filter(name="product_changed").count() == 2
