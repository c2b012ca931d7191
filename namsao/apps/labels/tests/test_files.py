"""What is downloaded of a run: sheet, list, pictures."""

import base64
import csv
import io

import pytest
import time_machine
from django.urls import reverse

from namsao.apps.labels import printing, queries
from namsao.apps.products.actions import delist
from namsao.apps.products.tests.build import a_batch, a_recognition
from namsao.base.accounts.tests.cast import NOW

from .build import a_run, codes_on, picture, words_of


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=True):
        yield


def page(client, name, pk=None):
    return client.get(reverse(name, args=[] if pk is None else [pk]))


def test_the_same_run_downloads_as_the_same_bytes(cast, client):
    client.force_login(cast.hoa)
    run = a_run(cast)

    assert page(client, "labels:sheet", run.pk).content == page(client, "labels:sheet", run.pk).content


def test_the_form_shows_a_specimen_of_each_layout_without_a_serial(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)

    shown = page(client, "labels:new", batch.pk)

    html = shown.content.decode()
    specimens = list(printing.specimens(batch, NOW.date()))
    assert [(each["labels"], len(each["sheet"]["cells"])) for each in specimens] == [(24, 24), (40, 40)]
    assert html.count("data:image/png;base64,") == 2
    assert [codes_on(_decoded(each["picture"])) for each in specimens] == [[queries.address(batch)]] * 2


def _decoded(address):
    return picture(base64.b64decode(address.removeprefix("data:image/png;base64,")))


def test_the_list_of_codes_opens_in_a_spreadsheet(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)
    a_run(cast, batch, count=2)
    run = a_run(cast, batch, count=3)

    answer = page(client, "labels:codes", run.pk)

    text = answer.content.decode("utf-8")
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff")))) == [
        ["số thứ tự", "sê-ri", "địa chỉ", "minh hoạ"],
        *(
            [str(n + 3), label.serial, label.address, ""]
            for n, label in enumerate(queries.labels(batch, run.counters))
        ),
    ]
    assert answer["Content-Disposition"] == 'attachment; filename="tem-ML2611A-0003-0005.csv"'


def test_illustrative_labels_say_so_on_the_list_and_on_the_paper(cast, client):
    cast.htx.is_illustrative = True
    cast.htx.save()
    client.force_login(cast.hoa)
    run = a_run(cast, count=1)

    text = page(client, "labels:codes", run.pk).content.decode()

    assert text.strip().endswith(",Dữ liệu minh hoạ")
    assert "Dữ liệu minh hoạ" in page(client, "labels:run", run.pk).content.decode()
    assert queries.facts(run.batch, NOW.date()).illustrative is True


def test_file_names_are_ascii_whatever_the_lot_is_called(cast):
    run = a_run(cast, count=7)
    run.batch.lot = 'A/b"%.1'

    assert printing.file_name(run, "pdf") == "tem-A-b-.1-0001-0007.pdf"
    assert printing.code_file_name(run.batch, "svg") == "ma-A-b-.1.svg"


def test_the_single_code_of_a_batch_reads_back(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)

    png, svg = page(client, "labels:code_png", batch.pk), page(client, "labels:code_svg", batch.pk)

    assert codes_on(picture(png.content)) == [queries.address(batch)]
    assert (png["Content-Type"], svg["Content-Type"]) == ("image/png", "image/svg+xml")
    assert svg["Content-Disposition"] == 'attachment; filename="ma-ML2611A.svg"'


def test_the_page_of_a_run_shows_its_first_label(cast, client):
    client.force_login(cast.hoa)
    run = a_run(cast)

    shown = page(client, "labels:run", run.pk)

    assert codes_on(_decoded(shown.context["picture"])) == [queries.labels(run.batch, [0])[0].address]
    assert "Người in</dt><dd>Hoa</dd>" in shown.content.decode()


def test_a_run_printed_again_after_the_product_left_the_register_has_no_stars(cast, client):
    client.force_login(cast.hoa)
    batch = a_batch(cast)
    a_recognition(cast, batch.product)
    run = a_run(cast, batch, count=1)
    before = page(client, "labels:sheet", run.pk).content
    delist(product=batch.product, on=NOW.date(), reason="revoked", decision_no="9/QĐ", by=cast.lan, at=NOW)

    again = page(client, "labels:sheet", run.pk).content

    assert "5 sao" in words_of(before)
    assert "sao" not in words_of(again)
