"""The pages of contracts."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from namsao.apps.farms.actions import add_contract_papers, erase_household
from namsao.apps.farms.models import Contract, ContractPaper, Payment
from namsao.apps.farms.tests.build import a_contract, a_delivery, a_household, a_material, an_area
from namsao.apps.farms.tests.phone import a_picture
from namsao.base.accounts.tests.cast import NOW
from namsao.base.ui.days import show_day


def at(name, row):
    return reverse(f"farms:{name}", args=[row.pk])


def a_paper(cast, contract):
    file = SimpleUploadedFile("trang 1.jpg", a_picture(), "image/jpeg")
    return add_contract_papers(contract=contract, files=[file], by=cast.hoa, at=NOW)[0]


def typed(cast, **facts):
    given = {
        "kind": "growing",
        "household": "1",
        "seller": "",
        "seller_tax_code": "",
        "number": "01/2026",
        "signed_on": "05/01/2026",
        "valid_from": "10/01/2026",
        "valid_to": "31/12/2026",
        "material": a_material(cast).pk,
        "agreed_kg": "1.000",
        "price_vnd": "3.000",
    }
    return given | facts


def test_a_contract_is_written_with_a_household_by_number_or_name(cast, client):
    a_household(cast)
    client.force_login(cast.hoa)
    page = at("new_contract", cast.htx)

    for number, household in enumerate(("1", "1 Chìu Sặp Mằn", "chiu sap man")):
        client.post(page, typed(cast, household=household, number=str(number)))

    assert [str(each.household) for each in Contract.objects.all()] == ["hộ số 1"] * 3


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"household": "7"}, "household", "Không có hộ này"),
        ({"household": "1 Tằng Thị Mai"}, "household", "Không có hộ này"),
        ({"household": "Chìu Sặp Mằn"}, "household", "Có 2 hộ tên này"),
        ({"household": ""}, "household", "một trong hai"),
        ({"seller": "Thương lái Ba"}, "household", "một trong hai"),
        ({"valid_to": "1/1/2026"}, "valid_to", "Ngày hết hạn"),
        ({"agreed_kg": "1.5"}, "agreed_kg", "Phần lẻ ghi sau dấu phẩy"),
        ({"material": ""}, "material", "Hãy điền hoặc chọn ô này."),
    ],
)
def test_a_bad_answer_is_explained_beside_its_field_and_the_rest_is_kept(cast, client, facts, field, said):
    a_household(cast)
    a_household(cast, hamlet="Pắc Cáp")
    client.force_login(cast.hoa)

    answer = client.post(at("new_contract", cast.htx), typed(cast, **facts))

    form = answer.context["form"]
    assert answer.status_code == 422
    assert said in form.errors[field][0]
    assert form["number"].value() == "01/2026"
    assert Contract.objects.count() == 0


def test_a_party_without_material_is_told_where_to_begin(cast, client):
    client.force_login(cast.hoa)

    shown = client.get(at("new_contract", cast.htx)).content.decode()

    assert "Khai vùng trồng trước" in shown


@pytest.mark.parametrize(
    ("name", "of_auditor", "of_province"),
    [
        ("contract", 200, 200),
        ("change_contract", 403, 403),
        ("void_contract", 403, 403),
        ("contract_papers", 403, 403),
        ("contract_paper", 404, 200),
        ("contract_delivery", 403, 403),
        ("contract_payment", 403, 403),
        ("void_delivery", 403, 403),
        ("void_payment", 403, 403),
    ],
)
def test_who_may(cast, client, name, of_auditor, of_province):
    contract = a_contract(cast)
    delivery = a_delivery(cast, contract)
    client.force_login(cast.hoa)
    today = show_day(timezone.localdate())
    client.post(at("contract_payment", contract), {"amount_vnd": "1.000", "paid_on": today, "means": "cash"})
    rows = {
        "contract_paper": a_paper(cast, contract),
        "void_delivery": delivery,
        "void_payment": Payment.objects.get(),
    }
    statuses = {}
    for person in (cast.hoa, cast.tuan, cast.lan, cast.thu, cast.other_hoa, cast.other_tuan, cast.binh):
        client.force_login(person)
        statuses[str(person)] = client.get(at(name, rows.get(name, contract))).status_code

    assert statuses == {
        "Hoa": 200,
        "Tuấn": 200,
        "Lan": of_province,
        "Thu": of_auditor,
        "Hoa Ba Chẽ": 404,
        "Tuấn Ba Chẽ": 404,
        "Bình": 404,
    }


def test_an_auditor_reads_contracts_without_the_names_of_growers(cast, client):
    contract = a_contract(cast, note="con trai bà Lỵ đứng tên")
    a_delivery(cast, contract)
    a_paper(cast, contract)
    pages = [
        at("contract", contract),
        reverse("farms:contracts"),
        reverse("farms:contracts") + "?format=csv",
        at("contracted_share", cast.htx),
    ]

    client.force_login(cast.thu)
    for page in pages:
        shown = client.get(page).content.decode()
        assert "Hộ số 1" in shown, page
        assert "Mằn" not in shown, page
        assert "Lỵ" not in shown, page
    assert len(client.get(reverse("farms:contracts"), {"q": "Sặp Mằn"}).context["table"].rows) == 0
    client.force_login(cast.lan)
    assert all("Chìu Sặp Mằn" in client.get(page).content.decode() for page in pages)
    assert len(client.get(reverse("farms:contracts"), {"q": "sap man"}).context["table"].rows) == 1


def test_papers_are_kept_once_and_served_to_those_near(cast, client):
    contract = a_contract(cast)
    client.force_login(cast.hoa)

    for _ in range(2):
        file = SimpleUploadedFile("hợp đồng.jpg", a_picture(), "image/jpeg")
        client.post(at("contract_papers", contract), {"files": [file]})
    wrong = client.post(at("contract_papers", contract), {"files": [SimpleUploadedFile("a.exe", b"MZ")]})

    paper = ContractPaper.objects.get()
    assert paper.name == "hợp đồng.jpg"
    assert client.get(at("contract_paper", paper) + "?view").headers["Content-Type"] == "image/webp"
    assert "a.exe" in wrong.context["form"].errors["files"][0]


def test_the_list_is_filtered_and_downloaded(cast, client, django_assert_max_num_queries):
    today = timezone.localdate()
    old = a_contract(cast, number="cũ", valid_to=today - timedelta(days=1))
    for number in range(12):
        household = a_household(cast, name=f"Hộ {number}")
        a_delivery(cast, a_contract(cast, number=f"số {number}", household=household))
    client.force_login(cast.hoa)
    page = reverse("farms:contracts")

    def found(**asked):
        return [row.record.number for row in client.get(page, asked).context["table"].rows]

    assert found(state="expired") == found(q="chiu sap") == [old.number]
    assert len(found(state="owing")) == len(found(state="in_force")) == 12
    assert found(state="void") == []
    rows = list(csv.reader(io.StringIO(client.get(page, {"format": "csv"}).content.decode("utf-8-sig"))))
    assert len(rows) == 14
    shown = dict(zip(rows[0], next(row for row in rows if row[0] == "số 3"), strict=True))
    assert (shown["Ký với"], shown["Đã giao (kg)"], shown["Phải trả (₫)"]) == ("Hộ 3", "400", "1.200.000")
    with django_assert_max_num_queries(16):
        client.get(page)
    with django_assert_max_num_queries(13):
        client.get(at("contract", old))


def test_the_figure_is_shown_with_its_rows(cast, client):
    contract = a_contract(cast)
    a_delivery(cast, contract)
    tea = an_area(cast, name="Đồi chè", material_name="Chè").material
    client.force_login(cast.hoa)
    page = at("contracted_share", cast.htx)

    shown = client.get(page, {"year": "2026"}).content.decode()
    assert "Sản lượng có hợp đồng: 100 %" in shown
    assert contract.number in shown
    assert client.get(page, {"material": tea.pk}).context["figure"].share.output_kg == 0
    assert client.get(page, {"year": "x", "material": "99"}).status_code == 200
    client.force_login(cast.other_hoa)
    assert client.get(page).status_code == 404


def test_a_void_contract_keeps_its_reason(cast, client):
    contract = a_contract(cast)
    client.force_login(cast.hoa)

    empty = client.post(at("void_contract", contract), {"why": ""})
    client.post(at("void_contract", contract), {"why": "ghi nhầm số"})

    assert empty.status_code == 422
    assert "ghi nhầm số" in client.get(at("contract", contract)).content.decode()


def test_illustrative_rows_are_marked(cast, client):
    contract = a_contract(cast)
    cast.htx.is_illustrative = True
    cast.htx.save()
    client.force_login(cast.hoa)

    pages = [
        at("contract", contract),
        reverse("farms:contracts"),
        at("household", contract.household),
        reverse("farms:households"),
    ]

    assert ["Dữ liệu minh hoạ" in client.get(page).content.decode() for page in pages] == [True] * 4


def test_the_contract_of_an_erased_household_can_still_be_corrected(cast, client):
    contract = a_contract(cast)
    erase_household(household=contract.household, by=cast.hoa, at=NOW)
    client.force_login(cast.hoa)

    client.post(
        at("change_contract", contract),
        typed(cast, household="", price_vnd="3.500", number=contract.number, why="phụ lục 01"),
    )

    contract.refresh_from_db()
    assert (contract.price_vnd, str(contract.household)) == (3500, "hộ số 1")
