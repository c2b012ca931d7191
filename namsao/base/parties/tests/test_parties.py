"""The register of parties: who writes, what it refuses, what a search finds."""

import html
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from namsao.base.audit.models import Entry
from namsao.base.parties import actions
from namsao.base.parties.models import Party
from namsao.base.parties.tests.build import a_party
from namsao.base.places.models import Place
from namsao.base.places.tests.build import NOW, a_place
from namsao.core.errors import AlreadyDone

TAX_CODE = "0100233488"
FACTS = {
    "kind": "cooperative",
    "name": "HTX Chè hoa vàng Ba Chẽ",
    "tax_code": TAX_CODE,
    "registration_no": "57A8001234",
    "phone": "0912 345 678",
    "email": "che@example.vn",
    "address": "Thôn Nà Làng",
}


def history():
    return list(Entry.objects.order_by("id").values_list("actor_name", "verb", "target_label"))


def facts_of(party):
    return {name: getattr(party, name) for name in FACTS}


def test_a_commune_officer_registers_a_party(client, cast):
    client.force_login(cast.tuan)

    answer = client.post(reverse("parties:new", args=[cast.luc_hon.pk]), FACTS)

    made = Party.objects.get(tax_code=TAX_CODE)
    assert answer["Location"] == reverse("parties:party", args=[made.pk])
    assert facts_of(made) == {**FACTS, "phone": "+84912345678"}
    assert (made.place, made.name_folded) == (cast.luc_hon, "htx che hoa vang ba che")
    assert history() == [("Tuấn", "register", FACTS["name"])]


def test_a_name_typed_in_another_unicode_form_is_kept_composed(cast):
    party = actions.register(place=cast.luc_hon, kind="farm", name="Trang trại Hà", by=cast.tuan, at=NOW)

    assert Party.objects.get(pk=party.pk).name == "Trang trại Hà"


def test_a_tax_code_is_registered_once_and_the_refusal_names_its_holder(client, cast):
    Party.objects.filter(pk=cast.other_htx.pk).update(tax_code=TAX_CODE)
    client.force_login(cast.tuan)

    answer = client.post(reverse("parties:new", args=[cast.luc_hon.pk]), FACTS)

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert f"Mã số thuế {TAX_CODE} đã có ở chủ thể “HTX Trà hoa vàng”." in page
    assert 'value="HTX Chè hoa vàng Ba Chẽ"' in page
    assert Party.objects.filter(tax_code=TAX_CODE).count() == 1
    assert history() == []


def test_many_parties_may_have_no_tax_code_but_none_the_same(cast):
    assert Party.objects.filter(tax_code="").count() == 2

    Party.objects.filter(pk=cast.htx.pk).update(tax_code=TAX_CODE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.filter(pk=cast.other_htx.pk).update(tax_code=TAX_CODE)


def test_a_party_keeps_its_own_tax_code_when_it_is_changed(cast):
    party = actions.register(place=cast.luc_hon, **FACTS, by=cast.tuan, at=NOW)

    actions.change(party=party, **{**FACTS, "name": "HTX Chè mới"}, by=cast.hoa, at=NOW)
    with pytest.raises(AlreadyDone):
        actions.change(party=cast.htx, **FACTS, by=cast.hoa, at=NOW)

    kept = Party.objects.get(pk=party.pk)
    assert (kept.name, kept.name_folded) == ("HTX Chè mới", "htx che moi")
    assert [verb for _, verb, _ in history()] == ["register", "change"]


def test_a_producer_changes_the_facts_of_its_own_party(client, cast):
    client.force_login(cast.hoa)
    page = reverse("parties:change", args=[cast.htx.pk])
    assert 'value="HTX Miến dong Lục Hồn"' in client.get(page).content.decode()

    answer = client.post(page, FACTS)

    assert answer["Location"] == reverse("parties:party", args=[cast.htx.pk])
    assert facts_of(Party.objects.get(pk=cast.htx.pk)) == {**FACTS, "phone": "+84912345678"}
    assert history() == [("Hoa", "change", FACTS["name"])]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("tax_code", "0100233489", "thuế"),
        ("phone", "0912", "“0912” không phải số điện thoại Việt Nam."),
        ("email", "che@", ""),
        ("name", "", ""),
        ("kind", "agency-x", ""),
    ],
)
def test_a_bad_value_is_named_beside_its_field_and_the_rest_stays(client, cast, field, typed, said):
    client.force_login(cast.tuan)

    answer = client.post(reverse("parties:new", args=[cast.luc_hon.pk]), {**FACTS, field: typed})

    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert (
        said in re.search(rf'id="id_{field}_error">.*?</span>\s*<(?:input|select|div|/)', page, re.DOTALL)[0]
    )
    assert 'value="Thôn Nà Làng"' in page
    assert typed in page
    assert "This " not in page
    assert not Party.objects.filter(address="Thôn Nà Làng").exists()


@pytest.mark.parametrize(
    ("who", "status"), [(None, 302), ("hoa", 403), ("other_tuan", 403), ("thu", 403), ("binh", 403)]
)
def test_others_register_nothing_in_that_commune(client, cast, who, status):
    if who:
        client.force_login(getattr(cast, who))

    assert client.post(reverse("parties:new", args=[cast.luc_hon.pk]), FACTS).status_code == status
    assert not Party.objects.filter(tax_code=TAX_CODE).exists()


@pytest.mark.parametrize(
    ("who", "seen", "changed"),
    [
        ("hoa", 200, 200),
        ("tuan", 200, 200),
        ("lan", 200, 200),
        ("thu", 200, 403),
        ("quan", 200, 403),
        ("other_hoa", 404, 404),
        ("other_tuan", 404, 404),
        ("binh", 404, 404),
        (None, 302, 302),
    ],
)
def test_who_sees_a_party_and_who_changes_it(client, cast, who, seen, changed):
    if who:
        client.force_login(getattr(cast, who))

    pages = [reverse(name, args=[cast.htx.pk]) for name in ("parties:party", "parties:change")]

    assert [client.get(page).status_code for page in pages] == [seen, changed]


def listed(client, text=""):
    return {
        row.record.name for row in client.get(reverse("parties:parties"), {"q": text}).context["table"].rows
    }


@pytest.mark.parametrize(
    "wanted", ["mien dong", "MIẾN", "0912345678", "+84 912 345 678", TAX_CODE, " luc hon "]
)
def test_a_party_is_found_by_name_unit_phone_or_tax_code(client, cast, wanted):
    Party.objects.filter(pk=cast.htx.pk).update(phone="+84912345678", tax_code=TAX_CODE)
    client.force_login(cast.lan)

    assert listed(client, wanted) == {"HTX Miến dong Lục Hồn"}


@pytest.mark.parametrize("wanted", ["0", "00", "%", "_", "zzz"])
def test_a_search_that_fits_nobody_finds_nobody(client, cast, wanted):
    client.force_login(cast.lan)

    assert listed(client, wanted) == set()


def test_each_sees_the_parties_of_their_own_reach(client, cast):
    reach = {}
    for who in ("hoa", "tuan", "lan", "thu", "quan", "binh"):
        client.force_login(getattr(cast, who))
        reach[who] = len(listed(client))

    assert reach == {"hoa": 1, "tuan": 1, "lan": 2, "thu": 2, "quan": 2, "binh": 0}


def test_the_list_costs_the_same_for_few_and_many(client, cast, django_assert_max_num_queries):
    for number in range(30):
        a_party(f"HTX {number}", cast.luc_hon)
    client.force_login(cast.lan)

    with django_assert_max_num_queries(8):
        client.get(reverse("parties:parties"))


def test_a_page_of_illustrative_data_says_so(client, cast):
    party = a_party("HTX minh hoạ", cast.luc_hon, illustrative=True)
    client.force_login(cast.tuan)

    pages = [
        client.get(reverse("parties:party", args=[pk])).content.decode() for pk in (party.pk, cast.htx.pk)
    ]

    assert [
        "Dữ liệu minh hoạ" in re.sub(r"<header.*?</header>", "", page, flags=re.DOTALL) for page in pages
    ] == [
        True,
        False,
    ]


def test_producers_are_all_but_agencies(cast):
    agency = a_party("Văn phòng OCOP", cast.luc_hon, Party.Kind.AGENCY)

    assert set(Party.objects.producers()) == set(Party.objects.exclude(pk=agency.pk))


def test_parties_are_brought_in_from_another_register_with_their_folded_names(cast):
    ward = a_place("06652", "Hà Tu", Place.Kind.WARD)
    coming = [Party(name=f"Hộ Đỗ Văn {n}", kind="household", place=ward, made_at=NOW) for n in range(3)]

    made = actions.register_many(parties=coming, by=cast.quan, at=NOW)

    assert len(made) == 3
    assert set(Party.objects.filter(place=ward).values_list("name_folded", flat=True)) == {
        f"ho do van {n}" for n in range(3)
    }
