"""Somebody who lost the second factor is let in again, by a person above them."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from namsao.base.accounts.actions import reset_second_factor
from namsao.base.accounts.models import User
from namsao.base.accounts.tests.cast import NOW, PASSWORD
from namsao.base.accounts.tests.sign import is_signed_in, sign_in, turn_on_totp
from namsao.base.audit.models import Entry
from namsao.core.errors import NotAllowedNow


@pytest.fixture
def tuan(cast, client):
    """Tuấn with an app and recovery codes, signed in on his phone; `client` is nobody again."""
    phone = Client()
    sign_in(phone, "tuan@example.vn")
    turn_on_totp(phone)
    cast.phone = phone
    return cast.tuan


def address(user):
    return reverse("accounts:reset_factor", args=[user.pk])


def is_let_in(client):
    return client.get(reverse("places:places")).status_code == 200


def test_the_administrator_takes_the_lost_factor_away_and_the_password_alone_opens(client, cast, tuan):
    client.force_login(cast.quan)
    assert address(tuan) in client.get(reverse("accounts:person", args=[tuan.pk])).content.decode()
    assert is_let_in(cast.phone)

    asked = client.get(address(tuan))
    done = client.post(address(tuan), {"why": "Mất điện thoại"})

    assert "Gỡ lớp bảo vệ thứ hai của Tuấn?" in asked.content.decode()
    assert done["Location"] == reverse("accounts:person", args=[tuan.pk])
    assert address(tuan) not in client.get(done["Location"]).content.decode()
    assert not Authenticator.objects.exists()
    assert not is_let_in(cast.phone), "sessions opened before are over"
    assert is_let_in(client), "those of others go on"
    assert User.objects.get(pk=tuan.pk).check_password(PASSWORD)
    again = Client()
    sign_in(again, "tuan@example.vn")
    assert is_let_in(again)
    entry = Entry.objects.get(verb="reset_factor")
    assert (entry.actor_name, entry.target, entry.why) == ("Quân", tuan, "Mất điện thoại")


def test_on_a_real_installation_the_next_sign_in_leads_to_a_new_factor(cast, tuan, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    reset_second_factor(user=tuan, why="Mất điện thoại", by=cast.quan, at=NOW)
    again = Client()
    sign_in(again, "tuan@example.vn")

    assert is_signed_in(again)
    assert again.get(reverse("home"), follow=True).redirect_chain == [(reverse("mfa_index"), 302)]


def test_it_asks_why_and_is_not_done_twice(client, cast, tuan):
    client.force_login(cast.quan)

    without = client.post(address(tuan), {"why": ""})
    client.post(address(tuan), {"why": "Mất điện thoại"})
    again = client.post(address(tuan), {"why": "lần nữa"})

    assert (without.status_code, again.status_code) == (422, 422)
    assert again.context["form"].non_field_errors() == ["Tài khoản này không có lớp bảo vệ thứ hai."]
    assert again.context["form"]["why"].value() == "lần nữa"
    assert Entry.objects.filter(verb="reset_factor").count() == 1


def test_nobody_resets_their_own(client, cast, tuan):
    Authenticator.objects.filter(user=tuan).update(user=cast.quan)
    client.force_login(cast.quan)

    page = client.get(reverse("accounts:person", args=[cast.quan.pk])).content.decode()
    answer = client.post(address(cast.quan), {"why": "thử xem"})

    assert address(cast.quan) not in page
    assert answer.status_code == 422
    assert "Hãy nhờ quản trị viên khác." in answer.content.decode()
    assert Authenticator.objects.filter(user=cast.quan).exists()


def test_the_button_is_not_there_without_a_factor(client, cast):
    client.force_login(cast.quan)

    assert (
        address(cast.hoa) not in client.get(reverse("accounts:person", args=[cast.hoa.pk])).content.decode()
    )
    with pytest.raises(NotAllowedNow):
        reset_second_factor(user=cast.hoa, why="x", by=cast.quan, at=NOW)


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 403), ("thu", 403), ("hoa", 404), ("other_tuan", 404), ("binh", 404)]
)
def test_others_reset_nobody(client, cast, tuan, who, status):
    client.force_login(getattr(cast, who))

    assert client.post(address(tuan), {"why": "x"}).status_code == status
    assert Authenticator.objects.filter(user=tuan).exists()
    assert is_let_in(cast.phone)


def test_the_reach_is_that_of_suspending(cast):
    from namsao.base.access.policy import rows

    for person in (cast.hoa, cast.tuan, cast.lan, cast.thu, cast.quan, cast.binh):
        reach = {verb: set(rows(person, verb, User)) for verb in ("reset_factor", "suspend")}
        assert reach["reset_factor"] == reach["suspend"]
    assert set(rows(cast.lan, "reset_factor", User)) == {cast.hoa, cast.other_hoa}
