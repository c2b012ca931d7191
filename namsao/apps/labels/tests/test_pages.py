"""The pages of labels, as people meet them."""

from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from namsao.apps.farms.tests.build import a_harvest, a_season, an_area
from namsao.apps.labels import queries
from namsao.apps.labels.models import LabelRun
from namsao.apps.products.tests.build import a_batch, a_product
from namsao.base.accounts.tests.cast import NOW

from .build import a_run, codes_on, pages


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=True):
        yield


def page(client, name, pk=None):
    return client.get(reverse(name, args=[] if pk is None else [pk]))


def send(client, batch, **typed):
    return client.post(
        reverse("labels:new", args=[batch.pk]), {"count": "30", "layout": "a4-24", "seen": "0"} | typed
    )


def test_hoa_prints_labels_from_the_batch_to_the_paper(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)

    answer = send(client, batch, count="30")

    run = LabelRun.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("labels:run", args=[run.pk]))
    printed = page(client, "labels:sheet", run.pk)
    read = [text for sheet in pages(printed.content) for text in codes_on(sheet)]
    assert read == [label.address for label in queries.labels(batch, range(30))]
    assert printed["Content-Disposition"] == 'attachment; filename="tem-ML2611A-0001-0030.pdf"'
    assert printed["Content-Type"] == "application/pdf"


def test_the_form_proposes_the_packs_that_have_no_label_and_at_most_one_run(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)
    a_run(cast, batch, count=40)
    other = a_harvest(cast, a_season(cast, an_area(cast, name="Nương dong Nà Áng")))
    product = a_product(cast, name="Miến dong sợi to", net_g=10)
    large = a_batch(cast, product, {other: Decimal(300)}, quantity=5_000)

    proposed = [
        page(client, "labels:new", each.pk).context["form"]["count"].value() for each in (batch, large)
    ]

    assert proposed == ["60", "2.000"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"count": "2.500"}, "count", "Mỗi lần in tối đa 2.000 tem. Hãy in làm nhiều lần."),
        ({"count": "106"}, "count", "Lô ML2611A làm 100 gói, đã cấp 0 tem, còn cấp được 105 tem"),
        ({"count": "1,5"}, "count", "Số tem phải là số nguyên, ví dụ 120."),
        ({"count": "ba mươi"}, "count", "ba mươi"),
        ({"count": ""}, "count", "Hãy ghi số tem cần in, ví dụ 120."),
        ({"layout": "a3"}, "layout", "a3"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_why_beside_the_field(cast, client, typed, field, sentence):
    client.force_login(cast.hoa)
    batch = a_batch(cast)

    answer = send(client, batch, **typed)

    form = answer.context["form"]
    assert answer.status_code == 422
    assert form[field].value() == typed[field]
    assert sentence in " ".join(form.errors[field])
    assert not LabelRun.objects.exists()


def test_a_button_pressed_twice_issues_once_and_the_page_then_shows_what_is_true(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)

    send(client, batch)
    second = send(client, batch)

    assert second.status_code == 422
    assert "Vừa có 30 tem của lô này được cấp." in second.content.decode()
    assert LabelRun.objects.count() == 1
    assert second.context["form"]["seen"].value() == 30
    assert send(client, batch, seen="30").status_code == 302


def test_a_batch_with_all_its_labels_offers_no_form(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)
    a_run(cast, batch, count=105)

    html = page(client, "labels:new", batch.pk).content.decode()

    assert ("Lô này đã đủ tem" in html, 'name="count"' in html) == (True, False)


def test_an_expired_batch_offers_no_form(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)

    with time_machine.travel("2028-11-25 02:00Z"):
        client.force_login(cast.hoa)
        html = page(client, "labels:new", batch.pk).content.decode()

    assert ("Lô này đã hết hạn dùng" in html, 'name="count"' in html) == (True, False)


ROW_PAGES = ["labels:run", "labels:sheet", "labels:codes"]
BATCH_PAGES = ["labels:new", "labels:code_svg", "labels:code_png"]


@pytest.mark.parametrize("who", ["binh", "other_hoa", "other_tuan", "quan"])
def test_a_stranger_finds_nothing(cast, client, who):
    run = a_run(cast)
    client.force_login(getattr(cast, who))

    answers = [page(client, name, run.pk).status_code for name in ROW_PAGES]
    answers += [page(client, name, run.batch.pk).status_code for name in BATCH_PAGES]
    answers.append(send(client, run.batch, seen="30").status_code)

    assert set(answers) == {404}
    assert LabelRun.objects.count() == 1


@pytest.mark.parametrize("who", ["lan", "thu"])
def test_who_only_reads_sees_the_run_but_gets_no_label(cast, client, who):
    run = a_run(cast)
    client.force_login(getattr(cast, who))

    answers = {name: page(client, name, run.pk).status_code for name in ROW_PAGES}
    answers |= {name: page(client, name, run.batch.pk).status_code for name in BATCH_PAGES}

    assert answers == {
        "labels:run": 200,
        "labels:sheet": 403,
        "labels:codes": 403,
        "labels:new": 403,
        "labels:code_svg": 200,
        "labels:code_png": 200,
    }
    assert page(client, "labels:run", run.pk).context["picture"] == ""


def test_the_commune_prints_for_its_producers(cast, client):
    batch = a_batch(cast)
    client.force_login(cast.tuan)

    assert send(client, batch).status_code == 302


def test_the_list_shows_whose_labels_and_who_printed_them(cast, client):
    batch = a_batch(cast)
    a_run(cast, batch, count=30)
    a_run(cast, batch, count=12, by=cast.tuan)
    client.force_login(cast.tuan)

    html = page(client, "labels:runs").content.decode()

    assert [word in html for word in ("31 – 42", "1 – 30", "Hoa", "Tuấn", "ML2611A", "24/11/2026 08:00")] == [
        True
    ] * 6


def test_the_list_finds_without_marks(cast, client):
    client.force_login(cast.hoa)
    a_run(cast)

    found = [
        len(client.get(reverse("labels:runs"), {"q": q}).context["table"].rows)
        for q in ("mien dong", "ml2611a", "không có")
    ]

    assert found == [1, 1, 0]


def test_the_list_of_a_newcomer_says_what_to_do_first(cast, client):
    client.force_login(cast.hoa)

    empty = page(client, "labels:runs").content.decode()
    batch = a_batch(cast)
    waiting = page(client, "labels:runs").content.decode()

    assert "Tem in cho từng lô sản xuất." in empty
    assert reverse("labels:new", args=[batch.pk]) in waiting


def test_the_list_asks_the_same_questions_however_many_runs_it_has(
    cast, client, django_assert_max_num_queries
):
    batch = a_batch(cast)
    for _n in range(20):
        a_run(cast, batch, count=2)
    client.force_login(cast.hoa)

    with django_assert_max_num_queries(9):
        answer = page(client, "labels:runs")

    assert len(answer.context["table"].rows) == 20
