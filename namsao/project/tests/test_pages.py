"""The front page, the home page, the search."""

import pytest
from django.urls import reverse

from namsao.apps.products.tests.build import a_batch
from namsao.apps.scans.tests.build import a_report

pytestmark = pytest.mark.django_db


def test_a_code_typed_on_the_front_page_leads_to_its_page_at_the_door(client):
    answer = client.get("/", {"code": "(01)09521100000017(10)ML2611A"})
    assert (answer.status_code, answer["Location"]) == (302, "/01/09521100000017/10/ML2611A")


def test_a_wrong_code_keeps_what_was_typed_and_says_why(client):
    answer = client.get("/", {"code": "09521100000018"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="09521100000018"' in page
    assert "kiểm tra" in page


def test_a_code_cannot_lead_away_from_the_house(client):
    for code in ("https://evil.example/01/09521100000017", "//evil.example", "javascript:alert(1)"):
        target = client.get("/", {"code": code}).headers.get("Location", "/")
        assert target.startswith("/")
        assert not target.startswith("//")


def test_who_is_signed_in_goes_straight_to_work(client, cast):
    client.force_login(cast.hoa)
    assert client.get("/")["Location"] == reverse("home")


def test_the_home_page_lists_what_waits_with_the_oldest_deadline_first(client, cast):
    batch = a_batch(cast)
    a_report(cast, batch.product)
    client.force_login(cast.tuan)
    work = client.get(reverse("home")).context["work"]
    dated = [each["due"] for each in work if each["due"]]
    assert any("Nghi hàng giả" in each["label"] for each in work)
    assert dated == sorted(dated)
    assert [each["due"] is None for each in work] == sorted(each["due"] is None for each in work)


def test_who_has_no_role_is_told_whom_to_ask(client, cast):
    client.force_login(cast.binh)
    assert "hãy liên hệ" in client.get(reverse("home")).content.decode().lower()


@pytest.mark.parametrize("text", ["mien dong", "MIẾN", "miến dong bình liêu"])
def test_a_product_is_found_without_marks(client, cast, text):
    batch = a_batch(cast)
    client.force_login(cast.hoa)
    page = client.get(reverse("search"), {"q": text}).content.decode()
    assert reverse("products:product", args=[batch.product.pk]) in page


def test_a_code_in_the_search_leads_straight_there(client, cast):
    batch = a_batch(cast)
    client.force_login(cast.hoa)
    for text in (batch.key, f"https://id.gs1.org/01/{batch.product.gtin}/10/ML2611A/21/X"):
        assert client.get(reverse("search"), {"q": text})["Location"] == reverse(
            "products:batch", args=[batch.pk]
        )


def test_the_search_shows_nothing_of_others(client, cast):
    batch = a_batch(cast)
    client.force_login(cast.other_hoa)
    page = client.get(reverse("search"), {"q": "mien dong"}).content.decode()
    assert reverse("products:product", args=[batch.product.pk]) not in page
    assert client.get(reverse("search"), {"q": batch.key}).status_code == 200


def test_the_policies_of_the_browser_are_on_every_answer(client):
    headers = client.get("/").headers
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_health_says_down_when_the_database_is(client, monkeypatch):
    from django.db import connection

    def broken(*args, **kwargs):
        raise OSError("gone")

    assert client.get("/-/health").json()["status"] == "up"
    monkeypatch.setattr(connection, "cursor", broken)
    answer = client.get("/-/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")


def test_a_producer_records_a_harvest_from_the_home_page(client, cast):
    from namsao.apps.farms.tests.build import a_season

    season = a_season(cast)
    address = reverse("farms:harvest", args=[season.pk])
    client.force_login(cast.hoa)
    assert address in client.get(reverse("home")).content.decode()
    client.force_login(cast.other_hoa)
    assert address not in client.get(reverse("home")).content.decode()
