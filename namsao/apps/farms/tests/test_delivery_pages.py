"""The pages where deliveries and payments are written, and the statement of both."""

from decimal import Decimal
from uuid import uuid4

import pypdfium2
from django.urls import reverse
from django.utils import timezone

from namsao.apps.farms.models import Delivery, Payment
from namsao.apps.farms.tests.build import a_contract, a_delivery, a_household, a_material
from namsao.base.accounts.tests.cast import NOW
from namsao.base.ui.days import show_day


def at(name, row):
    return reverse(f"farms:{name}", args=[row.pk])


def test_a_delivery_and_its_payment_are_written_beside_the_scales(cast, client):
    contract = a_contract(cast)
    client.force_login(cast.hoa)
    today = show_day(timezone.localdate())
    weighed = {"quantity_kg": "420,5", "delivered_on": today, "price_vnd": "3.000", "client_id": str(uuid4())}

    for _ in range(2):
        answer = client.post(at("contract_delivery", contract), weighed)
        assert answer.url == at("contract", contract)
    delivery = Delivery.objects.get()
    page = client.get(at("contract_payment", contract))
    assert page.context["form"]["amount_vnd"].value() == "1.261.500"
    paid = {
        "amount_vnd": "1.000.000",
        "paid_on": today,
        "means": "cash",
        "deliveries": [delivery.pk],
        "client_id": str(uuid4()),
    }
    for _ in range(2):
        client.post(at("contract_payment", contract), paid)

    assert list(Payment.objects.get().deliveries.all()) == [delivery]
    shown = client.get(at("contract", contract)).content.decode()
    assert "Đã giao 420,5\xa0kg trên 1.000\xa0kg" in shown
    assert "Đã trả 1.000.000\xa0₫ trên 1.261.500\xa0₫, còn nợ 261.500\xa0₫" in shown


def test_goods_without_a_contract_are_bought_on_the_page_of_the_household(cast, client):
    household, material = a_household(cast), a_material(cast)
    client.force_login(cast.tuan)
    today = show_day(timezone.localdate())

    client.post(
        at("household_delivery", household),
        {"quantity_kg": "50", "delivered_on": today, "material": material.pk, "price_vnd": "2.800"},
    )
    client.post(
        at("household_payment", household), {"amount_vnd": "40.000", "paid_on": today, "means": "transfer"}
    )

    shown = client.get(at("household", household)).content.decode()
    assert "Đã trả 40.000\xa0₫ trên 140.000\xa0₫, còn nợ 100.000\xa0₫" in shown


def test_a_wrong_weight_keeps_what_was_typed(cast, client):
    client.force_login(cast.hoa)

    answer = client.post(
        at("contract_delivery", a_contract(cast)),
        {"quantity_kg": "không rõ", "delivered_on": "1/1/2026", "quality": "củ sạch"},
    )

    assert answer.status_code == 422
    assert answer.context["form"]["quality"].value() == "củ sạch"
    assert Delivery.objects.count() == 0


def test_deliveries_and_payments_are_taken_back_with_a_reason(cast, client):
    contract = a_contract(cast)
    delivery = a_delivery(cast, contract)
    client.force_login(cast.hoa)

    answer = client.post(at("void_delivery", delivery), {"why": "cân nhầm"})

    assert answer.url == at("contract", contract)
    assert "bỏ vì: cân nhầm" in client.get(answer.url).content.decode()


def test_the_statement_says_what_was_delivered_paid_and_owed(cast, client):
    contract = a_contract(cast)
    a_delivery(cast, contract, quality="củ sạch")
    a_delivery(cast, contract, delivered_on=NOW.date().replace(year=2025), quantity_kg=Decimal(100))
    client.force_login(cast.hoa)
    today = show_day(timezone.localdate())
    client.post(
        at("contract_payment", contract), {"amount_vnd": "500.000", "paid_on": today, "means": "cash"}
    )

    answer = client.get(at("household_statement", contract.household), {"year": "2026"})

    document = pypdfium2.PdfDocument(answer.content)
    words = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    for said in (
        "BẢNG ĐỐI CHIẾU GIAO HÀNG, TRẢ TIỀN",
        "Chìu Sặp Mằn (hộ số 1)",
        "HTX Miến dong Lục Hồn",
        "01/2026/HĐLK",
        "củ sạch",
        "Nợ năm trước chuyển sang: 300.000 ₫",
        "Tổng khối lượng giao trong năm: 400 kg",
        "Tổng tiền hàng trong năm: 1.200.000 ₫",
        "Đã trả trong năm: 500.000 ₫",
        "Bên mua còn nợ: 1.000.000 ₫",
    ):
        assert said in words, said
    assert client.get(at("household_statement", contract.household), {"year": "abcd"}).status_code == 200
