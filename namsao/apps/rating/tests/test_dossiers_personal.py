"""The legal representative: consent first, erased on request, never in the audit trail."""

import pytest
from django.urls import reverse

from namsao.apps.rating.actions.personal import (
    Person,
    erase_representative,
    withdraw_consent,
    write_representative,
)
from namsao.apps.rating.models import Representative
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue

from .dossiers_build import ETHNICITY, NAME, a_draft, a_representative

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("said", [{"gender": "female"}, {"ethnicity": "Tày"}, {"has_disability": False}])
def test_sensitive_fields_need_consent(cast, said):
    with pytest.raises(BadValue) as refused:
        write_representative(party=cast.htx, person=Person(name=NAME, **said), by=cast.hoa, at=NOW)

    assert refused.value.field == "consent"
    assert not Representative.objects.exists()


def test_a_name_alone_needs_none_and_keeps_no_day_of_consent(cast):
    row = write_representative(party=cast.htx, person=Person(name=NAME), by=cast.hoa, at=NOW)

    assert (row.name, row.gender, row.consent_on) == (NAME, "", None)


def test_consent_is_taken_back_and_what_needed_it_goes(cast):
    row = a_representative(cast)
    assert (row.gender, row.ethnicity, row.consent_on) == ("female", ETHNICITY, TODAY)

    row = withdraw_consent(representative=row, by=cast.hoa, at=NOW)

    assert (row.name, row.gender, row.ethnicity, row.has_disability, row.consent_on) == (
        NAME,
        "",
        "",
        None,
        None,
    )
    with pytest.raises(AlreadyDone):
        withdraw_consent(representative=row, by=cast.hoa, at=NOW)


def test_on_request_everything_personal_is_emptied_once(cast):
    row = a_representative(cast)

    erase_representative(representative=row, by=cast.hoa, at=NOW)

    stored = Representative.objects.values().get()
    assert stored["erased_at"] == NOW
    assert not [value for value in stored.values() if isinstance(value, str) and value]
    with pytest.raises(AlreadyDone):
        erase_representative(representative=row, by=cast.hoa, at=NOW)


def test_the_audit_trail_says_that_and_never_what(cast):
    row = a_representative(cast)
    withdraw_consent(representative=row, by=cast.hoa, at=NOW)
    erase_representative(representative=row, by=cast.hoa, at=NOW)

    entries = list(Entry.objects.filter(verb__startswith="representative").values_list())

    assert len(entries) == 3
    assert not any(word in str(entries) for word in (NAME, ETHNICITY, "Bản Cáu"))


def test_the_page_asks_for_consent_and_does_not_tick_it(cast, hoa):
    address = reverse("rating:representative", args=[a_draft(cast).pk])

    page = hoa.get(address).content.decode()
    answer = hoa.post(address, {"name": NAME, "ethnicity": "Tày"})

    tick = page[page.index('name="consent"') - 60 : page.index('name="consent"') + 60]
    assert "checked" not in tick
    assert answer.status_code == 422
    assert answer.context["form"].errors["consent"]
    assert answer.context["form"]["ethnicity"].value() == "Tày"
    assert not Representative.objects.exists()


def test_hoa_writes_it_with_consent(cast, hoa):
    dossier = a_draft(cast)
    address = reverse("rating:representative", args=[dossier.pk])

    hoa.post(address, {"name": NAME, "ethnicity": "Tày", "has_disability": "no", "consent": "on"})

    row = Representative.objects.get()
    assert (row.ethnicity, row.has_disability, row.consent_on) == ("Tày", False, TODAY)


@pytest.mark.parametrize(("who", "status"), [("thu", 404), ("other_hoa", 404), ("binh", 404), ("tuan", 200)])
def test_who_reads_it(cast, client, who, status):
    dossier = a_draft(cast)
    a_representative(cast)
    client.force_login(getattr(cast, who))

    assert client.get(reverse("rating:representative", args=[dossier.pk])).status_code == status


def test_the_province_erases_after_a_question_and_the_commune_may_not(cast, client):
    row = a_representative(cast)
    address = reverse("rating:erase_representative", args=[row.pk])
    client.force_login(cast.tuan)
    assert client.post(address).status_code == 403
    client.force_login(cast.lan)

    assert client.get(address).status_code == 200
    assert Representative.objects.get().name == NAME
    client.post(address)

    assert Representative.objects.get().name == ""
