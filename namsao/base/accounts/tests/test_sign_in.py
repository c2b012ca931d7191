"""Signing in with an e-mail address or a phone number, and out again."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import NoReverseMatch, reverse

from namsao.base.accounts import actions
from namsao.base.accounts.adapters import TOO_MANY, WRONG_LOGIN
from namsao.base.accounts.models import User
from namsao.base.accounts.tests.cast import NOW, PASSWORD
from namsao.base.accounts.tests.sign import is_signed_in, sign_in
from namsao.base.audit.models import Entry


@pytest.fixture
def chin(db):
    """A person who has a phone and no e-mail address."""
    return User.objects.create(
        name="Chín", name_folded="chin", phone="+84912345678", made_at=NOW, password=make_password(PASSWORD)
    )


def errors_on(answer):
    return re.findall(r"<li>(.*?)</li>", answer.content.decode())


def test_one_signs_in_with_an_address_in_any_case(client, cast):
    answer = sign_in(client, " HOA@example.vn ")

    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))
    assert client.session["_auth_user_id"] == str(cast.hoa.pk)


@pytest.mark.parametrize("login", ["0912345678", "+84 912 345 678", "0912.345.678", "84912345678"])
def test_one_signs_in_with_a_phone_number_however_it_is_written(client, chin, login):
    sign_in(client, login)

    assert client.session["_auth_user_id"] == str(chin.pk)


@pytest.mark.parametrize("login", ["hoa@example.vn", "nobody@example.vn", "0987654321", "hoa", "'; --", "0"])
def test_a_wrong_password_and_an_unknown_login_get_the_same_words(client, cast, login):
    answer = sign_in(client, login, "khong-phai-mat-khau")

    assert errors_on(answer)[0] == str(WRONG_LOGIN)
    assert not is_signed_in(client)


def test_what_was_typed_as_login_stays_and_the_password_does_not(client, cast):
    page = sign_in(client, "hoa@exmaple.vn", "mat-khau-bi-mat").content.decode()

    assert re.search(r'<input[^>]*name="login"[^>]*>', page)[0].count('value="hoa@exmaple.vn"') == 1
    assert "mat-khau-bi-mat" not in page


def test_empty_fields_are_named_in_vietnamese(client, db):
    page = sign_in(client, "", "").content.decode()

    assert "Thư điện tử hoặc số điện thoại: " in page
    assert "This field" not in page


def test_after_signing_in_one_lands_where_one_wanted_to_go(client, cast):
    wanted = reverse("parties:party", args=[cast.htx.pk])

    sent = client.get(wanted)
    answer = sign_in(client, "hoa@example.vn", next=wanted)

    assert (sent.status_code, sent["Location"]) == (302, f"{reverse('account_login')}?next={wanted}")
    assert answer["Location"] == wanted


def test_one_is_not_sent_to_another_site(client, cast):
    answer = sign_in(client, "hoa@example.vn", next="https://evil.example/")

    assert answer["Location"] == reverse("home")


def test_five_wrong_tries_on_one_login_stop_the_sixth_even_with_the_right_password(client, cast):
    for _ in range(5):
        assert errors_on(sign_in(client, "hoa@example.vn", "sai"))[0] == str(WRONG_LOGIN)

    answer = sign_in(client, "hoa@example.vn")

    assert errors_on(answer)[0] == str(TOO_MANY)
    assert not is_signed_in(client)


def test_wrong_tries_on_one_phone_do_not_stop_another(client, chin, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/5m/key"}
    for _ in range(3):
        sign_in(client, "0987654321", "sai")
    assert errors_on(sign_in(client, "+84 987 654 321", "sai"))[0] == str(TOO_MANY)

    sign_in(client, "0912345678")

    assert client.session["_auth_user_id"] == str(chin.pk)


def test_too_many_requests_are_answered_429_with_what_to_do(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _ in range(2):
        sign_in(client, "ai@example.vn", "sai")

    answer = sign_in(client, "ai@example.vn", "sai")

    assert answer.status_code == 429
    assert "Hãy đợi chừng một phút rồi thử lại." in answer.content.decode()


def test_a_suspended_person_is_told_so_only_with_the_right_password(client, cast):
    actions.suspend(user=cast.hoa, why="nghỉ việc", by=cast.quan, at=NOW)

    assert errors_on(sign_in(client, "hoa@example.vn", "sai"))[0] == str(WRONG_LOGIN)
    answer = sign_in(client, "hoa@example.vn")

    assert answer["Location"] == reverse("account_inactive")
    assert "Tài khoản đang bị khoá" in client.get(answer["Location"]).content.decode()
    assert not is_signed_in(client)


def test_an_open_session_of_a_suspended_person_stops_at_once(client, cast):
    sign_in(client, "hoa@example.vn")
    page = reverse("parties:party", args=[cast.htx.pk])
    assert client.get(page).status_code == 200

    actions.suspend(user=cast.hoa, why="nghỉ việc", by=cast.quan, at=NOW)

    assert client.get(page)["Location"] == f"{reverse('account_login')}?next={page}"


def test_signing_out_takes_a_post_and_ends_the_session(client, cast):
    sign_in(client, "hoa@example.vn")

    assert "Đăng xuất?" in client.get(reverse("account_logout")).content.decode()
    assert is_signed_in(client)
    client.post(reverse("account_logout"))

    assert not is_signed_in(client)


def test_a_changed_password_keeps_this_session_ends_the_others_and_leaves_history(client, cast):
    from django.test import Client

    other = Client()
    for each in (client, other):
        sign_in(each, "hoa@example.vn")
    new = "con-duong-ve-luc-hon"

    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )

    assert answer.status_code == 302
    page = reverse("parties:party", args=[cast.htx.pk])
    assert [each.get(page).status_code for each in (client, other)] == [200, 302]
    assert list(Entry.objects.values_list("actor_id", "verb", "target_id")) == [
        (cast.hoa.pk, "set_password", str(cast.hoa.pk))
    ]


@pytest.mark.parametrize(
    ("old", "first", "again", "said"),
    [
        ("sai", "con-duong-ve-luc-hon", "con-duong-ve-luc-hon", "Mật khẩu đang dùng chưa đúng."),
        (PASSWORD, "con-duong-ve-luc-hon", "con-duong-ve-ba-che", "Hai lần nhập chưa giống nhau."),
        (PASSWORD, "ngan", "ngan", "Mật khẩu quá ngắn: cần từ 15 ký tự trở lên."),
        (PASSWORD, "hoa@example.vn-1", "hoa@example.vn-1", "Mật khẩu quá giống với thư điện tử."),
        (PASSWORD, "123456789123456789", "123456789123456789", "Mật khẩu này quá phổ biến."),
    ],
)
def test_a_password_that_breaks_a_rule_is_refused_in_vietnamese(client, cast, old, first, again, said):
    sign_in(client, "hoa@example.vn")

    answer = client.post(
        reverse("account_change_password"), {"oldpassword": old, "password1": first, "password2": again}
    )

    page = answer.content.decode()
    assert said in page
    assert "password" not in re.sub(r"<[^>]*>", "", page).lower()
    cast.hoa.refresh_from_db()
    assert cast.hoa.check_password(PASSWORD)


@pytest.mark.parametrize(
    "name",
    [
        "account_signup",
        "account_email",
        "account_set_password",
        "account_reset_password",
        "account_confirm_login_code",
        "account_email_verification_sent",
    ],
)
def test_what_makes_no_sense_here_is_not_served(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "password/set/", "2fa/trust/", ""])
def test_an_address_that_is_not_served_is_not_found(client, cast, path):
    client.force_login(cast.hoa)

    assert client.get(f"/account/{path}").status_code == 404


def test_the_pages_of_signing_in_carry_no_script_or_style_of_their_own(client, cast):
    answer = client.get(reverse("account_login"))
    page = answer.content.decode()

    assert answer["Content-Security-Policy"].startswith("default-src 'self'; ")
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page) == []
    assert 'lang="vi"' in page
