"""Keys of other systems: made once, shown once, revoked once; who sees them, who makes them."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from namsao.base.access.policy import rows
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts import actions, queries
from namsao.base.accounts.models import ApiKey
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.actor import Posting, Role
from namsao.core.errors import AlreadyDone, BadValue

BOTH = ["epcis.capture", "epcis.query"]


def a_key(**facts):
    given = {"name": "Kho", "scopes": BOTH, "by": INSTALLER, "at": NOW} | facts
    return actions.make_key(**given)


def test_a_key_is_kept_as_a_digest_and_its_first_letters(cast):
    key, secret = a_key(name="  Phần mềm kho ", party=cast.htx, by=cast.quan)

    assert re.fullmatch(r"[A-Za-z0-9]{43}", secret)
    assert (key.name, key.prefix, key.party, key.made_by) == ("Phần mềm kho", secret[:8], cast.htx, cast.quan)
    assert key.scopes == BOTH
    assert secret not in str(ApiKey.objects.values())
    assert list(Entry.objects.values_list("verb", "actor_id", "target_label")) == [
        ("make_key", cast.quan.pk, f"Phần mềm kho ({secret[:8]}…)")
    ]


def test_two_keys_differ(db):
    assert a_key()[1] != a_key()[1]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["epcis.query", "epcis.everything"]}, "scopes"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
    ],
)
def test_a_key_needs_a_name_known_scopes_and_a_day_to_come(db, facts, field):
    with pytest.raises(BadValue) as refused:
        a_key(**facts)

    assert refused.value.field == field
    assert not ApiKey.objects.exists()


def test_the_right_secret_finds_its_key_and_no_other(cast):
    key, secret = a_key()

    found = queries.key_of(secret, TODAY)

    assert (found, found.province_id) == (key, cast.province.pk)
    assert queries.key_of(secret + "x", TODAY) is None
    assert queries.key_of(secret[:-1], TODAY) is None
    assert queries.key_of("", TODAY) is None
    assert queries.key_of("\udcff", TODAY) is None


def test_a_key_costs_one_query_and_then_none_for_a_while(cast, django_assert_num_queries):
    _key, secret = a_key()

    with django_assert_num_queries(1):
        queries.key_of(secret, TODAY)
        queries.key_of(secret, TODAY)


def test_a_key_works_on_its_last_day_and_not_after(cast):
    _key, secret = a_key(expires_on=TODAY)

    assert queries.key_of(secret, TODAY)
    assert queries.key_of(secret, TODAY + timedelta(days=1)) is None


def test_a_revoked_key_opens_nothing_at_once(cast):
    key, secret = a_key()
    assert queries.key_of(secret, TODAY)

    actions.revoke_key(key=key, why="lộ khoá", by=cast.quan, at=NOW)

    assert queries.key_of(secret, TODAY) is None
    assert Entry.objects.filter(verb="revoke_key", why="lộ khoá", actor_id=cast.quan.pk).count() == 1


def test_a_key_is_revoked_once(cast):
    key, _secret = a_key()
    actions.revoke_key(key=key, why="thừa", by=cast.quan, at=NOW)

    with pytest.raises(AlreadyDone):
        actions.revoke_key(key=key, why="thừa", by=cast.quan, at=NOW + timedelta(hours=1))

    key.refresh_from_db()
    assert key.revoked_at == NOW


def test_a_use_is_written_once_a_day(cast, django_assert_num_queries):
    key, _secret = a_key()
    with django_assert_num_queries(1):
        actions.note_use(key=key, by=INSTALLER, at=NOW)
        actions.note_use(key=key, by=INSTALLER, at=NOW + timedelta(minutes=1))

    actions.note_use(key=key, by=INSTALLER, at=NOW + timedelta(days=1))

    key.refresh_from_db()
    assert key.last_used_on == TODAY + timedelta(days=1)


def test_a_key_acts_for_its_party_or_for_the_programme(cast):
    party_key, _ = a_key(party=cast.htx)
    own_key, _ = a_key()

    for_party, for_programme = party_key.actor(cast.province.pk), own_key.actor(cast.province.pk)

    assert for_party.postings() == (Posting(Role.PRODUCER, party_id=cast.htx.pk),)
    assert for_programme.postings() == (Posting(Role.PROVINCE, place_id=cast.province.pk),)
    assert (for_party.id, for_party.is_authenticated, str(for_party)) == (None, True, "khoá API Kho")


@pytest.mark.parametrize(
    ("who", "seen", "revocable"),
    [
        ("hoa", {"htx"}, set()),
        ("other_hoa", set(), set()),
        ("tuan", set(), set()),
        ("lan", {"htx"}, set()),
        ("thu", {"htx", "own"}, set()),
        ("quan", {"htx", "own"}, {"htx", "own"}),
        ("binh", set(), set()),
    ],
)
def test_who_sees_and_revokes_keys(cast, who, seen, revocable):
    a_key(name="htx", party=cast.htx)
    a_key(name="own")
    actor = getattr(cast, who)

    found = [set(rows(actor, verb, ApiKey).values_list("name", flat=True)) for verb in ("see", "revoke")]

    assert found == [seen, revocable]


def test_an_administrator_makes_a_key_and_sees_its_secret_once(client, cast):
    client.force_login(cast.quan)
    url = reverse("accounts:new_key_for_party", args=[cast.htx.pk])

    answer = client.post(url, {"name": "Kho", "scopes": ["epcis.query"], "expires_on": "1/1/2030"})

    secret = answer.context["secret"]
    assert f">{secret}</textarea>" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    key = ApiKey.objects.get()
    assert (key.party, key.scopes, key.expires_on) == (cast.htx, ["epcis.query"], date(2030, 1, 1))
    assert secret not in client.get(reverse("accounts:keys")).content.decode()


def test_the_programme_has_keys_of_its_own(client, cast):
    client.force_login(cast.quan)
    page = client.get(reverse("accounts:keys"))
    url = reverse("accounts:new_key_for_place", args=[cast.province.pk])
    assert url in page.content.decode()

    client.post(url, {"name": "Cổng bộ", "scopes": BOTH})

    assert ApiKey.objects.get().party is None


def test_a_bad_key_form_keeps_what_was_typed_and_says_why(client, cast):
    client.force_login(cast.quan)
    url = reverse("accounts:new_key_for_party", args=[cast.htx.pk])

    answer = client.post(url, {"name": "Kho Lục Hồn", "expires_on": "1/1/2020"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Kho Lục Hồn"' in text
    assert answer.context["form"].errors.keys() == {"scopes"}
    late = client.post(url, {"name": "Kho", "scopes": BOTH, "expires_on": "1/1/2020"})
    assert late.context["form"].errors == {"expires_on": ["Ngày hết hạn đã qua."]}
    assert not ApiKey.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("hoa", 403), ("other_hoa", 404), ("lan", 403), ("thu", 403), ("binh", 404), (None, 302)],
)
def test_only_an_administrator_makes_and_revokes_keys(client, cast, who, status):
    key, _secret = a_key(party=cast.htx)
    if who:
        client.force_login(getattr(cast, who))

    made = client.post(
        reverse("accounts:new_key_for_party", args=[cast.htx.pk]), {"name": "x", "scopes": BOTH}
    )
    revoked = client.post(reverse("accounts:revoke_key", args=[key.pk]), {"why": "x"})

    assert (made.status_code, revoked.status_code) == (status, status)
    assert list(ApiKey.objects.values_list("revoked_at")) == [(None,)]


def test_a_commune_has_no_keys_of_the_programme(client, cast):
    client.force_login(cast.quan)

    answer = client.post(
        reverse("accounts:new_key_for_place", args=[cast.luc_hon.pk]), {"name": "x", "scopes": BOTH}
    )

    assert answer.status_code == 403
    assert not ApiKey.objects.exists()


def test_revoking_asks_for_a_reason(client, cast):
    key, _secret = a_key(party=cast.htx)
    client.force_login(cast.quan)
    url = reverse("accounts:revoke_key", args=[key.pk])

    without = client.post(url, {"why": ""})
    answer = client.post(url, {"why": "HTX đổi phần mềm"})

    assert (without.status_code, answer.status_code) == (422, 302)
    key.refresh_from_db()
    assert key.revoked_at
    assert "đã thu hồi" in client.get(reverse("accounts:keys")).content.decode()


def test_a_form_of_keys_is_protected_against_forged_requests(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.quan)

    answer = client.post(
        reverse("accounts:new_key_for_party", args=[cast.htx.pk]), {"name": "x", "scopes": BOTH}
    )

    assert answer.status_code == 403
    assert not ApiKey.objects.exists()


def test_the_list_costs_the_same_for_few_and_many(client, cast, django_assert_max_num_queries):
    for number in range(30):
        a_key(name=f"Khoá {number}", party=cast.htx)
    client.force_login(cast.quan)

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("accounts:keys"))

    assert len(answer.context["table"].page) == 25


def test_the_list_tells_keys_that_ran_out(client, cast):
    a_key(expires_on=TODAY)
    client.force_login(cast.quan)

    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        client.force_login(cast.quan)
        text = client.get(reverse("accounts:keys")).content.decode()

    assert "đã hết hạn" in text
