"""The pages of inspections."""

from datetime import timedelta

import pytest
from django.urls import reverse

from namsao.apps.rating.actions.inspection import (
    plan_year,
)
from namsao.apps.rating.models import Inspection
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import BadValue

from .after_build import concluded, planned, written
from .build import a_certificate, a_product
from .desk_build import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_a_year_is_planned_at_once(cast, client):
    first, second = (a_certificate(cast, a_product(cast, name=name)) for name in ("Miến A", "Miến B"))
    client.force_login(cast.lan)
    at = reverse("rating:plan_inspections")

    nothing = client.post(at, {"planned_on": "10/12/2026"})
    done = client.post(at, {"certificates": [first.pk, second.pk], "planned_on": "10/12/2026", "team": "Sở"})

    assert nothing.status_code == 422
    assert "10/12/2026" in nothing.content.decode()
    assert done.status_code == 302
    plans = Inspection.objects.order_by("product__name").values_list("product", "kind", "planned_on")
    day = TODAY + timedelta(days=16)
    assert list(plans) == [(each.product_id, "periodic", day) for each in (first, second)]
    with pytest.raises(BadValue):
        plan_year(products=[], planned_on=TODAY, by=cast.lan, at=NOW)


def test_the_pages_walk_from_plan_to_repair(cast, client):
    certificate = a_certificate(cast)
    client.force_login(cast.lan)
    new = reverse("rating:new_inspection", args=[certificate.pk])
    client.post(new, {"kind": "ad_hoc", "planned_on": "24/11/2026", "team": "Sở"})
    inspection = Inspection.objects.get()

    def at(name):
        return reverse(f"rating:{name}", args=[inspection.pk])

    empty = client.get(at("write_inspection")).content.decode()
    bad = client.post(
        at("write_inspection"), {"done_on": "24/11/2026", "team": "Sở", "c0_state": "failed", "text": "X"}
    )
    client.post(
        at("write_inspection"),
        {
            "done_on": "24/11/2026",
            "team": "Sở",
            "c0_state": "failed",
            "c0_why": "Mua nguyên liệu ngoài.",
            "o0_what": "Kho ẩm",
            "o0_state": "warning",
        },
    )
    again = client.get(at("write_inspection")).content.decode()
    client.post(
        at("conclude"),
        {
            "conclusion": "to_fix",
            "conclusion_no": "8/KL",
            "concluded_on": "24/11/2026",
            "fix_by": "8/12/2026",
        },
    )
    client.force_login(cast.tuan)
    client.post(at("fixed"), {"fixed_on": "24/11/2026", "fix_text": "Đã ký lại hợp đồng."})

    inspection.refresh_from_db()
    assert "Mức phải giữ" in empty
    assert bad.status_code == 422
    assert "cần ghi vì sao" in bad.content.decode()
    assert "Mua nguyên liệu ngoài." in again
    assert "Kho ẩm" in again
    assert [each["state"] for each in inspection.findings] == ["failed", "warning"]
    assert (inspection.conclusion, inspection.fixed_on) == ("to_fix", TODAY)
    page = client.get(at("inspection")).content.decode()
    assert "đã khắc phục" in page


def test_the_producer_sees_an_unannounced_visit_only_when_it_is_concluded(cast, client):
    inspection = written(cast, kind="ad_hoc")
    at = reverse("rating:inspection", args=[inspection.pk])
    client.force_login(cast.hoa)
    before = client.get(at).status_code
    concluded(cast, inspection)

    after = client.get(at)

    assert (before, after.status_code) == (404, 200)
    assert "In 5 sao" in after.content.decode()


def test_findings_of_a_planned_visit_are_a_draft_for_all_but_its_writers(cast, client):
    inspection = written(cast)
    pages = {}
    for name in ("hoa", "tuan", "lan"):
        client.force_login(getattr(cast, name))
        pages[name] = client.get(reverse("rating:inspection", args=[inspection.pk])).content.decode()

    assert {name: "In 5 sao" in page for name, page in pages.items()} == {
        "hoa": False,
        "tuan": False,
        "lan": True,
    }


def test_strangers_reach_no_inspection_and_only_the_province_writes(cast, client):
    inspection = planned(cast)
    answers = {}
    for name in ("binh", "other_tuan", "other_hoa", "hoa", "tuan", "thu"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(reverse("rating:write_inspection", args=[inspection.pk])).status_code

    assert answers == {
        "binh": 404,
        "other_tuan": 404,
        "other_hoa": 404,
        "hoa": 403,
        "tuan": 403,
        "thu": 403,
    }


def test_the_report_is_a_paper_with_the_findings(cast, client):
    inspection = concluded(cast, written(cast))
    client.force_login(cast.hoa)

    answer = client.get(reverse("rating:inspection_pdf", args=[inspection.pk]))

    text = text_of(answer.content)
    assert "BIÊN BẢN KIỂM TRA" in text
    assert "In 5 sao" in text
    assert "phải khắc phục" in text


def test_the_list_asks_as_often_for_many_as_for_one(cast, client, django_assert_max_num_queries):
    for n in range(6):
        planned(cast, a_certificate(cast, a_product(cast, name=f"Miến {n}")))
    client.force_login(cast.lan)

    with django_assert_max_num_queries(18):
        page = client.get(reverse("rating:inspections")).content.decode()

    assert page.count('href="/rating/inspections/') >= 6
