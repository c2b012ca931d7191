"""Sending: each message once, later when it failed, never when it is not needed."""

import smtplib
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse

from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.tests.cast import NOW
from namsao.base.work import actions, posting
from namsao.base.work.models import Message
from namsao.base.work.posting import LEASE, MOST_TRIES, WAITS, send_due
from namsao.base.work.tasks import send_messages

from .build import a_notice

pytestmark = pytest.mark.django_db

BACKEND = "namsao.base.work.tests.test_posting.Server"


class Server:
    """A mail server of these tests. trouble: raised at every message; sent: those it took."""

    trouble: Exception | None = None
    asked = 0

    def __init__(self, **_options):
        pass

    def send_messages(self, messages):
        Server.asked += 1
        if Server.trouble:
            raise Server.trouble
        return len(messages)


@pytest.fixture
def server(settings):
    settings.EMAIL_BACKEND, settings.MAIL_LEAVES = BACKEND, True
    Server.trouble, Server.asked = None, 0
    return Server


def facts() -> tuple[str, int, str]:
    return Message.objects.values_list("state", "tries", "error").get()


def test_a_message_is_sent_once(cast, settings):
    settings.MAIL_LEAVES = True
    a_notice(cast, due=NOW.date())

    send_messages(NOW)
    send_messages(NOW + timedelta(days=1))

    (sent,) = mail.outbox
    assert sent.to == [cast.hoa.email]
    assert sent.subject == "[OCOP] Giấy chứng nhận OCOP của Miến dong hết hạn ngày 31/03/2027"
    assert "Nộp hồ sơ đánh giá lại trước ngày 01/12/2026." in sent.body
    assert f"{settings.SITE_URL}/products/12/" in sent.body
    assert settings.SITE_URL + reverse("work:choices") in sent.body
    assert f'href="{settings.SITE_URL}/products/12/"' in sent.alternatives[0].content
    assert Message.objects.get().sent_at == NOW
    assert facts() == ("sent", 1, "")


def test_what_a_notice_says_is_text_in_the_mail(cast):
    a_notice(cast, title='<b>"Ba & Sao"</b>', body="<script>x</script>")

    send_due(at=NOW)

    (sent,) = mail.outbox
    assert '<b>"Ba & Sao"</b>' in sent.body
    assert "<script>" in sent.body
    assert "<script>" not in sent.alternatives[0].content


def test_a_vietnamese_subject_survives_the_wire_and_the_machine_is_said(cast, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH, settings.MAIL_LEAVES = tmp_path, False
    notice = a_notice(cast)

    send_due(at=NOW)

    (path,) = Path(tmp_path).iterdir()
    wire = message_from_bytes(path.read_bytes())
    assert str(make_header(decode_header(wire["Subject"]))) == f"[OCOP] {notice.title}"
    assert wire["Auto-Submitted"] == "auto-generated"
    assert wire["Message-ID"].startswith("<notice-")
    assert [part.get_content_type() for part in wire.walk()][1:] == ["text/plain", "text/html"]
    assert facts() == ("kept", 1, ""), "a file is not an arrival"


def test_a_server_that_is_down_is_asked_once_a_turn_and_again_later(cast, server):
    actions.notify(users=[cast.hoa, cast.tuan], key="k", title="t", by=INSTALLER, at=NOW)
    server.trouble = ConnectionRefusedError("no")

    assert send_due(at=NOW) == 1
    assert server.asked == 1
    first = Message.objects.earliest("pk")
    assert (first.state, first.tries, first.next_at) == ("queued", 1, NOW + WAITS[0])

    server.trouble = None
    assert send_due(at=NOW + WAITS[0]) == 2
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_after_the_last_try_it_has_failed_and_says_why(cast, server):
    a_notice(cast)
    server.trouble = TimeoutError("slow")
    moment = NOW
    for wait in [*WAITS, timedelta()]:
        assert send_due(at=moment) == 1
        moment += wait

    assert facts() == ("failed", MOST_TRIES, "TimeoutError: slow")
    assert send_due(at=moment + timedelta(days=9)) == 0


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"hoa": (550, b"no such user")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"hoa": (450, b"try later")}), "queued"),
        (smtplib.SMTPDataError(554, b"refused"), "failed"),
        (smtplib.SMTPDataError(451, b"busy"), "queued"),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), "queued"),
    ],
)
def test_a_final_refusal_ends_it_and_another_does_not(cast, server, trouble, state):
    a_notice(cast)
    server.trouble = trouble

    send_due(at=NOW)

    assert facts()[0] == state


def test_two_workers_never_send_the_same_message(cast, server):
    a_notice(cast)
    one, other = Message.objects.get(), Message.objects.get()

    assert posting.claim(one, NOW)
    assert not posting.claim(other, NOW)
    assert send_due(at=NOW) == 0


def test_a_worker_killed_in_the_middle_leaves_it_for_a_later_one(cast, server):
    a_notice(cast)
    posting.claim(Message.objects.get(), NOW)

    assert send_due(at=NOW + LEASE - timedelta(seconds=1)) == 0
    assert send_due(at=NOW + LEASE) == 1
    assert facts() == ("sent", 2, "")


def test_a_message_that_kills_every_worker_is_given_up(cast, server):
    a_notice(cast)
    moment = NOW
    for _try in range(MOST_TRIES):
        posting.claim(Message.objects.get(), moment)
        moment += LEASE

    send_due(at=moment)

    assert (facts()[0], server.asked) == ("failed", 0)


def test_what_is_not_needed_any_more_is_not_sent(cast, server):
    done = a_notice(cast, key="done")
    a_notice(cast, key="muted", users=[cast.tuan])
    a_notice(cast, key="closed", users=[cast.lan])
    actions.finish(notice=done, by=cast.hoa, at=NOW)
    actions.mute(channel="email", by=cast.tuan, at=NOW)
    type(cast.lan).objects.filter(pk=cast.lan.pk).update(is_active=False)

    send_due(at=NOW)

    assert server.asked == 0
    assert list(Message.objects.order_by("pk").values_list("state", "error")) == [
        ("skipped", "việc đã xong"),
        ("skipped", "người nhận đã tắt kênh này"),
        ("skipped", "tài khoản đã khoá"),
    ]


def test_it_goes_to_the_address_the_person_has_now(cast):
    a_notice(cast)
    type(cast.hoa).objects.filter(pk=cast.hoa.pk).update(email="moi@example.vn")

    send_due(at=NOW)

    assert mail.outbox[0].to == ["moi@example.vn"]
    assert Message.objects.get().address == "moi@example.vn"


def test_mail_about_made_up_people_leaves_no_real_server(cast, server):
    type(cast.hoa).objects.filter(pk=cast.hoa.pk).update(is_illustrative=True)
    a_notice(cast)

    send_due(at=NOW)

    assert (facts()[0], server.asked) == ("skipped", 0)


def test_the_log_names_no_address(cast, server, caplog):
    a_notice(cast)
    server.trouble = smtplib.SMTPRecipientsRefused({cast.hoa.email: (450, b"later")})

    send_due(at=NOW)

    assert "was not sent" in caplog.text
    assert cast.hoa.email not in caplog.text
