from datetime import date

import pytest

from namsao.apps.products.actions import delist
from namsao.apps.products.models import Product
from namsao.apps.products.queries import waiting
from namsao.base.accounts.tests.cast import NOW, TODAY

from .build import a_product, a_recognition

pytestmark = pytest.mark.django_db


def test_a_producer_sees_what_the_pages_of_the_products_lack(cast):
    mien, bun = a_product(cast), a_product(cast, name="Bún dong")
    a_recognition(cast, mien, valid_to=date(2027, 3, 1))
    Product.objects.filter(pk=mien.pk).update(story={"vi": "Một."})

    assert [
        (row["label"], row["url_name"], row["pk"], row["hint"], row["due"]) for row in waiting(cast.hoa)
    ] == [
        ("Bún dong", "products:product", bun.pk, "Chưa có ảnh và câu chuyện sản phẩm", None),
        ("Miến dong Bình Liêu", "products:product", mien.pk, "Chưa có ảnh", None),
    ]


def test_what_is_whole_does_not_wait_nor_what_has_left_the_register(cast):
    gone = a_product(cast, name="Bột dong")
    delist(product=gone, on=TODAY, reason="stopped", by=cast.lan, at=NOW)

    assert waiting(cast.hoa, TODAY) == []


def test_nothing_waits_for_people_without_products(cast):
    a_product(cast)

    assert [waiting(actor, TODAY) for actor in (cast.binh, cast.quan, cast.thu, cast.lan)] == [[]] * 4


def test_at_most_five_rows_wait(cast):
    for n in range(7):
        a_product(cast, name=f"Miến {n}")

    assert len(waiting(cast.hoa, TODAY)) == 5
