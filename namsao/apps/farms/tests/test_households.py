"""Households that grow for a producer: registered, corrected, emptied on request."""

from datetime import date, timedelta

import pypdfium2
import pytest
from django.urls import reverse

from namsao.apps.farms.actions import (
    change_household,
    erase_household,
    register_household,
    register_households,
    withdraw_household_consent,
)
from namsao.apps.farms.models import DiaryEntry, Household
from namsao.apps.farms.tests.build import (
    a_contract,
    a_delivery,
    a_grower,
    a_harvest,
    a_household,
    a_season,
    an_area,
    an_entry,
)
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue

PHONE = "+84912345678"
FACTS = ("number", "name", "name_folded", "hamlet", "phone", "consent_on", "erased_at")


def stored(household: Household) -> dict[str, object]:
    return Household.objects.filter(pk=household.pk).values(*FACTS).get()


def test_a_household_is_registered_with_a_number_of_its_own(cast):
    area = an_area(cast)

    first = a_household(cast, phone=PHONE, consent_on=TODAY, areas=(area,))
    second = a_household(cast, name="Chìu  Sặp Mằn ", hamlet="Pắc Cáp")
    other = a_household(cast, party=cast.other_htx, by=cast.other_hoa)

    assert [first.number, second.number, other.number] == [1, 2, 1]
    assert list(first.areas.all()) == [area]
    assert stored(second)["name"] == "Chìu Sặp Mằn"
    entry = Entry.objects.filter(verb="register_household").earliest("id")
    assert entry.target_label == "hộ số 1"
    assert not Entry.objects.filter(target_label__contains="Mằn").exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " 12 "}, "name"),
        ({"phone": PHONE}, "consent_on"),
        ({"consent_on": TODAY + timedelta(days=1)}, "consent_on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(cast, facts, field):
    with pytest.raises(BadValue) as refused:
        a_household(cast, **facts)

    assert refused.value.field == field
    assert Household.objects.count() == 0


def test_an_area_of_others_is_refused(cast):
    area = an_area(cast, party=cast.other_htx, place=cast.ba_che)

    with pytest.raises(BadValue) as refused:
        a_household(cast, areas=(area,))

    assert refused.value.field == "areas"


def test_the_same_household_is_not_registered_twice(cast):
    a_household(cast)

    with pytest.raises(AlreadyDone):
        a_household(cast, name="chìu sặp mằn", hamlet="NÀ SAO")

    again = register_households(party=cast.htx, growers=[a_grower(cast)] * 3, by=cast.hoa, at=NOW)
    assert (again, Household.objects.count()) == ([], 1)


def test_hundreds_are_registered_in_a_few_statements_each(cast, django_assert_max_num_queries):
    growers = [a_grower(cast, name=f"Hộ {number}") for number in range(300)]

    with django_assert_max_num_queries(320):  # an audit entry each, and a handful
        made = register_households(party=cast.htx, growers=growers, by=cast.hoa, at=NOW)

    assert [each.number for each in made] == list(range(1, 301))
    assert Household.objects.matching("ho 29").count() == 11


def test_a_household_is_corrected_and_may_not_become_another(cast):
    first, second = a_household(cast), a_household(cast, hamlet="Pắc Cáp")

    change_household(household=second, grower=a_grower(cast, name="Tằng Thị Mai"), by=cast.hoa, at=NOW)
    with pytest.raises(BadValue):
        change_household(household=second, grower=a_grower(cast), by=cast.hoa, at=NOW)

    assert (stored(first)["hamlet"], stored(second)["name"]) == ("Nà Sao", "Tằng Thị Mai")


def test_consent_taken_back_takes_the_phone_along(cast):
    household = a_household(cast, phone=PHONE, consent_on=TODAY)

    withdraw_household_consent(household=household, by=cast.hoa, at=NOW)

    assert (stored(household)["phone"], stored(household)["consent_on"]) == ("", None)
    with pytest.raises(AlreadyDone):
        withdraw_household_consent(household=household, by=cast.hoa, at=NOW)


def test_an_erased_household_is_a_number_everywhere_and_its_deliveries_stay(cast, client):
    household = a_household(cast, phone=PHONE, consent_on=TODAY)
    delivery = a_delivery(cast, a_contract(cast, household=household))

    erase_household(household=household, by=cast.hoa, at=NOW)

    assert stored(household) == {
        "number": 1,
        "name": "",
        "name_folded": "",
        "hamlet": "",
        "phone": "",
        "consent_on": None,
        "erased_at": NOW,
    }
    client.force_login(cast.hoa)
    for page in ("household", "contract"):
        pk = household.pk if page == "household" else delivery.contract_id
        shown = client.get(reverse(f"farms:{page}", args=[pk])).content.decode()
        assert "Hộ số 1" in shown
        assert "Mằn" not in shown
    with pytest.raises(AlreadyDone):
        erase_household(household=household, by=cast.hoa, at=NOW)
    a_household(cast)  # the same people may come back: under a new number
    assert Household.objects.latest("id").number == 2


def test_entries_and_harvests_name_the_household_they_are_for(cast, client):
    season = a_season(cast)
    household = a_household(cast)

    lot = a_harvest(cast, season, household=household)
    entry = an_entry(cast, season, household=household, note="vun gốc")

    assert (lot.entry.household, entry.household) == (household, household)
    other = a_household(cast, party=cast.other_htx, by=cast.other_hoa)
    for write in (a_harvest, an_entry):
        with pytest.raises(BadValue) as refused:
            write(cast, season, household=other, **({"quantity_kg": 7} if write is a_harvest else {}))
        assert refused.value.field == "household"


def test_an_auditor_reads_growers_by_number_on_screen_in_files_and_on_paper(cast, client):
    season = a_season(cast, started_on=date(2026, 3, 1))
    household = a_household(cast)
    entry = an_entry(cast, season, household=household)
    a_harvest(cast, season, household=household)
    pages = [
        reverse("farms:diary_entry", args=[entry.pk]),
        reverse("farms:season_diary", args=[season.pk]),
        reverse("farms:season_diary", args=[season.pk]) + "?format=csv",
        reverse("farms:harvest_lot", args=[season.harvests.get().pk]),
    ]

    paper = reverse("farms:season_diary_paper", args=[season.pk])

    def shown(person):
        client.force_login(person)
        document = pypdfium2.PdfDocument(client.get(paper).content)
        printed = " ".join(page.get_textpage().get_text_range() for page in document)
        return [*(client.get(page).content.decode() for page in pages), " ".join(printed.split())]

    for near in (cast.hoa, cast.tuan, cast.lan):
        assert all("Chìu Sặp Mằn" in page for page in shown(near)), near
    for page in shown(cast.thu):
        assert "Hộ số 1" in page
        assert "Mằn" not in page


def test_an_entry_without_a_household_keeps_its_content_mark_from_before(cast):
    """Phones may send again what they sent before there were households."""
    season = a_season(cast)
    before = an_entry(cast, season)
    with_one = an_entry(cast, season, household=a_household(cast))

    assert before.content != with_one.content
    assert DiaryEntry.objects.filter(content=before.content).count() == 1
    again = an_entry(cast, season, client_id=before.client_id)
    assert again == before


def test_a_register_of_one_is_refused_where_it_was_typed(cast, client):
    client.force_login(cast.hoa)
    page = reverse("farms:new_household", args=[cast.htx.pk])
    typed = {"name": "Chìu Sặp Mằn", "place": cast.luc_hon.pk, "phone": "0912 345 678", "consent_on": ""}

    refused = client.post(page, typed)
    client.post(page, typed | {"consent_on": "01/11/2026"})

    assert "chỉ ghi khi hộ đồng ý" in refused.context["form"].errors["consent_on"][0]
    assert refused.context["form"]["name"].value() == "Chìu Sặp Mằn"
    assert Household.objects.get().phone == PHONE


def test_the_list_is_searched_without_marks_and_downloaded(cast, client, django_assert_max_num_queries):
    area = an_area(cast)
    for number in range(30):
        a_household(cast, name=f"Tằng A {number}", areas=(area,))
    a_household(cast, phone=PHONE, consent_on=TODAY)
    client.force_login(cast.hoa)
    page = reverse("farms:households")

    def found(**asked):
        return [row.record.number for row in client.get(page, asked).context["table"].rows]

    assert found(q="sap man") == found(q="0912345678") == found(q="31") == found(consent="yes") == [31]
    assert len(found(q="na sao")) == 31
    answer = client.get(page, {"format": "csv", "q": "sap man"}).content.decode("utf-8-sig")
    assert "Chìu Sặp Mằn" in answer
    assert "0912 345 678" in answer
    with django_assert_max_num_queries(11):
        client.get(page)


def test_households_are_not_for_strangers(cast, client):
    household = a_household(cast)
    names = ("household", "change_household", "withdraw_household", "erase_household", "household_statement")
    statuses = {}
    for person in (cast.hoa, cast.tuan, cast.lan, cast.thu, cast.other_hoa, cast.other_tuan, cast.binh):
        client.force_login(person)
        statuses[str(person)] = [
            client.get(reverse(f"farms:{name}", args=[household.pk])).status_code for name in names
        ]

    everything, nothing = [200] * 5, [404] * 5
    assert statuses == {
        "Hoa": everything,
        "Tuấn": everything,
        "Lan": [200, 403, 403, 403, 200],
        "Thu": nothing,
        "Hoa Ba Chẽ": nothing,
        "Tuấn Ba Chẽ": nothing,
        "Bình": nothing,
    }


def test_erasing_asks_first(cast, client):
    household = a_household(cast)
    client.force_login(cast.tuan)
    page = reverse("farms:erase_household", args=[household.pk])

    assert "sổ kế toán phải giữ" in client.get(page).content.decode()
    assert stored(household)["name"] == "Chìu Sặp Mằn"
    client.post(page)
    assert stored(household)["name"] == ""
    client.post(page)  # pressed twice
    assert Entry.objects.filter(verb="erase_household").count() == 1


def test_one_is_registered_by_its_action_too(cast):
    made = register_household(party=cast.htx, grower=a_grower(cast), by=cast.tuan, at=NOW)

    assert Entry.objects.latest("id").actor_name == "Tuấn"
    assert str(made) == "hộ số 1"
