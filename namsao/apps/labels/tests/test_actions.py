"""Issuing labels: counters, limits, the event, the history, the news."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from namsao.apps.labels import queries
from namsao.apps.labels.models import LabelRun
from namsao.apps.labels.signals import labels_issued
from namsao.apps.products.actions import delist
from namsao.apps.products.tests.build import a_batch, a_product, a_recognition
from namsao.apps.traceability.models import Event
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.gs1 import uri
from namsao.core.serials import Serials

from .build import a_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Batches of labels_issued, in the order heard."""
    batches = []

    def listen(*, at, batch):
        batches.append((at, batch))

    labels_issued.hear(listen)
    yield batches
    labels_issued.receivers = {name: f for name, f in labels_issued.receivers.items() if f is not listen}


def test_the_first_run_starts_at_zero_and_the_next_goes_on_from_there(cast):
    batch = a_batch(cast)

    first, second = a_run(cast, batch, count=30), a_run(cast, batch, count=12)

    assert [(run.first_counter, run.count) for run in (first, second)] == [(0, 30), (30, 12)]
    assert LabelRun.objects.issued(batch) == 42


def test_every_serial_of_a_run_reads_back_to_its_batch_and_counter(cast):
    batch = a_batch(cast)
    a_run(cast, batch, count=20)
    run = a_run(cast, batch, count=15)

    labels = queries.labels(batch, run.counters)

    key = Serials(settings.SERIALS_KEY)
    assert [key.read(label.serial) for label in labels] == [(batch.number, n) for n in range(20, 35)]
    assert [uri.parse(label.address).ais for label in labels] == [
        (("01", batch.product.gtin), ("10", "ML2611A"), ("21", label.serial)) for label in labels
    ]


def test_a_run_leaves_an_encoding_event_at_the_facility(cast):
    batch = a_batch(cast)

    run = a_run(cast, batch, count=30)

    event = run.event.document()
    place = {"id": batch.facility.uri}
    assert {
        name: event[name]
        for name in ("type", "action", "bizStep", "quantityList", "readPoint", "bizLocation")
    } == {
        "type": "ObjectEvent",
        "action": "OBSERVE",
        "bizStep": "encoding",
        "quantityList": [{"epcClass": batch.uri, "quantity": 30}],
        "readPoint": place,
        "bizLocation": place,
    }
    assert (run.event.event_time, run.event.owner) == (NOW, cast.htx)


def test_a_run_leaves_history_and_news(cast, heard, django_capture_on_commit_callbacks):
    batch = a_batch(cast)

    with django_capture_on_commit_callbacks(execute=True):
        run = a_run(cast, batch)

    entry = Entry.objects.get(verb="issue_labels")
    assert (entry.actor_id, entry.target, entry.at) == (cast.hoa.id, run, NOW)
    assert heard == [(NOW, batch.pk)]
    assert queries.issuers([run]) == {run.pk: "Hoa"}


def test_two_runs_of_one_size_at_one_moment_are_two_events(cast):
    batch = a_batch(cast)
    runs = [a_run(cast, batch, count=10), a_run(cast, batch, count=10)]

    assert len({run.event.event_id for run in runs}) == 2


def test_a_batch_gets_a_label_for_each_pack_and_five_percent_for_spoilage(cast):
    batch = a_batch(cast, quantity=100)
    a_run(cast, batch, count=100)

    a_run(cast, batch, count=5)

    assert (LabelRun.objects.issued(batch), queries.unlabelled(batch)) == (105, 0)


def test_more_labels_than_packs_and_spoilage_are_refused_with_the_figures(cast):
    batch = a_batch(cast, quantity=100)
    a_run(cast, batch, count=90)

    with pytest.raises(BadValue) as refused:
        a_run(cast, batch, count=16)

    assert (refused.value.sentence, refused.value.field) == (
        "Lô ML2611A làm 100 gói, đã cấp 90 tem, còn cấp được 15 tem (đã tính 5 % tem in hỏng).",
        "count",
    )
    assert LabelRun.objects.issued(batch) == 90


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, "Số tem phải từ 1 trở lên."),
        (-3, "Số tem phải từ 1 trở lên."),
        (2_001, "Mỗi lần in tối đa 2.000 tem. Hãy in làm nhiều lần."),
    ],
)
def test_a_count_out_of_range_is_refused_and_leaves_nothing(cast, count, sentence):
    batch = a_batch(cast)
    events = Event.objects.count()

    with pytest.raises(BadValue) as refused:
        a_run(cast, batch, count=count)

    assert (refused.value.sentence, refused.value.field) == (sentence, "count")
    assert (LabelRun.objects.count(), Event.objects.count()) == (0, events)


def test_the_limit_of_a_batch_never_passes_the_last_counter_of_a_serial(cast):
    batch = a_batch(cast)
    batch.quantity = 2_000_000

    assert queries.limit(batch) == 2**20


def test_what_was_seen_and_is_no_longer_true_is_refused(cast):
    batch = a_batch(cast)
    a_run(cast, batch, count=30, seen=0)

    with pytest.raises(AlreadyDone) as refused:
        a_run(cast, batch, count=30, seen=0)

    assert refused.value.sentence.startswith("Vừa có 30 tem của lô này được cấp.")
    assert LabelRun.objects.issued(batch) == 30


def test_an_expired_batch_gets_no_labels(cast):
    batch = a_batch(cast)
    last_moment = datetime(2028, 11, 24, 16, 59, tzinfo=UTC)  # one minute to midnight in Vietnam

    a_run(cast, batch, at=last_moment)
    with pytest.raises(NotAllowedNow) as refused:
        a_run(cast, batch, at=last_moment + timedelta(minutes=1))

    assert refused.value.sentence == "Lô ML2611A đã hết hạn dùng ngày 24/11/2028, nên không in tem nữa."


def test_an_unknown_layout_is_refused(cast):
    with pytest.raises(BadValue) as refused:
        a_run(cast, layout="a3")

    assert refused.value.field == "layout"


def test_a_lot_too_long_for_small_labels_is_refused_and_fits_the_large_ones(cast, settings):
    settings.RESOLVER_URL = f"https://{'a' * 92}"
    batch = a_batch(cast, lot="A" * 20)

    with pytest.raises(BadValue) as refused:
        a_run(cast, batch, layout=LabelRun.Layout.A4_40)

    assert refused.value.field == "layout"
    assert a_run(cast, batch, layout=LabelRun.Layout.A4_24).count == 30


def test_labels_carry_stars_only_while_the_recognition_is_in_force(cast):
    product = a_product(cast)
    batch = a_batch(cast, product)
    recognition = a_recognition(cast, product)

    days = (recognition.decided_on - timedelta(days=1), TODAY, recognition.valid_to + timedelta(days=1))

    assert [queries.facts(batch, day).stars for day in days] == [0, 5, 0]


def test_labels_of_a_delisted_product_carry_no_stars(cast):
    product = a_product(cast)
    a_recognition(cast, product)
    delist(product=product, on=TODAY, reason="stopped", decision_no="", by=cast.lan, at=NOW)

    assert queries.facts(a_batch(cast, product), TODAY).stars == 0


def test_batches_without_labels_wait_for_those_who_may_print_them(cast):
    batch = a_batch(cast)
    waiting = {
        "label": "In tem lô ML2611A, Miến dong Bình Liêu",
        "url_name": "labels:new",
        "pk": batch.pk,
        "hint": "100 gói chưa có tem",
        "due": None,
    }

    before = [
        queries.waiting(who, TODAY) for who in (cast.hoa, cast.tuan, cast.thu, cast.other_hoa, cast.binh)
    ]
    a_run(cast, batch, count=1)

    assert before == [[waiting], [waiting], [], [], []]
    assert queries.waiting(cast.hoa, TODAY) == []


def test_an_expired_batch_waits_for_nothing(cast):
    batch = a_batch(cast)

    assert queries.waiting(cast.hoa, batch.expires_on + timedelta(days=1)) == []
