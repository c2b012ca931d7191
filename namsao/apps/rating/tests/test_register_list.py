"""The public register: searched, filtered, open, light, nothing personal."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from namsao.apps.products.actions import delist
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import (
    DecisionRow,
    Extension,
    Representative,
    Standing,
    StarCertificate,
)
from namsao.apps.rating.queries.register import speaking, with_word
from namsao.apps.rating.register_files import COLUMNS
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.parties.models import Party

from .build import a_certificate, a_dossier
from .build_decisions import a_decision, a_proposed, a_revocation, a_submission

pytestmark = pytest.mark.usefixtures("noon")


def names(answer):
    return [row.record.product.name for row in answer.context["table"].paginated_rows]


def test_the_register_is_searched_without_diacritics(cast, client):
    a_certificate(cast)
    a_certificate(cast, a_product(cast, name="Trà hoa vàng"))

    found = [
        names(client.get("/register/", {"q": q})) for q in ("mien dong binh", "tra HOA", "luc hon", "xyz")
    ]

    assert found == [["Miến dong Bình Liêu"], ["Trà hoa vàng"], ["Miến dong Bình Liêu", "Trà hoa vàng"], []]


def test_the_register_is_in_the_order_of_the_vietnamese_alphabet(cast, client):
    for name in ("Đào", "Cẩm", "Dưa", "Cao"):
        a_certificate(cast, a_product(cast, name=name))

    assert names(client.get("/register/")) == ["Cao", "Cẩm", "Dưa", "Đào"]


def test_the_register_is_filtered_by_stars_sort_commune_and_standing(cast, client):
    a_certificate(cast, stars=4)
    tea = a_certificate(cast, a_product(cast, name="Trà", set_number=12, party=cast.other_htx), stars=3)
    gone = a_certificate(cast, a_product(cast, name="Mực"), stars=3)
    a_revocation(cast, gone)
    asked = [
        {"stars": "4"},
        {"sort": "set:12"},
        {"sort": "group:tea"},
        {"commune": tea.product.party.place_id},
        {"standing": "revoked"},
        {"standing": "valid", "stars": "3"},
        {"standing": "nonsense"},
    ]

    found = [names(client.get("/register/", each)) for each in asked]

    noodles, everything = "Miến dong Bình Liêu", ["Miến dong Bình Liêu", "Mực", "Trà"]
    assert found == [[noodles], ["Trà"], ["Trà"], ["Trà"], ["Mực"], ["Trà"], everything]


def test_a_delisted_product_stays_in_the_register_and_says_so(cast, client):
    certificate = a_certificate(cast)
    delist(product=certificate.product, on=TODAY, reason="stopped", by=cast.lan, at=NOW)

    assert names(client.get("/register/", {"standing": "delisted"})) == ["Miến dong Bình Liêu"]
    assert "Đã ra khỏi danh mục" in client.get(f"/verify/{certificate.code}").content.decode()


def test_what_was_refused_or_never_rated_is_not_in_the_register(cast, client):
    unrated = a_product(cast, name="Chưa chấm")
    refused = a_proposed(cast)
    a_decision(cast, a_submission(cast, refused), "not_recognised", why="Bí mật nội bộ")
    assert DecisionRow.objects.filter(verdict="not_recognised").exists()

    assert names(client.get("/register/")) == []
    for product in (unrated, refused.product):
        assert client.get(reverse("register:product", args=[product.gtin])).status_code == 404


def test_the_database_says_the_same_standing_as_the_certificate(cast):
    issued = TODAY - timedelta(days=400)
    first = a_certificate(cast, issued_on=issued)
    second = a_certificate(cast, a_product(cast, name="Hai"), issued_on=issued)
    dossier = a_dossier(cast, product=first.product, kind=Kind.REEVALUATION)
    until = first.valid_to + timedelta(days=60)
    ended = until - timedelta(days=20)
    Extension.objects.create(certificate=first, dossier=dossier, until=until, ended_on=ended, at=NOW)
    a_revocation(cast, second)
    offsets = [
        issued - timedelta(days=1),
        TODAY,
        first.valid_to + timedelta(days=1),
        ended,
        ended + timedelta(days=1),
    ]

    for day in offsets:
        said = dict(with_word(StarCertificate.objects.all(), day).values_list("pk", "word"))
        known = StarCertificate.objects.with_facts()
        assert said == {each.pk: each.standing(day).value for each in known}, day
    assert Standing.EXTENDED.value in set(
        with_word(StarCertificate.objects.all(), ended).values_list("word", flat=True)
    )


def test_open_data_has_its_columns_a_mark_and_no_formula(cast, client):
    a_certificate(cast, a_product(cast, name="=1+1"))
    Party.objects.filter(pk=cast.htx.pk).update(is_illustrative=True)

    table = client.get("/register.csv")
    document = json.loads(client.get("/register.json").content)

    head, row = table.content.decode().splitlines()
    assert head == "\ufeff" + ",".join(COLUMNS)
    assert "'=1+1" in row
    assert row.endswith(",1")
    assert list(document["products"][0]) == list(document["columns"]) == list(COLUMNS)
    assert (document["illustrative"], document["count"]) == (True, 1)
    assert client.get("/register.csv", headers={"if-none-match": table["ETag"]}).status_code == 304


def test_nothing_personal_is_public(cast, client):
    certificate = a_certificate(cast)
    secrets = [
        "Bàn Thị Mẩy",
        "Dao Thanh Phán",
        "0912345678",
        "912 345 678",
        "+84912345678",
        "Thôn Ngàn Chuồng",
    ]
    Party.objects.filter(pk=cast.htx.pk).update(phone="+84912345678", address="Thôn Ngàn Chuồng")
    Representative.objects.create(
        party=cast.htx,
        name="Bàn Thị Mẩy",
        ethnicity="Dao Thanh Phán",
        address="Thôn Ngàn Chuồng",
        made_at=NOW,
    )
    product = reverse("register:product", args=[certificate.product.gtin])
    addresses = ["/register/", product, "/register.csv", "/register.json", f"/verify/{certificate.code}"]

    pages = [client.get(address).content.decode() for address in addresses]

    assert all("HTX Miến dong Lục Hồn" in page for page in pages)
    assert [secret for secret in secrets for page in pages if secret in page] == []


def test_a_page_of_the_register_is_light_and_costs_few_queries(cast, client, django_assert_max_num_queries):
    for n in range(30):
        a_certificate(cast, a_product(cast, name=f"Miến dong Bình Liêu loại đặc biệt số {n}"))

    with django_assert_max_num_queries(12):
        answer = client.get("/register/")

    assert len(answer.content) <= 70 * 1024
    assert len(names(answer)) == 25


def test_the_newest_certificate_speaks_for_its_product(cast):
    old = a_certificate(cast, stars=3, issued_on=TODAY - timedelta(days=500))
    new = a_certificate(cast, old.product, stars=4)

    assert list(speaking(timezone.localdate())) == [new]
    assert list(speaking(TODAY - timedelta(days=400))) == [old]
