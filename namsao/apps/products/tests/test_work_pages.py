"""The big buttons on screen: who presses them, what they say, and what they cost."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from namsao.apps.products.actions import choose_process
from namsao.apps.products.models import LogisticUnit, Slip
from namsao.base.accounts.tests.cast import NOW

from .build import a_batch, typed
from .packing import (
    a_delivery,
    a_despatch,
    a_landing,
    a_pallet,
    labelled,
    some_cases,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = "24/11/2026"


@pytest.fixture
def batch(cast):
    batch = labelled(cast, a_batch(cast))
    choose_process(product=batch.product, reference="processes/mien-dong@1", by=cast.hoa, at=NOW)
    batch.product.refresh_from_db()
    return batch


def at(name, row, query=""):
    return reverse(f"products:{name}", args=[row.pk]) + query


def test_a_producer_comes_straight_to_the_buttons_of_its_party(cast, hoa, batch):
    response = hoa.get(reverse("products:work"))

    assertRedirects(response, at("work_of", cast.htx))
    page = hoa.get(at("work_of", cast.htx))
    assertContains(page, "còn 100/100 gói rời")
    assertNotContains(page, "Hải sản lên bến")


def test_an_officer_chooses_for_whom_and_only_in_the_own_commune(cast, client):
    client.force_login(cast.lan)
    assertContains(client.get(reverse("products:work")), "Không có chủ thể nào để ghi giúp")
    assert client.get(at("work_of", cast.htx)).status_code == 403

    client.force_login(cast.tuan)
    assert client.get(at("work_of", cast.htx)).status_code == 200
    assert client.get(at("work_of", cast.other_htx)).status_code == 404


def test_a_party_without_a_facility_is_led_to_it(cast, hoa):
    assertContains(hoa.get(at("work_of", cast.htx)), "Khai cơ sở sản xuất trước")
    assertContains(hoa.get(at("receive", cast.htx)), "Khai cơ sở sản xuất trước")
    assertContains(hoa.get(at("ship", cast.htx)), "Khai cơ sở sản xuất trước")


def test_a_scan_opens_what_it_names(cast, hoa, batch):
    case = some_cases(cast, batch)[0]
    find = at("find", cast.htx)

    assertRedirects(hoa.get(find, {"code": case.sscc}), at("unit", case))
    assertRedirects(hoa.get(find, {"code": "ML2611A"}), at("work_batch", batch))
    lost = hoa.get(find, {"code": "<b>"}, follow=True)
    assertContains(lost, "Không có lô, kiện hay phiếu nào mang mã “&lt;b&gt;”")


def test_the_process_is_chosen_once_and_then_its_stages_are_buttons(cast, hoa):
    batch = a_batch(cast)
    assertContains(hoa.get(at("work_batch", batch)), "làm theo quy trình nào?")

    sent = {"process": "processes/mien-dong@1", "batch": batch.pk}
    response = hoa.post(at("process", batch.product), sent, follow=True)

    assertContains(response, "Phơi sợi")
    assertContains(response, "cần xác minh")


def test_a_stage_is_two_presses_and_keeps_what_was_typed_when_refused(cast, hoa, batch):
    url = at("stage", batch, "?stage=spreading")
    sent = {"field_additives": "không", "field_other_starch": "", "done_on": DAY, "client_id": ""}

    refused = hoa.post(url, sent)
    response = hoa.post(url, sent | {"field_other_starch": "không"}, follow=True)

    assert refused.status_code == 422
    assert typed(refused)["field_additives"] == "không"
    assert list(refused.context["form"].errors) == ["field_other_starch"]
    assertContains(response, "đã ghi 24/11/2026")


def test_an_unknown_stage_leads_back(cast, hoa, batch):
    assertRedirects(hoa.get(at("stage", batch, "?stage=nothing")), at("work_batch", batch))


def test_cases_by_numbers_alone_and_the_labels_come_as_pdf(cast, hoa, batch):
    url = at("cases", batch)
    page = hoa.get(url)
    sent = {"cases": "2", "each": "24", "first": "1", "last": "48", "done_on": DAY}
    sent |= {"client_id": page.context["form"]["client_id"].value()}

    first, again = hoa.post(url, sent), hoa.post(url, sent)

    slip = Slip.objects.get()
    assertRedirects(first, at("slip", slip))
    assertRedirects(again, at("slip", slip))
    assert LogisticUnit.objects.count() == 2
    labels = hoa.get(at("slip_labels", slip))
    assert (labels["Content-Type"], labels.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_range_that_does_not_fit_is_said_beside_its_box(cast, hoa, batch):
    sent = {"cases": "2", "each": "24", "first": "1", "last": "40", "done_on": DAY}

    response = hoa.post(at("cases", batch), sent)

    assert response.context["form"].errors == {"last": ["Tem từ 1 đến 40 là 40 tem, nhưng xếp 48 gói."]}
    assert {name: typed(response)[name] for name in sent} == sent


def test_a_scan_of_another_batchs_label_is_refused(cast, hoa, batch):
    response = hoa.post(at("cases", batch), {"cases": "1", "each": "1", "first": "ABC", "done_on": DAY})

    assert list(response.context["form"].errors) == ["first"]


@pytest.mark.parametrize(
    ("who", "sees", "acts"),
    [
        ("hoa", 200, 200),
        ("tuan", 200, 200),
        ("lan", 200, 403),
        ("thu", 200, 403),
        ("binh", 404, 404),
        ("other_tuan", 404, 404),
    ],
)
def test_who_sees_slips_and_units_and_who_acts_on_them(cast, client, batch, who, sees, acts):
    case, lot = some_cases(cast, batch)[0], a_landing(cast)
    client.force_login(getattr(cast, who))

    def status(name, row):
        return client.get(at(name, row)).status_code

    assert {status(*page) for page in (("slip", case.slip), ("unit", case), ("lot", lot))} == {sees}
    assert {
        status(*page)
        for page in (("void_slip", case.slip), ("unpack", case), ("unit_label", case), ("cases", batch))
    } == {acts}


def test_the_receiver_sees_what_it_holds_and_not_the_rest(cast, client, batch):
    cases = some_cases(cast, batch)
    despatch = a_despatch(cast, units=cases[:1])
    client.force_login(cast.other_hoa)

    assert client.get(at("despatch", despatch)).status_code == 200
    assert client.get(at("note", despatch)).status_code == 200
    assert client.get(at("take_back", despatch)).status_code == 403
    assert client.get(at("unit", cases[1])).status_code == 404
    assert client.get(at("slip", despatch.slip)).status_code == 404


def test_every_page_costs_a_few_queries_however_much_there_is(
    cast, hoa, batch, django_assert_max_num_queries
):
    cases = some_cases(cast, batch, cases=8, each=5)
    pallet = a_pallet(cast, cases[:5])
    despatch = a_despatch(cast, units=[pallet, *cases[5:7]], packs={batch: 5})
    a_delivery(cast)
    pages = {"work_of": cast.htx, "ship": cast.htx, "stack": cast.htx, "receive": cast.htx}
    pages |= {"work_batch": batch, "slip": cases[0].slip, "unit": pallet, "despatch": despatch}

    for name, row in pages.items():
        with django_assert_max_num_queries(36):
            assert hoa.get(at(name, row)).status_code == 200


def test_the_day_is_today_until_somebody_says_otherwise(cast, hoa, batch):
    assert hoa.get(at("cases", batch)).context["form"]["done_on"].value() == DAY
