"""The library as a list, and the wall of what a product has and lacks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from namsao.apps.evidence.actions import withdraw
from namsao.apps.products.tests.build import a_batch, a_facility, a_product
from namsao.base.accounts.tests.cast import NOW, TODAY

from .build import a_document, a_file, a_labour_list

pytestmark = pytest.mark.django_db


def test_the_library_is_filtered_by_kind_state_owner_and_words(cast, hoa, client):
    soon = TODAY + timedelta(days=10)
    plain = a_document(cast)
    a_document(cast, number="2", title="Hợp đồng dong riềng", kind="raw-material", tick="", valid_to=soon)
    a_document(cast, number="3", title="Cũ", valid_to=TODAY - timedelta(days=1))
    gone = a_document(cast, number="4", title="Nhầm")
    withdraw(document=gone, why="nhầm", by=cast.hoa, at=NOW)
    a_document(cast, party=cast.other_htx, title="Của Ba Chẽ")
    asked = {
        "": ["Cũ", "Hợp đồng dong riềng", plain.title],
        "q=hop dong": ["Hợp đồng dong riềng"],
        "q=dieu kien san xuat": ["Cũ", plain.title],
        "kind=raw-material": ["Hợp đồng dong riềng"],
        "state=ends_soon": ["Hợp đồng dong riềng"],
        "state=expired": ["Cũ"],
        "state=valid": [plain.title],
        "state=no_end": [],
        "state=withdrawn": ["Nhầm"],
        "state=replaced": [],
    }
    address = reverse("evidence:documents")

    found = {
        query: [card["kind"] for card in hoa.get(f"{address}?{query}").context["cards"]] for query in asked
    }
    client.force_login(cast.lan)
    owners = client.get(f"{address}?party={cast.other_htx.pk}").context["cards"]

    assert found == asked
    assert [card["kind"] for card in owners] == ["Của Ba Chẽ"]


def test_an_empty_library_says_what_to_do_first(cast, hoa):
    page = hoa.get(reverse("evidence:documents"))

    assertContains(page, "Thêm minh chứng đầu tiên")
    assertContains(page, reverse("evidence:new_document", args=[cast.htx.pk]))


def test_the_wall_shows_what_a_product_has_and_lacks(cast, hoa):
    product = a_product(cast)
    a_file(cast, a_document(cast, covers=product.facility))
    a_file(cast, a_document(cast, kind="test-report", tick="", number="KN", covers=product, valid_to=TODAY))
    a_file(cast, a_document(cast, kind="awards", tick="", number="G", valid_to=TODAY - timedelta(days=1)))
    a_labour_list(cast)

    page = hoa.get(reverse("evidence:coverage", args=[product.pk]))

    states = {held.kind.form02: held.state for held, _cards in page.context["asked"]}
    assert {number: state for number, state in states.items() if state} == {
        2: "ok",
        5: "bare",
        12: "soon",
        15: "expired",
    }
    assert list(states) == list(range(1, 16))
    assert (page.context["done"], page.context["total"]) == (2, 15)
    assert "Điều kiện kinh doanh dịch vụ du lịch" not in page.content.decode()


def test_lists_cost_as_many_queries_for_many_papers_as_for_one(cast, hoa, django_assert_max_num_queries):
    product = a_batch(cast).product
    a_facility(cast)
    for n in range(8):
        a_file(cast, a_document(cast, number=str(n), covers=product))
        a_labour_list(cast, number=str(n))

    with django_assert_max_num_queries(18):
        hoa.get(reverse("evidence:documents"))
    with django_assert_max_num_queries(16):
        hoa.get(reverse("evidence:coverage", args=[product.pk]))
    with django_assert_max_num_queries(10):
        hoa.get(reverse("evidence:documents"), {"format": "csv"})
