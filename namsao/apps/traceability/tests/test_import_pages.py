"""Files into the repository, as people meet them."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from namsao.apps.traceability.models import CaptureJob, Event, Import
from namsao.apps.traceability.tests.files import TABLE, bring, read, table, text_of, work, write

LIST, NEW, JOBS = "/trace/imports/", "/trace/imports/new/", "/trace/jobs/"


def upload(client, content, kind="epcis", name="tệp.jsonld", **more):
    sent = {"kind": kind, "file": SimpleUploadedFile(name, content)} | more
    return client.post(NEW, sent)


def page(client, found, person=None):
    if person:
        client.force_login(person)
    return client.get(reverse("traceability:import", args=[found.pk]))


def test_a_producer_brings_a_document_looks_and_writes_it(cast, client):
    client.force_login(cast.hoa)

    answer = upload(client, text_of(2), owner=cast.htx.pk)
    found = Import.objects.get()
    assert answer.url == reverse("traceability:import", args=[found.pk])
    waiting = page(client, found)
    assert (waiting.headers["Refresh"], "đang đọc và kiểm tra" in waiting.content.decode()) == ("2", True)

    work()
    looked = page(client, found)
    assert "Refresh" not in looked.headers
    assert "Ghi 2 sự kiện" in looked.content.decode()
    assert not Event.objects.exists()

    client.post(reverse("traceability:import_confirm", args=[found.pk]))
    assert "Xong 0 trên 2" in page(client, found).content.decode()
    work()
    assert "Sự kiện mới đã ghi" in page(client, found).content.decode()
    assert Event.objects.count() == 2


def test_a_producer_brings_a_table_fits_its_columns_and_sees_each_row(cast, client):
    client.force_login(cast.hoa)
    upload(client, TABLE.replace("Số lô", "Ký hiệu").encode(), "made", "lô.csv", owner=cast.htx.pk)
    found = Import.objects.get()
    there = reverse("traceability:import_columns", args=[found.pk])

    shown = page(client, found).content.decode()
    assert "B: Ký hiệu (MD1)" in shown
    refused = client.post(there, {"gtin": "0", "done_on": "2", "quantity": "3", "unit_column": ""})
    assert refused.status_code == 422
    assert "Hãy chọn cột cho mục này." in refused.content.decode()

    client.post(there, {"gtin": "0", "lot": "1", "done_on": "2", "quantity": "3", "unit": "KGM"})
    rows = page(client, found).content.decode()
    assert "09521100000017/MD2" in rows
    assert "Ghi 2 sự kiện" in rows


def test_one_column_serves_one_fact(cast, client):
    found = bring(cast, TABLE.encode(), "made")
    client.force_login(cast.hoa)

    answer = client.post(
        reverse("traceability:import_columns", args=[found.pk]),
        {"gtin": "0", "lot": "0", "done_on": "2", "quantity": "3", "unit": "KGM"},
    )

    assert (answer.status_code, "Cột này đã dùng cho" in answer.content.decode()) == (422, True)


def test_a_bad_table_is_explained_beside_the_file_and_the_kind_is_kept(cast, client):
    client.force_login(cast.hoa)

    answer = upload(client, b"\xd0\xcf\x11\xe0", "shipped", "cũ.xls", owner=cast.htx.pk)

    form = answer.context["form"]
    assert answer.status_code == 422
    assert "đời cũ" in form.errors["file"][0]
    assert form["kind"].value() == "shipped"
    assert not Import.objects.exists()


def test_the_faults_of_a_document_are_listed_with_their_lines(cast, client):
    wrong = json.loads(text_of(1))
    wrong["epcisBody"]["eventList"][0]["action"] = "add"
    found = read(cast, json.dumps(wrong, indent=1).encode())

    shown = page(client, found, cast.hoa).content.decode()

    assert "/epcisBody/eventList/0/action" in shown
    assert f'data-h="Dòng">{found.report["faults"][0]["line"]}<' in shown


def test_the_same_file_again_says_so(cast, client):
    write(read(cast, text_of(2)), cast)

    shown = page(client, read(cast, text_of(2)), cast.hoa).content.decode()

    assert "Đúng tệp này đã nhập ngày" in shown
    assert "Tệp này đã được nhập rồi" in shown


def test_clashes_are_listed_and_left_out_only_when_ticked(cast, client):
    write(read(cast, text_of(1)), cast)
    found = read(cast, text_of(2, kg=6))
    there = reverse("traceability:import_confirm", args=[found.pk])
    assert "urn:uuid:00000000-0000-4000-8000-000000000000" in page(client, found, cast.hoa).content.decode()

    assert client.post(there).status_code == 422
    client.post(there, {"skip_clashes": "on"})
    work()

    found.refresh_from_db()
    assert (found.state, found.stored, found.clashing) == ("done", 1, 1)


def test_a_file_can_be_dropped(cast, client):
    found = bring(cast, text_of(1))
    client.force_login(cast.hoa)

    answer = client.post(reverse("traceability:import_drop", args=[found.pk]), follow=True)

    assert "Không có gì được ghi" in answer.content.decode()


@pytest.mark.parametrize("person", ["other_hoa", "other_tuan", "binh", "quan"])
def test_strangers_see_nothing_and_write_nothing(cast, client, person):
    found = bring(cast, text_of(1))
    client.force_login(getattr(cast, person))

    for name in ("import_columns", "import_confirm", "import_drop"):
        assert client.post(reverse(f"traceability:{name}", args=[found.pk])).status_code == 404
    assert page(client, found).status_code == 404
    assert upload(client, text_of(1), owner=cast.htx.pk).status_code == 422
    assert list(client.get(LIST).context["table"].rows) == []
    assert Import.objects.count() == 1


def test_the_auditor_reads_and_does_not_write(cast, client):
    found = read(cast, text_of(1))

    assert "Ghi 1 sự kiện" not in page(client, found, cast.thu).content.decode()
    assert client.post(reverse("traceability:import_confirm", args=[found.pk])).status_code == 403


def test_the_commune_brings_a_file_for_a_producer(cast, client):
    client.force_login(cast.tuan)

    upload(client, text_of(1), owner=cast.htx.pk)

    assert Import.objects.get().made_by == cast.tuan


def test_a_sample_can_be_brought_as_it_is(cast, client):
    client.force_login(cast.hoa)
    for kind in ("made", "transformed", "shipped"):
        content = client.get(reverse("traceability:import_sample", args=[kind])).content

        assert [row["state"] for row in table(cast, content.decode("utf-8-sig"), kind).report["rows"]] == [
            "new"
        ]
    assert client.get(reverse("traceability:import_sample", args=["epcis"])).status_code == 404


def test_jobs_are_told_to_people_with_their_errors(cast, client):
    write(read(cast, text_of(1)), cast)
    write(read(cast, text_of(1, kg=6)), cast, skip_clashes=True)
    client.force_login(cast.hoa)

    listed = client.get(JOBS)
    shown = client.get(reverse("traceability:job", args=[CaptureJob.objects.first().pk])).content.decode()

    assert len(listed.context["table"].rows) == 2
    assert "Mã sự kiện này đã dùng cho một sự kiện khác." in shown
    client.force_login(cast.other_hoa)
    assert list(client.get(JOBS).context["table"].rows) == []


def test_lists_cost_the_same_however_long(cast, client, django_assert_max_num_queries):
    for number in range(4):
        write(read(cast, text_of(1, first=number)), cast)
    client.force_login(cast.lan)
    client.get(LIST)

    for address, most in ((LIST, 9), (JOBS, 8)):
        with django_assert_max_num_queries(most):
            client.get(address)


def test_the_page_of_a_long_table_costs_the_same(cast, client, django_assert_max_num_queries):
    rows = "".join(f"09521100000017;L{number};20/11/2026;5;kg\n" for number in range(300))
    found = table(cast, TABLE.partition("\n")[0] + "\n" + rows)

    client.force_login(cast.hoa)
    with django_assert_max_num_queries(14):
        answer = page(client, found)

    assert len(answer.context["rows"].paginated_rows) == 50
