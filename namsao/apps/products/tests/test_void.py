"""A batch recorded by mistake is taken back, as long as nothing out in the world names it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from namsao.apps.farms.actions import void_harvest
from namsao.apps.farms.models import HarvestLot
from namsao.apps.farms.tests.build import a_harvest, a_season
from namsao.apps.products.actions import bring_in_batches, change_product, mark_labelled, void_batch
from namsao.apps.products.models import Batch
from namsao.apps.products.queries import harvests_left, next_lot
from namsao.apps.traceability.models import Event
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.epcis import check
from namsao.core.errors import AlreadyDone, NotAllowedNow

from .build import a_batch, a_product, a_step

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def void(cast, batch, **facts):
    return void_batch(batch=batch, **{"why": "Nhập nhầm số gói", "by": cast.hoa, "at": LATER} | facts)


def left() -> dict[str, Decimal]:
    return {lot.lot: lot.left_kg for lot in harvests_left(HarvestLot.objects.first().season.area.party)}


def test_a_batch_taken_back_keeps_its_row_and_gives_its_inputs_back(cast):
    harvest = a_harvest(cast)
    batch = a_batch(cast, uses={harvest: Decimal(300)})
    assert left() == {harvest.lot: Decimal(120)}
    assert HarvestLot.objects.get().used_at == NOW

    void(cast, batch, why=" Nhập nhầm  số gói ")

    kept = Batch.objects.get()
    assert (kept.lot, kept.number, kept.voided_at, kept.void_why) == ("ML2611A", 1, LATER, "Nhập nhầm số gói")
    assert left() == {harvest.lot: Decimal(420)}
    assert HarvestLot.objects.get().used_at is None
    assert a_batch(cast, batch.product, {harvest: Decimal(420)}, lot="ML2611B").number == 2


def test_its_making_and_its_steps_are_declared_errors_and_the_news_goes_out(cast):
    batch = a_batch(cast)
    step = a_step(cast, batch)

    void(cast, batch)

    declared = Event.objects.declarations().order_by("id")
    assert [each.event_id for each in declared] == [batch.event.event_id, step.event.event_id]
    assert [check(each.document()) for each in declared] == [[], []]
    assert declared[0].document()["errorDeclaration"]["reason"] == "incorrect_data"
    assert list(
        Entry.objects.filter(at=LATER).order_by("id").values_list("verb", "actor_name", "why", "target_label")
    ) == [
        ("declare_error", "Hoa", "Nhập nhầm số gói", batch.event.event_id),
        ("declare_error", "Hoa", "Nhập nhầm số gói", step.event.event_id),
        ("void_batch", "Hoa", "Nhập nhầm số gói", "Miến dong Bình Liêu, lô ML2611A"),
    ]
    assert Letter.objects.filter(name="batch_changed", at=LATER).get().payload == {"batch": batch.pk}


def test_a_harvest_lot_that_another_batch_holds_stays_in_use(cast):
    season, product = a_season(cast), a_product(cast)
    shared, own = a_harvest(cast, season, lot="DR1"), a_harvest(cast, season, lot="DR2")
    a_batch(cast, product, {shared: Decimal(100)}, quantity=1)
    wrong = a_batch(cast, product, {shared: Decimal(100), own: Decimal(100)}, lot="ML2", quantity=1)

    void(cast, wrong)

    assert left() == {"DR1": Decimal(320), "DR2": Decimal(420)}
    with pytest.raises(NotAllowedNow):
        void_harvest(harvest=shared, why="nhầm", by=cast.hoa, at=LATER)
    void_harvest(harvest=own, why="nhầm", by=cast.hoa, at=LATER)
    assert left() == {"DR1": Decimal(320)}


def test_a_batch_is_taken_back_once(cast):
    batch = a_batch(cast)
    void(cast, batch)

    with pytest.raises(AlreadyDone):
        void(cast, batch)

    assert Event.objects.declarations().count() == 1


def test_the_database_itself_knows_no_voided_batch_without_a_reason_or_with_labels(cast):
    void(cast, a_batch(cast))

    for nonsense in ({"void_why": ""}, {"labelled_at": NOW}, {"voided_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Batch.objects.update(**nonsense)


def test_a_batch_with_labels_stands_and_remembers_the_first_of_them(cast):
    batch = a_batch(cast)
    mark_labelled(batch=batch, count=1, by=cast.hoa, at=NOW)
    mark_labelled(batch=batch, count=1, by=cast.hoa, at=LATER)

    with pytest.raises(NotAllowedNow):
        void(cast, batch)

    assert (Batch.objects.get().labelled_at, Batch.objects.get().voided_at) == (NOW, None)
    assert (HarvestLot.objects.get().used_at, Event.objects.declarations().count()) == (NOW, 0)


def test_nothing_more_hangs_on_a_batch_taken_back(cast):
    batch = a_batch(cast)
    void(cast, batch)
    events = Event.objects.count()

    with pytest.raises(NotAllowedNow):
        a_step(cast, batch)
    with pytest.raises(NotAllowedNow):
        mark_labelled(batch=batch, count=1, by=cast.hoa, at=LATER)

    assert (Event.objects.count(), batch.steps.count(), Batch.objects.get().labelled_at) == (events, 0, None)


def test_a_voided_harvest_has_nothing_to_give(cast):
    harvest, product = a_harvest(cast), a_product(cast)
    void_harvest(harvest=harvest, why="nhầm", by=cast.hoa, at=LATER)

    assert list(harvests_left(cast.htx)) == []
    assert [lot.left_kg for lot in harvests_left(cast.htx, also=[harvest.pk])] == [Decimal(0)]
    with pytest.raises(NotAllowedNow) as refused:
        a_batch(cast, product, {harvest: Decimal(1)}, quantity=1)
    assert refused.value.sentence == "Lô thu hoạch TH261124-1 đã xoá. Hãy lấy lô khác."


def test_the_lot_code_stays_taken_but_the_net_weight_is_free_again(cast):
    harvest = a_harvest(cast)
    batch = a_batch(cast, uses={harvest: Decimal(10)}, lot="", quantity=1)
    facts = {name: getattr(batch.product, name) for name in ("name", "set_number", "net_content", "facility")}
    with pytest.raises(NotAllowedNow):
        change_product(product=batch.product, **facts, net_g=400, by=cast.hoa, at=NOW)

    void(cast, batch)

    assert next_lot(batch.product, TODAY) == "261124-2"
    with pytest.raises(AlreadyDone):
        a_batch(cast, batch.product, {harvest: Decimal(10)}, lot="261124-1", quantity=1)
    assert change_product(product=batch.product, **facts, net_g=400, by=cast.hoa, at=NOW).net_g == 400


def test_hoa_takes_a_batch_back_with_a_reason_through_the_page(cast, hoa):
    batch = a_batch(cast)
    own, address = (reverse(name, args=[batch.pk]) for name in ("products:batch", "products:void_batch"))
    assert address in hoa.get(own).content.decode()

    asked = hoa.get(address)
    without = hoa.post(address, {"why": ""})
    done = hoa.post(address, {"why": "Ghi nhầm <b>ngày</b>"})

    assert "Xoá lô ML2611A?" in asked.content.decode()
    assert (without.status_code, list(without.context["form"].errors)) == (422, ["why"])
    assert (done.status_code, done.url) == (302, reverse("products:product", args=[batch.product_id]))
    listed = hoa.get(done.url).content.decode()
    assert f'<s><a href="{own}">ML2611A</a></s>' in listed
    assert "đã xoá, lý do: Ghi nhầm &lt;b&gt;ngày&lt;/b&gt;" in listed
    page = hoa.get(own).content.decode()
    for name in ("products:void_batch", "products:new_step", "labels:new"):
        assert reverse(name, args=[batch.pk]) not in page


def test_a_batch_with_labels_is_refused_on_the_page_and_the_reason_stays(cast, hoa):
    batch = a_batch(cast)
    mark_labelled(batch=batch, count=1, by=cast.hoa, at=NOW)
    address = reverse("products:void_batch", args=[batch.pk])

    answer = hoa.post(address, {"why": "nhầm"})

    form = answer.context["form"]
    assert (answer.status_code, form["why"].value()) == (422, "nhầm")
    assert form.non_field_errors() == ["Lô ML2611A đã cấp tem nên không xoá được: tem có thể đã ra chợ."]
    page = hoa.get(reverse("products:batch", args=[batch.pk])).content.decode()
    assert "Lô đã cấp tem nên không xoá được" in page
    assert address not in page


def test_others_take_no_batch_back(cast, client):
    batch = a_batch(cast)
    address = reverse("products:void_batch", args=[batch.pk])

    statuses = {}
    for person in (cast.lan, cast.thu, cast.quan, cast.other_hoa, cast.other_tuan, cast.binh):
        client.force_login(person)
        statuses[person.name] = client.post(address, {"why": "x"}).status_code

    assert statuses == {"Lan": 403, "Thu": 403} | dict.fromkeys(
        ("Quân", "Hoa Ba Chẽ", "Tuấn Ba Chẽ", "Bình"), 404
    )
    assert Batch.objects.get().voided_at is None


@pytest.mark.usefixtures("today")
def test_a_harvest_voided_meanwhile_is_said_beside_its_box_and_not_left_out_in_silence(cast, hoa):
    season = a_season(cast)
    kept, gone = a_harvest(cast, season, lot="DR1"), a_harvest(cast, season, lot="DR2")
    product = a_product(cast)
    void_harvest(harvest=gone, why="nhầm", by=cast.hoa, at=NOW)
    sent = {
        f"harvest_{kept.pk}": "100", f"harvest_{gone.pk}": "50", "made_on": "24/11/2026", "lot": "",
        "expires_on": "24/11/2028", "quantity": "10", "facility": product.facility_id, "confirmed": "1",
    }  # fmt: skip

    response = hoa.post(reverse("products:new_batch", args=[product.pk]), sent)

    assert list(response.context["form"].errors) == [f"harvest_{gone.pk}"]
    assert not Batch.objects.exists()


def test_a_batch_brought_in_from_another_register_is_taken_back_too(cast):
    product = a_product(cast)
    row = (product, product.facility, "CU1", TODAY, date(2028, 11, 24), 10)
    (batch,) = bring_in_batches(rows=[row], by=cast.lan, at=NOW)

    void(cast, batch)

    assert Event.objects.declarations().get().type == "ObjectEvent"
