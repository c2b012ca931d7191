import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from namsao.apps.farms.tests.build import a_harvest
from namsao.apps.products.models import Batch

from .build import a_batch, a_product, typed

pytestmark = pytest.mark.django_db


def test_a_batch_without_harvest_leads_to_the_harvest(cast, hoa):
    product = a_product(cast)

    response = hoa.get(reverse("products:new_batch", args=[product.pk]))

    assertContains(response, "Không còn nguyên liệu")
    assertContains(response, reverse("farms:areas"))


def batch_form(product, harvest, **changes):
    return {
        f"harvest_{harvest.pk}": "300",
        "made_on": "24/11/2026",
        "expires_on": "24/11/2028",
        "quantity": "100",
        "lot": "",
        "facility": str(product.facility_id),
    } | changes


@pytest.mark.usefixtures("today")
def test_hoa_looks_at_the_sum_and_then_records_the_batch_once(cast, hoa):
    product, harvest = a_product(cast), a_harvest(cast)
    url, sent = reverse("products:new_batch", args=[product.pk]), batch_form(product, harvest)

    assertContains(hoa.get(url), "còn 420\N{NO-BREAK SPACE}kg")
    summary = hoa.post(url, sent)
    assertContains(summary, "261124-1")
    assertContains(summary, "120\N{NO-BREAK SPACE}kg")
    assertContains(summary, "50\N{NO-BREAK SPACE}kg, bằng 17 % nguyên liệu")
    assert not Batch.objects.exists()

    confirmed = sent | {"lot": "261124-1", "confirmed": "1"}
    response = hoa.post(url, confirmed)
    again = hoa.post(url, confirmed | {f"harvest_{harvest.pk}": "50"})

    batch = Batch.objects.get()
    assertRedirects(response, reverse("products:batch", args=[batch.pk]))
    assert (batch.lot, batch.quantity, batch.inputs.get().quantity_kg) == ("261124-1", 100, 300)
    assert list(again.context["form"].errors) == ["lot"]


@pytest.mark.usefixtures("today")
def test_going_back_from_the_sum_shows_what_was_typed(cast, hoa):
    product, harvest = a_product(cast), a_harvest(cast)
    sent = batch_form(product, harvest, lot="ML1")

    response = hoa.post(reverse("products:new_batch", args=[product.pk]), sent | {"edit": "1"})

    assert typed(response) == sent
    assert not Batch.objects.exists()


@pytest.mark.usefixtures("today")
def test_too_many_kilograms_are_said_beside_the_lot_with_what_is_left(cast, hoa):
    product, harvest = a_product(cast), a_harvest(cast)
    sent = batch_form(product, harvest, quantity="1.000") | {f"harvest_{harvest.pk}": "420,5"}

    response = hoa.post(reverse("products:new_batch", args=[product.pk]), sent)

    kg = "\N{NO-BREAK SPACE}kg"
    assert typed(response) == sent
    assert response.context["form"].errors == {
        f"harvest_{harvest.pk}": [f"Lô {harvest.lot} chỉ còn 420{kg}, không đủ 420,5{kg}."],
        "quantity": [f"Thành phẩm 500{kg} nặng hơn nguyên liệu đưa vào 420,5{kg}."],
    }


@pytest.mark.usefixtures("today")
def test_a_lot_used_up_meanwhile_stays_in_the_form_with_its_kilograms(cast, hoa):
    product, harvest = a_product(cast), a_harvest(cast)
    a_batch(cast, product, {harvest: harvest.quantity_kg}, quantity=1)
    sent = batch_form(product, harvest, confirmed="1")

    response = hoa.post(reverse("products:new_batch", args=[product.pk]), sent)

    assert typed(response) | {"confirmed": "1"} == sent
    assert "chỉ còn 0\N{NO-BREAK SPACE}kg" in response.context["form"].errors[f"harvest_{harvest.pk}"][0]
    assert Batch.objects.count() == 1


@pytest.mark.usefixtures("today")
def test_a_batch_of_nothing_is_refused_on_top(cast, hoa):
    product, harvest = a_product(cast), a_harvest(cast)
    sent = batch_form(product, harvest) | {f"harvest_{harvest.pk}": ""}

    response = hoa.post(reverse("products:new_batch", args=[product.pk]), sent)

    assertContains(response, "ít nhất một lô thu hoạch")


@pytest.mark.usefixtures("today")
def test_hoa_follows_the_batch_step_by_step(cast, hoa):
    batch = a_batch(cast)

    response = hoa.post(
        reverse("products:new_step", args=[batch.pk]),
        {"text": "Phơi sợi", "text_en": "Drying", "done_on": "24/11/2026", "biz_step": "other"},
    )

    assertRedirects(response, reverse("products:batch", args=[batch.pk]))
    assert [step.texts for step in batch.steps.all()] == [{"vi": "Phơi sợi", "en": "Drying"}]
    page = hoa.get(reverse("products:batch", args=[batch.pk]))
    assertContains(page, "Phơi sợi")
    assertContains(page, f"/01/{batch.product.gtin}/10/ML2611A")


@pytest.mark.usefixtures("today")
def test_a_step_of_a_day_to_come_is_said_beside_its_box_and_stays(cast, hoa):
    batch = a_batch(cast)
    sent = {"text": "Phơi sợi", "done_on": "25/11/2026", "biz_step": "packing"}

    response = hoa.post(reverse("products:new_step", args=[batch.pk]), sent)

    assert list(response.context["form"].errors) == ["done_on"]
    assert {name: typed(response)[name] for name in sent} == sent


def test_batches_facilities_and_forms_of_others_are_not_there(cast, client):
    batch = a_batch(cast)
    urls = [
        reverse("products:batch", args=[batch.pk]),
        reverse("products:new_step", args=[batch.pk]),
        reverse("products:facility", args=[batch.facility.pk]),
        reverse("products:new", args=[cast.htx.pk]),
        reverse("products:new_facility", args=[cast.htx.pk]),
    ]

    client.force_login(cast.other_hoa)
    assert [client.get(url).status_code for url in urls] == [404] * 5
    client.force_login(cast.tuan)
    assert [client.get(url).status_code for url in urls] == [200] * 5
