"""Hundreds of households from one table: seen first, then written, once."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from namsao.apps.farms.models import Household
from namsao.apps.farms.tests.build import a_household, an_area
from namsao.base.accounts.tests.cast import TODAY
from namsao.base.files.tests.workbook import a_workbook

HEAD = "STT\tHọ và tên\tXã\tThôn\tSĐT\tVùng trồng\tNgày đồng ý"
TABLE = "\n".join(
    [
        HEAD,
        "1\tChìu Sặp Mằn\tXã Lục Hồn\tNà Sao\t912345678\tnuong dong doi na sao\t01/11/2026",
        "2\tTằng Thị Mai\t\tPắc Cáp\t\t\t",
        "3\tHoàng A Sình\tXã Nào Đó\t\t\t\t",
        "4\t\tLục Hồn\t\t\t\t",
        "5\tLý Văn Ba\tBa Chẽ\t\t123\tVùng lạ\t31/02/2026",
        "6\tTằng Thị Mai\tLục Hồn\tPắc Cáp\t\t\t",
        "7\tTằng Thị Mai\tLục Hồn\t\t\t\t",
    ]
)


@pytest.fixture
def page(cast, client):
    client.force_login(cast.hoa)
    an_area(cast)
    return reverse("farms:roster", args=[cast.htx.pk])


def sent(cast, **facts):
    return {"text": TABLE, "place": cast.luc_hon.pk, "consent_on": ""} | facts


def seen(answer):
    return {line.number: (line.standing.value, line.says) for line in answer.context["lines"]}


def test_every_row_is_judged_and_nothing_is_written_until_confirmed(cast, client, page):
    answer = client.post(page, sent(cast))

    found = seen(answer)
    assert {number: standing for number, (standing, _says) in found.items()} == {
        2: "ok",
        3: "ok",
        4: "bad",
        5: "bad",
        6: "bad",
        7: "same",
        8: "alike",
    }
    assert "“Xã Nào Đó”" in found[4][1][0]
    assert found[5][1] == ["Thiếu họ tên chủ hộ."]
    assert len(found[6][1]) == 3  # phone, day and area
    assert "dòng 3 của bảng" in found[7][1][0]
    assert answer.context["count"] == {"bad": 3, "alike": 1, "same": 1, "ok": 2}
    assert answer.context["heads"][0] == "Họ tên chủ hộ"
    assert Household.objects.count() == 0


def confirmed(answer, cast, **facts):
    kept = {"text": answer.context["text"], "place": cast.luc_hon.pk, "consent_on": "", "confirmed": "on"}
    return kept | facts


def test_a_confirmed_table_is_written_once_however_often_the_button_is_pressed(cast, client, page):
    answer = client.post(page, sent(cast))

    for _ in range(2):
        assert client.post(page, confirmed(answer, cast)).url == reverse("farms:households")

    rows = Household.objects.order_by("number")
    assert [(row.number, row.name, row.phone, row.areas.count()) for row in rows] == [
        (1, "Chìu Sặp Mằn", "+84912345678", 1),
        (2, "Tằng Thị Mai", "", 0),
    ]


def test_those_that_may_be_there_are_written_only_when_ticked(cast, client, page):
    answer = client.post(page, sent(cast))

    client.post(page, confirmed(answer, cast, also_alike="on"))

    assert [each.name for each in Household.objects.order_by("number")][2:] == ["Tằng Thị Mai"]


def test_rows_are_compared_with_the_books(cast, client, page):
    a_household(cast, name="Tằng Thị Mai", hamlet="Pắc Cáp")
    a_household(cast, hamlet="", phone="+84987654321", consent_on=TODAY)

    found = seen(client.post(page, sent(cast)))

    assert found[3][0] == "same"
    assert "hộ số 1" in found[3][1][0]
    assert found[2][0] == "ok"  # the same name with another phone is another household


def test_a_phone_without_consent_is_an_error_of_its_row_and_one_day_may_serve_all(cast, client, page):
    table = "Tên\tĐiện thoại\nChìu Sặp Mằn\t0912345678"

    without = seen(client.post(page, sent(cast, text=table)))
    with_day = seen(client.post(page, sent(cast, text=table, consent_on="01/11/2026")))

    assert without[2][0] == "bad"
    assert "ngày hộ đồng ý" in without[2][1][0]
    assert with_day[2] == ("ok", [])


def test_a_table_without_heads_is_read_in_the_order_people_write(cast, client, page):
    answer = client.post(page, sent(cast, text="Chìu Sặp Mằn,Nà Sao\nTằng Thị Mai,Pắc Cáp"))

    lines = answer.context["lines"]
    assert [(line.grower.name, line.grower.hamlet) for line in lines] == [
        ("Chìu Sặp Mằn", "Nà Sao"),
        ("Tằng Thị Mai", "Pắc Cáp"),
    ]


def test_a_workbook_and_a_csv_are_read_alike(cast, client, page):
    rows = [line.split("\t") for line in TABLE.splitlines()]
    book = SimpleUploadedFile("ho.xlsx", a_workbook(rows))
    text = SimpleUploadedFile("ho.csv", ("\ufeff" + TABLE.replace("\t", ";")).encode())

    answers = [seen(client.post(page, sent(cast, text="", file=each))) for each in (book, text)]

    assert answers[0] == answers[1] == seen(client.post(page, sent(cast)))


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"text": " "}, "text", "Hãy dán bảng"),
        ({"text": "", "file": io.BytesIO(b"\xd0\xcf\x11\xe0old")}, "file", "Excel đời cũ"),
        ({"text": "", "file": io.BytesIO(b"PK\x03\x04broken")}, "file", "không mở được"),
        ({"text": "", "file": io.BytesIO(b"\xff\xff\x00\x01")}, "file", "chữ không đọc được"),
        ({"text": "Tên\n" + "Chìu\n" * 1001}, "text", "1.000 dòng"),
        ({"place": ""}, "place", "Hãy điền hoặc chọn ô này."),
    ],
)
def test_what_is_no_table_is_said_beside_its_field(cast, client, page, facts, field, said):
    answer = client.post(page, sent(cast, **facts))

    assert answer.status_code == 422
    assert said in answer.context["form"].errors[field][0]
    assert Household.objects.count() == 0


def test_a_table_of_hundreds_costs_no_more_questions_than_a_small_one(
    cast, client, page, django_assert_max_num_queries
):
    table = "Tên\tVùng trồng\n" + "\n".join(f"Hộ {n}\tNương dong đồi Nà Sao" for n in range(600))

    with django_assert_max_num_queries(12):
        answer = client.post(page, sent(cast, text=table))

    assert answer.context["count"]["ok"] == 600
    client.post(page, confirmed(answer, cast))
    assert Household.objects.filter(areas__isnull=False).count() == 600


def test_the_empty_table_to_fill_reads_as_a_table_with_heads(cast, client, page):
    text = client.get(page, {"format": "csv"}).content.decode("utf-8-sig").replace('"', "")

    answer = client.post(page, sent(cast, text=text))

    assert answer.context["heads"] == [
        "Họ tên chủ hộ",
        "Xã, phường",
        "Thôn, bản, khu",
        "Điện thoại",
        "Vùng trồng",
        "Ngày đồng ý",
    ]


def test_a_table_is_not_for_strangers(cast, client, page):
    statuses = []
    for person in (cast.tuan, cast.lan, cast.thu, cast.other_hoa, cast.binh):
        client.force_login(person)
        statuses.append(client.post(page, sent(cast)).status_code)

    assert statuses == [200, 200, 403, 404, 404]
