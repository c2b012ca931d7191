from datetime import date, timedelta

import pytest

from namsao.apps.products.models import Product
from namsao.apps.products.queries import waiting
from namsao.base.accounts.tests.cast import TODAY

from .build import a_product, a_recognition

pytestmark = pytest.mark.django_db


def renewals(cast):
    """Miến dong until 1 March, of Lục Hồn; trà until 1 February, of Ba Chẽ."""
    mien, tra = a_product(cast), a_product(cast, party=cast.other_htx, name="Trà hoa vàng", facility=None)
    a_recognition(cast, mien, valid_to=date(2027, 3, 1))
    a_recognition(cast, tra, valid_to=date(2027, 2, 1))
    Product.objects.update(photo=None, story={"vi": "Một."})
    return mien, tra


def test_a_producer_sees_the_deadline_first_and_then_what_a_page_lacks(cast):
    mien, _ = renewals(cast)
    bare = a_product(cast, name="Bún dong")

    assert waiting(cast.hoa, TODAY) == [
        {
            "label": "Miến dong Bình Liêu",
            "url_name": "products:product",
            "pk": mien.pk,
            "query": "",
            "hint": "Giấy công nhận 5 sao sắp hết hạn: chuẩn bị hồ sơ đánh giá lại",
            "due": date(2027, 3, 1),
        },
        {
            "label": "Bún dong",
            "url_name": "products:product",
            "pk": bare.pk,
            "query": "",
            "hint": "Chưa có ảnh và câu chuyện sản phẩm",
            "due": None,
        },
        {
            "label": "Miến dong Bình Liêu",
            "url_name": "products:product",
            "pk": mien.pk,
            "query": "",
            "hint": "Chưa có ảnh",
            "due": None,
        },
    ]


def test_officers_see_how_many_of_their_place_run_out_and_when_the_first_does(cast):
    renewals(cast)

    rows = {name: waiting(getattr(cast, name), TODAY) for name in ("tuan", "other_tuan", "lan")}

    assert {name: [(row["label"], row["due"]) for row in found] for name, found in rows.items()} == {
        "tuan": [("1 sản phẩm sắp hết hạn công nhận", date(2027, 3, 1))],
        "other_tuan": [("1 sản phẩm sắp hết hạn công nhận", date(2027, 2, 1))],
        "lan": [("2 sản phẩm sắp hết hạn công nhận", date(2027, 2, 1))],
    }
    assert [(row["url_name"], row["pk"], row["query"]) for row in rows["lan"]] == [
        ("products:products", None, "?standing=expiring")
    ]


def test_nothing_waits_for_people_without_products(cast):
    renewals(cast)

    assert [waiting(actor, TODAY) for actor in (cast.binh, cast.quan, cast.thu)] == [[], [], []]
    assert waiting(cast.lan, TODAY - timedelta(days=200)) == []


def test_at_most_five_rows_wait(cast):
    for n in range(7):
        a_product(cast, name=f"Miến {n}")

    assert len(waiting(cast.hoa, TODAY)) == 5
