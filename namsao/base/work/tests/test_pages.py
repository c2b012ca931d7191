"""Notices, choices and sent messages, as people meet them."""

import pytest
from django.urls import reverse

from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.tests.cast import NOW
from namsao.base.work import actions
from namsao.base.work.models import Message, Muted, Notice

from .build import a_notice

pytestmark = pytest.mark.django_db


def test_my_notices_are_on_the_home_page_and_on_their_own(cast, client):
    notice = a_notice(cast)
    client.force_login(cast.hoa)

    for page in ("home", "work:notices"):
        assert notice.title in client.get(reverse(page)).content.decode()

    client.force_login(cast.other_hoa)
    for page in ("home", "work:notices"):
        assert notice.title not in client.get(reverse(page)).content.decode()


def test_a_page_without_notices_says_when_there_will_be_some(cast, client):
    client.force_login(cast.binh)

    assert "Chưa có lời nhắc nào" in client.get(reverse("work:notices")).content.decode()


def test_opening_a_notice_reads_it_and_leads_on(cast, client):
    notice = a_notice(cast)
    client.force_login(cast.hoa)

    client.get(reverse("work:read", args=[notice.pk]))
    assert not Notice.objects.exclude(read_at=None).exists(), "a link that is only followed changes nothing"
    answer = client.post(reverse("work:read", args=[notice.pk]))

    assert answer["Location"] == "/products/12/"
    assert Notice.objects.get().read_at is not None


def test_a_notice_that_is_done_leaves_the_home_page(cast, client):
    notice = a_notice(cast)
    client.force_login(cast.hoa)

    client.get(reverse("work:finish", args=[notice.pk]))
    assert notice.title in client.get(reverse("home")).content.decode()
    client.post(reverse("work:finish", args=[notice.pk]))

    assert notice.title not in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize("who", ["other_hoa", "tuan", "lan", "thu", "quan", "binh"])
@pytest.mark.parametrize("verb", ["read", "finish"])
def test_a_notice_is_its_owners_alone(cast, client, who, verb):
    notice = a_notice(cast)
    client.force_login(getattr(cast, who))

    assert client.post(reverse(f"work:{verb}", args=[notice.pk])).status_code == 404


def test_mail_is_switched_off_and_on(cast, client):
    client.force_login(cast.hoa)
    page = reverse("work:choices")

    assert "checked" in client.get(page).content.decode()
    client.post(page, {})
    assert Muted.objects.get().user == cast.hoa
    assert "checked" not in client.get(page).content.decode()
    client.post(page, {"email": "on"})

    assert not Muted.objects.exists()


def test_administrators_see_what_failed_and_send_it_again(cast, client):
    a_notice(cast)
    Message.objects.update(state=Message.State.FAILED, error="550 no such user")
    client.force_login(cast.quan)

    page = client.get(reverse("work:messages"), {"state": "failed"}).content.decode()
    assert "550 no such user" in page
    resend = reverse("work:resend", args=[Message.objects.get().pk])
    assert resend in page
    assert "Gửi lại thư" in client.get(resend).content.decode()
    client.post(resend)
    assert Message.objects.get().state == "queued"
    assert "đang chờ gửi rồi" in client.post(resend, follow=True).content.decode()


@pytest.mark.parametrize("who", ["hoa", "tuan", "lan", "thu", "binh"])
def test_nobody_else_sees_messages(cast, client, who):
    a_notice(cast)
    client.force_login(getattr(cast, who))

    assert cast.hoa.email not in client.get(reverse("work:messages")).content.decode()
    assert client.post(reverse("work:resend", args=[Message.objects.get().pk])).status_code == 404


def test_the_messages_page_says_when_mail_leaves_nowhere(cast, client, settings):
    client.force_login(cast.quan)
    settings.DEMO = settings.MAIL_LEAVES = False

    assert "NAMSAO_EMAIL_URL" in client.get(reverse("work:messages")).content.decode()
    settings.MAIL_LEAVES = True
    assert "NAMSAO_EMAIL_URL" not in client.get(reverse("work:messages")).content.decode()


@pytest.mark.parametrize(("who", "page", "most"), [("hoa", "notices", 8), ("quan", "messages", 8)])
def test_the_lists_ask_the_same_questions_however_long(
    cast, client, django_assert_max_num_queries, who, page, most
):
    for number in range(30):
        actions.notify(users=[cast.hoa], key=f"k:{number}", title=f"Việc {number}", by=INSTALLER, at=NOW)
    client.force_login(getattr(cast, who))

    with django_assert_max_num_queries(most):
        client.get(reverse(f"work:{page}"))
