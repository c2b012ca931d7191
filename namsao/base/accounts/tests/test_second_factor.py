"""The second factor: an app's codes, recovery codes, passkeys, and who must have one."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from namsao.base.accounts.tests.cast import PASSWORD
from namsao.base.accounts.tests.sign import code_for, is_signed_in, sign_in, turn_on_totp
from namsao.base.audit.models import Entry

ENGLISH = re.compile(
    r"\b(the|your|code|codes|authenticator|security key|password|sign|enter)\b", re.IGNORECASE
)


def words_of(answer):
    """The text people see, without names of products."""
    text = re.sub(r"<script.*?</script>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"(Google|Microsoft) Authenticator|[A-Z2-7]{32}", "", text)


@pytest.fixture
def lan(client, cast):
    """Lan, signed in."""
    sign_in(client, "lan@example.vn")
    return cast.lan


def test_the_app_is_turned_on_and_asked_for_at_the_next_sign_in(
    client, lan, django_capture_on_commit_callbacks
):
    # given the app turned on
    with django_capture_on_commit_callbacks(execute=True):
        secret = turn_on_totp(client)
    client.post(reverse("account_logout"))

    # when signing in again
    first = sign_in(client, "lan@example.vn", next=reverse("places:places"))
    assert first["Location"] == f"{reverse('mfa_authenticate')}"
    assert not is_signed_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    # then only the right code lets in
    assert "Mã chưa đúng hoặc đã dùng rồi." in wrong.content.decode()
    assert right["Location"] == reverse("places:places")
    assert is_signed_in(client)


def test_the_secret_lies_encrypted_in_the_database_and_the_history_tells(
    client, lan, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        secret = turn_on_totp(client)

    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert Authenticator.objects.count() == 2
    assert secret not in stored
    assert set(Entry.objects.values_list("actor_id", "verb", "target_id", "why")) == {
        (lan.pk, "add_factor", str(lan.pk), "ứng dụng tạo mã"),
        (lan.pk, "add_factor", str(lan.pk), "mã dự phòng"),
    }


def test_a_wrong_first_code_turns_nothing_on_and_keeps_the_same_secret(client, lan):
    client.post(f"{reverse('account_reauthenticate')}?next=/", {"password": PASSWORD})
    secret = re.search(r"[A-Z2-7]{32}", client.get(reverse("mfa_activate_totp")).content.decode())[0]

    answer = client.post(reverse("mfa_activate_totp"), {"code": "12345"})

    assert "Mã chưa đúng" in answer.content.decode()
    assert secret in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_the_same_code_does_not_work_twice(client, lan):
    secret = turn_on_totp(client)
    code = code_for(secret)
    thief = Client()

    for each in (client, thief):
        each.post(reverse("account_logout"))
        sign_in(each, "lan@example.vn")
        each.post(reverse("mfa_authenticate"), {"code": code})

    assert [is_signed_in(each) for each in (client, thief)] == [True, False]


def test_a_recovery_code_stands_in_for_the_app_once(client, lan):
    turn_on_totp(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<code>(\d+)</code>", page)
    assert len(codes) == 10

    tried = []
    for _ in range(2):
        client.post(reverse("account_logout"))
        sign_in(client, "lan@example.vn")
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        tried.append(is_signed_in(client))

    assert tried == [True, False]


def test_recovery_codes_can_be_taken_home_as_text(client, lan):
    turn_on_totp(client)
    shown = re.findall(r"<code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())

    answer = client.get(reverse("mfa_download_recovery_codes"))

    assert answer["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert re.findall(r"^\d+$", answer.content.decode(), flags=re.MULTILINE) == shown


def test_new_recovery_codes_end_the_old_ones(client, lan):
    turn_on_totp(client)
    old = re.findall(r"<code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())

    client.post(reverse("mfa_generate_recovery_codes"))

    new = re.findall(r"<code>(\d+)</code>", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(new) == 10
    assert not set(old) & set(new)


def test_turning_the_app_off_leaves_history(client, lan, django_capture_on_commit_callbacks):
    turn_on_totp(client)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()
    assert set(Entry.objects.filter(verb="remove_factor").values_list("actor_id", "why")) >= {
        (lan.pk, "ứng dụng tạo mã")
    }


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_one_confirms_the_password_before_a_second_factor_changes(client, lan, name):
    asked = client.get(reverse(name))

    assert (
        asked["Location"] == f"{reverse('account_reauthenticate')}?next={reverse(name).replace('/', '%2F')}"
    )
    wrong = client.post(asked["Location"], {"password": "sai"})
    right = client.post(asked["Location"], {"password": PASSWORD})

    assert "Mật khẩu chưa đúng." in wrong.content.decode()
    assert right["Location"] == reverse(name)


def test_one_can_turn_back_at_the_second_step(client, lan):
    turn_on_totp(client)
    client.post(reverse("account_logout"))
    sign_in(client, "lan@example.vn")
    assert client.get(reverse("account_login"))["Location"] == reverse("mfa_authenticate")

    client.post(reverse("account_logout"), {"next": reverse("account_login")})

    assert client.get(reverse("account_login")).status_code == 200


def test_every_page_of_ones_own_account_speaks_vietnamese(client, lan):
    turn_on_totp(client)
    Authenticator.objects.create(
        user=lan, type=Authenticator.Type.WEBAUTHN, data={"name": "Điện thoại", "credential": {}}
    )
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    pages = [
        reverse(name)
        for name in (
            "mfa_index",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "account_change_password",
            "account_logout",
            "account_inactive",
        )
    ] + [reverse(name, args=[key]) for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")]

    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert ENGLISH.findall(words_of(answer)) == [], page
        assert (
            re.findall(
                r"<script(?![^>]*(?:\bsrc=|application/json))|<style|\sstyle=", answer.content.decode()
            )
            == []
        )


def test_the_pages_that_set_up_a_factor_speak_vietnamese(client, lan):
    client.post(f"{reverse('account_reauthenticate')}?next=/", {"password": PASSWORD})

    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"):
        assert ENGLISH.findall(words_of(client.get(reverse(name)))) == [], name


def test_nobody_reaches_the_keys_of_somebody_else(client, cast, lan):
    client.post(f"{reverse('account_reauthenticate')}?next=/", {"password": PASSWORD})
    theirs = Authenticator.objects.create(
        user=cast.hoa, type=Authenticator.Type.WEBAUTHN, data={"name": "Hoa"}
    )

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[theirs.pk])).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_a_passkey_is_offered_to_people_who_are_not_signed_in_yet(client, db):
    answer = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})

    assert answer.status_code == 200
    assert set(answer.json()) == {"request_options"}


@pytest.mark.parametrize(
    "credential", ["", "x", "[]", "7", "{}", '{"id": "x"}', '{"id": "eA", "rawId": "eA"}']
)
def test_a_passkey_that_cannot_be_read_is_refused_and_is_no_fault_of_ours(client, db, credential):
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)

    assert answer.redirect_chain == [(reverse("account_login"), 302)]
    assert 'role="alert"' in answer.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("who", ["tuan", "lan", "thu", "quan"])
def test_staff_without_a_second_factor_are_led_to_set_one_up_and_not_round_in_a_circle(
    client, cast, settings, who
):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(getattr(cast, who))

    answer = client.get(reverse("home"), follow=True)

    assert answer.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "Tài khoản cán bộ cần lớp bảo vệ thứ hai." in answer.content.decode()


def test_staff_who_set_one_up_get_on_with_their_work(client, lan, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    turn_on_totp(client)

    assert client.get(reverse("places:places")).status_code == 200


def test_a_producer_works_without_a_second_factor(client, cast, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, "hoa@example.vn")

    assert client.get(reverse("parties:parties")).status_code == 200
