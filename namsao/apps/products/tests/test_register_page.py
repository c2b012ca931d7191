import csv
import io

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from .build import a_batch, a_product, a_recognition

pytestmark = pytest.mark.django_db


def test_an_empty_register_leads_to_the_first_product(cast, hoa):
    response = hoa.get(reverse("products:products"))

    assertContains(response, "Thêm sản phẩm đầu tiên")
    assertContains(response, reverse("products:new", args=[cast.htx.pk]))


def names(response) -> list[str]:
    return [row.record.name for row in response.context["table"].paginated_rows]


def some_products(cast):
    mien, tra = a_product(cast), a_product(cast, party=cast.other_htx, name="Trà hoa vàng", facility=None)
    a_recognition(cast, mien)
    a_recognition(cast, tra, stars=4, decision_no="2")
    a_product(cast, name="Bún dong")
    return mien, tra


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bún dong", "Miến dong Bình Liêu", "Trà hoa vàng"]),
        ("q=mien+dong", ["Miến dong Bình Liêu"]),
        ("stars=4", ["Trà hoa vàng"]),
        ("standing=in_force", ["Miến dong Bình Liêu", "Trà hoa vàng"]),
        ("standing=unrated", ["Bún dong"]),
        ("standing=delisted", []),
        ("sort=stars", ["Trà hoa vàng", "Miến dong Bình Liêu", "Bún dong"]),
        ("sort=-stars", ["Miến dong Bình Liêu", "Trà hoa vàng", "Bún dong"]),
        ("sort=-name", ["Trà hoa vàng", "Miến dong Bình Liêu", "Bún dong"]),
        ("stars=chín", ["Bún dong", "Miến dong Bình Liêu", "Trà hoa vàng"]),
    ],
)
def test_the_register_is_searched_filtered_and_sorted(cast, client, query, found):
    some_products(cast)
    client.force_login(cast.lan)

    response = client.get(f"{reverse('products:products')}?{query}")

    assert (names(response) if not response.context["is_empty"] else []) == found


def test_the_register_is_filtered_by_commune(cast, client):
    some_products(cast)
    client.force_login(cast.lan)

    response = client.get(f"{reverse('products:products')}?commune={cast.ba_che.pk}")

    assert names(response) == ["Trà hoa vàng"]


def test_everyone_sees_the_register_of_their_own(cast, client):
    some_products(cast)
    seen = {}
    for who in ("hoa", "other_hoa", "tuan", "lan", "thu"):
        client.force_login(getattr(cast, who))
        seen[who] = names(client.get(reverse("products:products")))

    of_luc_hon = ["Bún dong", "Miến dong Bình Liêu"]
    everything = [*of_luc_hon, "Trà hoa vàng"]
    assert seen == {
        "hoa": of_luc_hon,
        "other_hoa": ["Trà hoa vàng"],
        "tuan": of_luc_hon,
        "lan": everything,
        "thu": everything,
    }


def test_a_page_of_the_register_costs_the_same_however_long(cast, client, django_assert_max_num_queries):
    for n in range(30):
        a_recognition(cast, a_product(cast, name=f"Miến {n:02}"), decision_no=str(n))
    client.force_login(cast.lan)

    with django_assert_max_num_queries(12):
        response = client.get(reverse("products:products"))

    assert len(names(response)) == 25


def exported(client, query="") -> list[list[str]]:
    response = client.get(f"{reverse('products:products')}?format=csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_register_is_exported_as_it_is_filtered(cast, client):
    mien, _ = some_products(cast)
    cast.htx.is_illustrative = True
    cast.htx.save()
    client.force_login(cast.lan)

    assert exported(client, "&stars=5") == [
        [
            "Sản phẩm",
            "Chủ thể",
            "Xã, phường, đặc khu",
            "Sao",
            "Tình trạng",
            "Quyết định số",
            "Hiệu lực đến",
            "Mã OCOP",
            "GTIN",
            "Dữ liệu minh hoạ",
        ],
        [
            "Miến dong Bình Liêu",
            "HTX Miến dong Lục Hồn",
            "Lục Hồn",
            "5",
            "đang có hiệu lực",
            "2205/QĐ-BNNMT",
            "21/05/2028",
            "",
            mien.gtin,
            "có",
        ],
    ]
    assert len(exported(client)) == 4


def test_a_product_named_like_a_formula_is_exported_as_text(cast, client):
    a_product(cast, name="=1+1")
    client.force_login(cast.lan)

    assert exported(client)[1][0] == "'=1+1"


def test_illustrative_products_are_marked(cast, client):
    batch = a_batch(cast)
    cast.htx.is_illustrative = True
    cast.htx.save()
    client.force_login(cast.hoa)
    urls = [
        reverse("products:products"),
        reverse("products:product", args=[batch.product.pk]),
        reverse("products:batch", args=[batch.pk]),
        reverse("products:facility", args=[batch.facility.pk]),
    ]

    for url in urls:
        assertContains(client.get(url), "Dữ liệu minh hoạ")
