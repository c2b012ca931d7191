import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from namsao.apps.farms.tests.build import a_harvest, a_season, an_area
from namsao.apps.products.models import Batch, BatchInput
from namsao.apps.products.queries import harvests_left
from namsao.apps.traceability.models import Event, Mention
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.epcis import check
from namsao.core.errors import AlreadyDone, BadValue, MassBalanceBroken

from .build import a_batch, a_facility, a_product, a_step

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def test_a_batch_is_an_event_from_harvest_lots_to_packs(cast):
    harvest = a_harvest(cast, lot="DR-01", harvested_on=YESTERDAY)

    batch = a_batch(cast, uses={harvest: Decimal("300.5")}, made_on=YESTERDAY, lot="ML2611A", quantity=100)

    body = json.loads(batch.event.body)
    assert check(body) == []
    assert {name: body[name] for name in body.keys() - {"@context", "eventID"}} == {
        "type": "TransformationEvent",
        "eventTime": "2026-11-23T05:00:00.000Z",
        "eventTimeZoneOffset": "+07:00",
        "inputQuantityList": [
            {
                "epcClass": f"https://id.gs1.org/01/{harvest.material.gtin}/10/DR-01",
                "quantity": 300.5,
                "uom": "KGM",
            }
        ],
        "outputQuantityList": [
            {"epcClass": f"https://id.gs1.org/01/{batch.product.gtin}/10/ML2611A", "quantity": 100}
        ],
        "bizStep": "commissioning",
        "disposition": "active",
        "readPoint": {"id": f"https://id.gs1.org/414/{batch.facility.gln}"},
        "bizLocation": {"id": f"https://id.gs1.org/414/{batch.facility.gln}"},
        "ilmd": {
            "cbvmda:lotNumber": "ML2611A",
            "cbvmda:productionDate": "2026-11-23",
            "cbvmda:itemExpirationDate": "2028-11-24",
        },
    }
    mentions = Mention.objects.filter(event=batch.event).values_list("role", "epc__uri", "quantity", "uom")
    assert set(mentions) == {
        ("input", harvest.uri, Decimal("300.500"), "KGM"),
        ("output", batch.uri, Decimal(100), ""),
    }


def test_a_batch_leaves_history_and_tells_the_news(cast):
    batch = a_batch(cast)

    entry = Entry.objects.get(target_id=str(batch.pk), verb="make_batch")
    assert (entry.actor_name, entry.target_label) == (str(cast.hoa), "Miến dong Bình Liêu, lô ML2611A")
    assert list(Letter.objects.filter(name="batch_made").values_list("payload", flat=True)) == [
        {"batch": batch.pk}
    ]
    assert batch.event.event_time == NOW
    assert batch.event.owner == cast.htx


def test_numbers_run_on_over_all_products(cast):
    harvest = a_harvest(cast)
    first = a_batch(cast, uses={harvest: Decimal(50)})
    second = a_batch(cast, a_product(cast, name="Bún dong"), {harvest: Decimal(50)})

    assert [first.number, second.number] == [1, 2]


def test_a_blank_lot_number_is_the_day_and_a_count(cast):
    product, harvest = a_product(cast), a_harvest(cast)

    made = [a_batch(cast, product, {harvest: Decimal(10)}, lot=" ", quantity=1).lot for _ in range(3)]

    assert made == ["261124-1", "261124-2", "261124-3"]


def test_what_is_left_of_a_lot_goes_down_with_every_batch(cast):
    harvest = a_harvest(cast, quantity_kg=Decimal("0.6"))
    product = a_product(cast, net_g=None)
    assert [lot.left_kg for lot in harvests_left(cast.htx)] == [Decimal("0.6")]

    for n in range(3):
        # In floating point 0.6 - 3 * 0.2 is not zero.
        a_batch(cast, product, {harvest: Decimal("0.2")}, lot=f"L{n}", quantity=1)
        left = [lot.left_kg for lot in harvests_left(cast.htx)]
        assert left == ([Decimal("0.6") - Decimal("0.2") * (n + 1)] if n < 2 else [])

    assert [lot.left_kg for lot in harvests_left(cast.htx, also=[harvest.pk])] == [Decimal(0)]


def test_only_the_partys_own_lots_are_offered(cast):
    a_harvest(cast)

    assert list(harvests_left(cast.other_htx)) == []
    assert harvests_left(cast.htx).count() == 1


def test_a_batch_cannot_take_more_than_is_left_of_each_lot(cast):
    season = a_season(cast)
    first = a_harvest(cast, season, lot="DR1", quantity_kg=Decimal(400))
    second = a_harvest(cast, season, lot="DR2", quantity_kg=Decimal(100))
    product = a_product(cast)
    a_batch(cast, product, {first: Decimal(300)})

    with pytest.raises(MassBalanceBroken) as refused:
        a_batch(cast, product, {first: Decimal("100.001"), second: Decimal(101)}, lot="ML2")
    a_batch(cast, product, {first: Decimal(100), second: Decimal(100)}, lot="ML2")

    kg = "\N{NO-BREAK SPACE}kg"
    assert refused.value.sentence == (
        f"Lô DR1 chỉ còn 100{kg}, không đủ 100,001{kg}; Lô DR2 chỉ còn 100{kg}, không đủ 101{kg}."
    )
    assert [b.lot for b in Batch.objects.order_by("number")] == ["ML2611A", "ML2"]
    assert not harvests_left(cast.htx).exists()


@pytest.mark.parametrize("kg", [Decimal(0), Decimal(-5), Decimal("1.0001")])
def test_kilograms_are_above_zero_and_to_the_gram(cast, kg):
    with pytest.raises((MassBalanceBroken, BadValue)):
        a_batch(cast, uses={a_harvest(cast): kg}, quantity=1)

    assert not BatchInput.objects.exists()


def test_packs_weigh_no_more_than_what_went_in(cast):
    harvest, product = a_harvest(cast), a_product(cast)

    with pytest.raises(MassBalanceBroken) as refused:
        a_batch(cast, product, {harvest: Decimal(50)}, quantity=101)

    assert refused.value.field == "quantity"
    assert a_batch(cast, product, {harvest: Decimal(50)}, quantity=100).quantity == 100


def test_packs_of_no_known_weight_are_not_weighed(cast):
    product = a_product(cast, net_g=None, net_content="chai 500 ml")

    assert a_batch(cast, product, {a_harvest(cast): Decimal(1)}, quantity=5000).quantity == 5000


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"made_on": TODAY + timedelta(days=1)}, "made_on"),
        ({"made_on": YESTERDAY - timedelta(days=1)}, "made_on"),
        ({"made_on": TODAY, "expires_on": TODAY}, "expires_on"),
        ({"lot": "lô một"}, "lot"),
        ({"lot": "ML 1"}, "lot"),
        ({"lot": "A" * 21}, "lot"),
        ({"quantity": 0}, "quantity"),
        ({"uses": {}}, None),
    ],
)
def test_a_batch_that_cannot_be_is_refused_beside_its_field(cast, facts, field):
    harvest, product = a_harvest(cast, harvested_on=YESTERDAY), a_product(cast)

    with pytest.raises(BadValue) as refused:
        a_batch(cast, product, **{"uses": {harvest: Decimal(100)}} | facts)

    assert refused.value.field == field
    assert not Batch.objects.exists()
    assert Event.objects.count() == 1, "only the harvest"


def test_lots_and_facilities_of_another_party_are_refused(cast):
    area = an_area(cast, party=cast.other_htx, place=cast.ba_che, name="Vườn chè")
    foreign = a_harvest(cast, a_season(cast, area))
    product = a_product(cast)
    workshop = a_facility(cast, party=cast.other_htx, name="Xưởng trà")

    with pytest.raises(BadValue, match="lô thu hoạch của chính"):
        a_batch(cast, product, {foreign: Decimal(1)}, quantity=1)
    with pytest.raises(BadValue) as refused:
        a_batch(cast, product, facility=workshop)

    assert refused.value.field == "facility"
    assert not Batch.objects.exists()


def test_the_same_lot_number_twice_is_refused_and_takes_nothing(cast):
    harvest, product = a_harvest(cast), a_product(cast)
    a_batch(cast, product, {harvest: Decimal(100)})

    with pytest.raises(AlreadyDone):
        a_batch(cast, product, {harvest: Decimal(100)})

    assert harvests_left(cast.htx).get().left_kg == Decimal(320)


def test_a_step_is_an_event_about_the_batch(cast):
    batch = a_batch(cast)

    step = a_step(
        cast,
        batch,
        texts={"vi": " Đóng gói  hút chân không ", "en": "Vacuum packing", "ja": ""},
        biz_step="packing",
    )

    body = json.loads(step.event.body)
    assert check(body) == []
    assert (body["action"], body["bizStep"], body["eventTime"]) == (
        "OBSERVE",
        "packing",
        "2026-11-24T01:00:00.000Z",
    )
    assert body["quantityList"] == [{"epcClass": batch.uri, "quantity": 100}]
    assert step.texts == {"vi": "Đóng gói hút chân không", "en": "Vacuum packing"}
    assert Entry.objects.filter(verb="add_step", target_id=str(step.pk)).count() == 1
    assert Letter.objects.get(name="batch_changed").payload == {"batch": batch.pk}


def test_a_step_before_the_packs_is_about_the_harvest_that_went_in(cast):
    harvest = a_harvest(cast, harvested_on=date(2026, 11, 20))
    batch = a_batch(cast, uses={harvest: Decimal(300)})

    step = a_step(cast, batch, texts={"vi": "Rửa củ, nghiền"}, done_on=date(2026, 11, 21))

    assert json.loads(step.event.body)["quantityList"] == [
        {"epcClass": harvest.uri, "quantity": 300, "uom": "KGM"}
    ]


def test_two_steps_of_one_day_are_two_events_and_the_same_one_is_refused(cast):
    batch = a_batch(cast)
    steps = [a_step(cast, batch, texts={"vi": text}) for text in ("Tráng bánh", "Cắt sợi")]

    with pytest.raises(AlreadyDone):
        a_step(cast, batch, texts={"vi": "Cắt  sợi"})

    assert len({step.event.event_id for step in steps}) == 2
    assert batch.steps.count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"texts": {"vi": " "}}, "text"),
        ({"texts": {"en": "Cut"}}, "text"),
        ({"texts": {"vi": "a" * 201}}, "text"),
        ({"done_on": TODAY + timedelta(days=1)}, "done_on"),
        ({"done_on": YESTERDAY}, "done_on"),
        ({"biz_step": "cắt"}, "biz_step"),
    ],
)
def test_a_step_that_cannot_be_is_refused_beside_its_field(cast, facts, field):
    batch = a_batch(cast)

    with pytest.raises(BadValue) as refused:
        a_step(cast, batch, **facts)

    assert refused.value.field == field
    assert not batch.steps.exists()


def test_the_form_proposes_the_expiry_the_last_batch_had(client, cast):
    batch = a_batch(cast)
    a_harvest(cast, a_season(cast, name="Vụ sau", area=an_area(cast, name="Nương khác")))
    client.force_login(cast.hoa)

    form = client.get(reverse("products:new_batch", args=[batch.product.pk])).context["form"]

    assert form["expires_on"].initial - form["made_on"].initial == batch.expires_on - batch.made_on
