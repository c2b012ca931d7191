"""What the door is given to answer."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.conf import settings

from namsao.apps.evidence.actions import add_certificate
from namsao.apps.farms.actions import change_area
from namsao.apps.farms.tests.build import a_harvest, a_season, an_area
from namsao.apps.products.actions import delist, set_photo, void_batch
from namsao.apps.products.tests.build import a_batch, a_jpeg, a_product, a_recognition, a_step
from namsao.apps.scans.actions import publish
from namsao.apps.scans.models import Published
from namsao.apps.scans.tests.build import Rows, asked, body, publish_all
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.tests.cast import NOW
from namsao.base.ui.display import VIETNAM
from namsao.core.serials import Serials
from namsao.core.words import LANGUAGES
from namsao.resolver.store import Store

pytestmark = pytest.mark.django_db


def test_a_new_batch_is_published_in_five_languages_by_itself(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = a_batch(cast)
    entry = body(f"01/{batch.product.gtin}/10/ML2611A")
    assert list(entry["pages"]) == list(LANGUAGES)
    assert (entry["serial_batch"], entry["issued"], entry["withdrawn"]) == (batch.number, 0, False)
    assert body(f"01/{batch.product.gtin}")["batches"] == {str(batch.number): "ML2611A"}


def test_the_page_says_product_batch_producer_and_journey_in_order(cast):
    batch = a_batch(cast)
    a_step(cast, batch)
    a_recognition(cast, batch.product)
    publish_all()
    _head, _main, page = body(f"01/{batch.product.gtin}/10/ML2611A")["pages"]["vi"].partition("<main>")
    wanted = [
        "<!--verdict-->",
        "Miến dong Bình Liêu",
        "5 sao",
        "cấp quốc gia",
        "2205/QĐ-BNNMT · hiệu lực đến 21/05/2028",
        "ML2611A",
        "24/11/2026",
        "24/11/2028",
        "HTX Miến dong Lục Hồn",
        "xã Lục Hồn, Quảng Ninh",
        "Thu hoạch củ dong riềng, Nương dong đồi Nà Sao, 2,4 ha",
        "Phơi sợi trên giàn tre",
        "Báo hàng giả hoặc vấn đề",
    ]
    places = [page.find(each) for each in wanted]
    assert -1 not in places, [w for w, p in zip(wanted, places, strict=True) if p == -1]
    assert places == sorted(places)
    assert "<script" not in page


def test_dates_are_written_the_way_each_language_reads_them(cast):
    batch = a_batch(cast)
    publish_all()
    pages = body(f"01/{batch.product.gtin}/10/ML2611A")["pages"]
    written = {
        "vi": "24/11/2028",
        "en": "24 Nov 2028",
        "zh-hans": "2028年11月24日",
        "ja": "2028年11月24日",
        "ko": "2028년 11월 24일",
    }
    assert {each: written[each] in pages[each] for each in LANGUAGES} == dict.fromkeys(LANGUAGES, True)


def test_the_page_ends_with_the_first_paper_that_ends(cast):
    batch = a_batch(cast)
    a_recognition(cast, batch.product)
    add_certificate(
        party=cast.htx, product=None, kind="management", scheme="ISO 22000:2018", number="1", issuer="Nơi cấp",
        valid_from=date(2025, 1, 1), valid_to=date(2027, 3, 31), by=cast.hoa, at=NOW,
    )  # fmt: skip
    publish_all()
    ends = Published.objects.get(key=f"01/{batch.product.gtin}/10/ML2611A").valid_until
    assert datetime.fromtimestamp(ends, VIETNAM) == datetime(2027, 3, 31, 23, 59, 59, tzinfo=VIETNAM)


def test_what_did_not_change_keeps_its_version(cast):
    a_batch(cast)
    publish_all()
    before = dict(Published.objects.values_list("key", "version"))
    publish_all()
    assert dict(Published.objects.values_list("key", "version")) == before


def test_versions_never_repeat_and_grow_with_each_change(cast, django_capture_on_commit_callbacks):
    batch = a_batch(cast)
    publish_all()
    highest = Published.objects.order_by("-version").first().version
    with django_capture_on_commit_callbacks(execute=True):
        a_step(cast, batch)
    changed = Published.objects.get(key=f"01/{batch.product.gtin}/10/ML2611A")
    assert changed.version > highest


def test_a_delisted_product_shows_no_stars_and_says_since_when(cast):
    product = a_product(cast)
    a_recognition(cast, product)
    delist(product=product, on=date(2026, 11, 1), reason="stopped", by=cast.lan, at=NOW)
    publish_all()
    page = body(f"01/{product.gtin}")["pages"]["vi"]
    assert "Đã ra khỏi danh mục OCOP từ 01/11/2026" in page
    assert "5 sao" not in page


def test_a_picture_is_published_once_under_its_hash(cast):
    product = a_product(cast)
    set_photo(product=product, content=a_jpeg(), by=cast.hoa, at=NOW)
    publish_all()
    product.refresh_from_db()
    key = f"-/image/{product.photo_id}.webp"
    assert body(key)["media_type"] == "image/webp"
    assert f'src="/{key}"' in body(f"01/{product.gtin}")["pages"]["ja"]


def test_a_hostile_name_is_text_on_the_page(cast):
    product = a_product(cast, name='<script>alert(1)</script>"><img src=x>')
    publish_all()
    page = body(f"01/{product.gtin}")["pages"]["vi"]
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "<img src=x>" not in page


def test_places_are_published_under_their_gln(cast):
    batch = a_batch(cast)
    publish_all()
    assert "Xưởng miến Lục Hồn" in body(f"414/{batch.facility.gln}")["pages"]["vi"]
    area = batch.inputs.get().harvest.season.area
    assert "2.4 ha" in body(f"414/{area.gln}")["pages"]["en"]


def test_the_mark_of_the_demo_is_on_illustrative_pages_only(cast):
    product = a_product(cast)
    publish_all()
    assert "Dữ liệu minh hoạ" not in body(f"01/{product.gtin}")["pages"]["vi"]
    cast.htx.is_illustrative = True
    cast.htx.save()
    publish_all()
    assert "Dữ liệu minh hoạ" in body(f"01/{product.gtin}")["pages"]["vi"]


def test_the_page_of_a_voided_batch_goes_and_its_codes_are_unissued(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        batch = a_batch(cast)
    store, product = Store(source=None), f"01/{batch.product.gtin}"
    lot = f"{product}/10/ML2611A"
    serial = Serials(settings.SERIALS_KEY).write(batch.number, 0)
    store.load(Rows())
    assert asked(store, f"/{lot}") == (lot, "registered")

    with django_capture_on_commit_callbacks(execute=True):
        void_batch(batch=batch, why="nhầm", by=cast.hoa, at=NOW)
    store.load(Rows())

    assert Published.objects.get(key=lot).gone
    assert body(product)["batches"] == {}
    assert asked(store, f"/{lot}") == (product, "unissued")
    assert asked(store, f"/{product}/21/{serial}") == (product, "unissued")
    assert asked(store, f"/{product}") == (product, "registered")


def test_publishing_everything_again_leaves_a_voided_batch_away(cast):
    harvest = a_harvest(cast)
    batch = a_batch(cast, uses={harvest: Decimal(100)})
    never_published = a_batch(cast, a_product(cast, name="Bún"), {harvest: Decimal(100)})
    publish(batches=[batch], by=INSTALLER, at=NOW)
    for each in (batch, never_published):
        void_batch(batch=each, why="nhầm", by=cast.hoa, at=NOW)
    publish_all()
    before = dict(Published.objects.values_list("key", "version"))

    publish_all()

    assert dict(Published.objects.values_list("key", "version")) == before
    assert list(Published.objects.filter(key__contains="/10/").values_list("key", "gone")) == [
        (f"01/{batch.product.gtin}/10/ML2611A", True)
    ]


def test_a_growing_area_is_published_at_once_and_again_when_it_is_corrected(
    cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        area = an_area(cast)
    key = f"414/{area.gln}"
    assert "Nương dong đồi Nà Sao" in body(key)["pages"]["vi"]
    assert "2.4 ha" in body(key)["pages"]["en"]

    with django_capture_on_commit_callbacks(execute=True):
        harvest = a_harvest(cast, a_season(cast, area))
        batch = a_batch(cast, uses={harvest: Decimal(300)})
    with django_capture_on_commit_callbacks(execute=True):
        change_area(
            area=area, name="Nương Nà Luông", code="VN-QN-7", area_ha=Decimal("2.2"), boundary=None,
            by=cast.hoa, at=NOW,
        )  # fmt: skip

    page = body(key)["pages"]["vi"]
    assert ["Nương Nà Luông" in page, "2,2 ha" in page, "VN-QN-7" in page] == [True] * 3
    told = body(f"01/{batch.product.gtin}/10/ML2611A")["pages"]["vi"]
    assert "Thu hoạch củ dong riềng, Nương Nà Luông, 2,2 ha" in told
