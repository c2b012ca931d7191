"""Goods that come, are stacked, leave and come back, on screen."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from namsao.apps.products.actions import choose_process
from namsao.apps.products.models import Despatch, LogisticUnit, MaterialLot, Slip
from namsao.base.accounts.tests.cast import NOW

from .build import a_batch, a_facility, a_product, typed
from .packing import (
    a_delivery,
    a_despatch,
    labelled,
    lines_of,
    other_facility,
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


def test_raw_material_is_received_and_shows_its_lot(cast, hoa):
    a_facility(cast)
    sent = {"name": "Củ dong riềng", "quantity_kg": "350,5", "supplier": "Hộ ông Sáng", "came_on": DAY}
    sent |= {"facility": str(cast.htx.facilities.get().pk)}

    response = hoa.post(at("receive", cast.htx), sent, follow=True)
    refused = hoa.post(at("receive", cast.htx), sent | {"supplier": ""})

    assertContains(response, "Hãy viết số lô 261124-1 lên bao")
    assert typed(refused)["quantity_kg"] == "350,5"
    assert list(refused.context["form"].errors) == ["supplier"]


def test_seafood_lands_and_its_page_says_from_which_vessel(cast, hoa):
    a_product(cast, name="Chả mực", set_number=8)
    assertContains(hoa.get(at("work_of", cast.htx)), "Hải sản lên bến")
    sent = {
        "name": "Mực nang", "quantity_kg": "120", "vessel": "QN-90123-TS", "gear": "lift_net",
        "catch_area": "Vịnh Bắc Bộ", "port": "Cái Rồng", "landed_on": DAY, "lot": "",
        "facility": str(cast.htx.facilities.get().pk),
    }  # fmt: skip

    response = hoa.post(at("land", cast.htx), sent, follow=True)

    assertContains(response, "QN-90123-TS")
    assert MaterialLot.objects.get().landing.gear == "lift_net"


def test_bought_material_is_offered_when_a_batch_is_made(cast, hoa):
    lot, product = a_delivery(cast), a_product(cast)
    sent = {
        f"lot_{lot.pk}": "300", "made_on": DAY, "expires_on": "24/11/2028", "quantity": "100",
        "lot": "", "facility": str(product.facility_id), "confirmed": "1",
    }  # fmt: skip
    assertContains(hoa.get(at("new_batch", product)), "Hộ ông Lý A Sáng")

    too_much = hoa.post(at("new_batch", product), sent | {f"lot_{lot.pk}": "351"})
    response = hoa.post(at("new_batch", product), sent, follow=True)

    assert list(too_much.context["form"].errors) == [f"lot_{lot.pk}"]
    assertContains(response, "nhận của Hộ ông Lý A Sáng")


def test_cases_are_stacked_by_scanner_or_from_one_to_another(cast, hoa, batch):
    cases = some_cases(cast, batch, cases=5, each=10)
    common = {"facility": str(batch.facility_id), "done_on": DAY}

    scanned = "\n".join([f"(00){cases[0].sscc}", f"https://id.gs1.org/00/{cases[1].sscc}", cases[0].sscc])
    hoa.post(at("stack", cast.htx), common | {"codes": scanned})
    hoa.post(at("stack", cast.htx), common | {"first_unit": cases[4].sscc, "last_unit": cases[2].sscc})
    wrong = hoa.post(at("stack", cast.htx), common | {"codes": cases[0].sscc})

    pallets = LogisticUnit.objects.filter(kind="pallet").order_by("pk")
    assert [set(pallet.on_it.all()) for pallet in pallets] == [set(cases[:2]), set(cases[2:])]
    assert "không có trong kho" in wrong.context["form"].errors["codes"][0]


def test_goods_are_sent_to_a_party_of_the_register_by_name(cast, hoa, batch):
    theirs, case = other_facility(cast), some_cases(cast, batch)[0]
    sent = {
        "to": "HTX Trà hoa vàng", "units": [str(case.pk)], f"batch_{batch.pk}": "5",
        "facility": str(batch.facility_id), "done_on": DAY, "vehicle": "14C-123.45",
    }  # fmt: skip

    response = hoa.post(at("ship", cast.htx), sent, follow=True)

    despatch = Despatch.objects.get()
    assert (despatch.to_party, despatch.to_facility) == (cast.other_htx, theirs)
    assertContains(response, "đang tới")
    note = hoa.get(at("note", despatch))
    assert (note["Content-Type"], note.content[:5]) == ("application/pdf", b"%PDF-")


def test_nothing_to_send_is_refused_on_the_page_with_what_was_typed(cast, hoa, batch):
    sent = {"to": "Chợ Hạ Long", "facility": str(batch.facility_id), "done_on": DAY, "vehicle": "14C"}

    response = hoa.post(at("ship", cast.htx), sent)

    assert response.status_code == 422
    assert {name: typed(response)[name] for name in ("to", "vehicle")} == {
        "to": "Chợ Hạ Long",
        "vehicle": "14C",
    }
    assertContains(response, "Hãy chọn hàng để xuất.", status_code=422)


def test_the_receiver_counts_and_both_see_what_is_missing(cast, client, batch):
    despatch = a_despatch(cast, packs={batch: 10})
    line = lines_of(despatch)["batch"]
    client.force_login(cast.other_hoa)
    sent = {f"line_{line.pk}": "8", "facility": str(other_facility(cast).pk), "done_on": DAY}

    assertContains(client.get(at("work_of", cast.other_htx)), despatch.number)
    response = client.post(at("confirm", despatch), sent, follow=True)
    client.force_login(cast.hoa)

    assertContains(response, "nhận 8, thiếu 2 so với phiếu")
    assertContains(client.get(at("despatch", despatch)), "nhận 8, thiếu 2 so với phiếu")


def test_what_comes_back_is_written_line_by_line(cast, hoa, batch):
    despatch = a_despatch(cast, packs={batch: 10})
    line = lines_of(despatch)["batch"]

    too_much = hoa.post(at("take_back", despatch), {f"line_{line.pk}": "11", "done_on": DAY})
    nothing = hoa.post(at("take_back", despatch), {f"line_{line.pk}": "", "done_on": DAY})
    response = hoa.post(at("take_back", despatch), {f"line_{line.pk}": "4", "done_on": DAY}, follow=True)

    assert list(too_much.context["form"].errors) == [f"line_{line.pk}"]
    assertContains(nothing, "Hãy ghi hàng nào trả về", status_code=422)
    assertContains(response, "Đã ghi hàng trả về.")


def test_a_unit_is_opened_and_a_slip_taken_back_with_a_reason(cast, hoa, batch):
    cases = some_cases(cast, batch)

    hoa.post(at("unpack", cases[0]), {"facility": str(batch.facility_id), "done_on": DAY})
    opened = Slip.objects.get(kind="unpack")
    refused = hoa.post(at("void_slip", cases[0].slip), {"why": "nhầm"})
    response = hoa.post(at("void_slip", opened), {"why": "bấm nhầm"}, follow=True)

    assertContains(hoa.get(at("unit", cases[0])), "Dỡ kiện")
    assertContains(refused, "Hãy xoá phiếu sau trước.", status_code=422)
    assertContains(response, "lý do: bấm nhầm")
