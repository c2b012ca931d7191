"""Telling people, once; ladders; and taking back what is dealt with."""

from datetime import date, timedelta

import pytest

from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts import queries as people
from namsao.base.accounts.models import Posting
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.work import actions, queries
from namsao.base.work.models import Message, Muted, Notice
from namsao.core.actor import Role
from namsao.core.errors import AlreadyDone, NotAllowedNow

from .build import a_notice

pytestmark = pytest.mark.django_db

LADDER = {
    "key": "certificate:12:renewal",
    "steps": (240, 180, 150, 120, 60, 30),
    "title": "Sắp hết hạn",
    "url": "/products/12/",
}


def open_keys(user) -> list[str]:
    return [notice.key for notice in queries.reminders(user)]


def test_a_notice_waits_on_the_home_page_and_a_message_in_the_queue(cast):
    notice = a_notice(cast)

    assert list(queries.reminders(cast.hoa)) == [notice]
    assert list(queries.reminders(cast.other_hoa)) == []
    assert list(Message.objects.values_list("notice", "channel", "address", "state", "next_at")) == [
        (notice.pk, "email", cast.hoa.email, "queued", NOW)
    ]


def test_telling_again_changes_nothing(cast):
    a_notice(cast)

    again = actions.notify(
        users=[cast.hoa, cast.hoa], key="certificate:12:2027-03-31:120", title="Khác", by=INSTALLER, at=NOW
    )

    assert again == []
    assert (Notice.objects.count(), Message.objects.count()) == (1, 1)
    assert Notice.objects.get().title != "Khác"


def test_each_person_is_told_alone(cast):
    made = actions.notify(users=[cast.hoa, cast.tuan], key="k", title="t", by=INSTALLER, at=NOW)

    assert [notice.user for notice in made] == [cast.hoa, cast.tuan]


def test_who_has_no_address_or_switched_mail_off_gets_the_notice_alone(cast):
    cast.tuan.email, cast.tuan.phone = None, "+84912345678"
    cast.tuan.save()
    actions.mute(channel="email", by=cast.hoa, at=NOW)

    made = actions.notify(users=[cast.hoa, cast.tuan], key="k", title="t", by=INSTALLER, at=NOW)

    assert len(made) == 2
    assert not Message.objects.exists()


def test_nobody_is_told_of_their_own_act(cast):
    made = actions.notify(users=[cast.hoa, cast.tuan], key="k", title="t", by=cast.tuan, at=NOW)

    assert [notice.user for notice in made] == [cast.hoa]


def test_nobody_reads_or_ends_for_another(cast):
    actions.finish(notice=a_notice(cast), by=cast.tuan, at=NOW)

    assert list(Notice.objects.values_list("read_at", "done_at")) == [(None, None)]


def test_a_closed_account_is_told_nothing(cast):
    cast.hoa.is_active = False

    assert actions.notify(users=[cast.hoa], key="k", title="t", by=INSTALLER, at=NOW) == []


@pytest.mark.parametrize(
    "url",
    ["https://example.com/", "//example.com/", "/\\example.com", "javascript:alert(1)", "x", "/a\nb://c"],
)
def test_a_notice_never_leads_to_another_site(cast, url):
    with pytest.raises(ValueError, match="not a path"):
        a_notice(cast, url=url)


def test_a_line_break_in_a_title_becomes_a_space(cast):
    assert a_notice(cast, title=" Một\r\nBcc: x@example.com ").title == "Một Bcc: x@example.com"


def test_settling_a_thing_takes_its_notices_and_no_others(cast):
    a_notice(cast, key="lot:1")
    a_notice(cast, key="lot:1:expiry", users=[cast.tuan])
    a_notice(cast, key="lot:12")

    assert actions.settle(key="lot:1", by=cast.hoa, at=NOW) == 2
    assert actions.settle(key="lot:1", by=cast.hoa, at=NOW) == 0
    assert open_keys(cast.hoa) == ["lot:12"]
    assert open_keys(cast.tuan) == []


def test_a_ladder_stands_once_on_the_home_page(cast):
    end = TODAY + timedelta(days=181)

    steps = [
        actions.remind(users=[cast.hoa], target_day=end, by=INSTALLER, at=NOW + timedelta(days=day), **LADDER)
        for day in (0, 1, 2, 40)
    ]

    assert steps == [240, 180, None, 150]
    assert open_keys(cast.hoa) == [f"certificate:12:renewal:{end}:150"]
    assert Notice.objects.filter(due=end).count() == 3


def test_another_day_starts_the_ladder_anew_and_ends_the_old_one(cast):
    for end in (TODAY + timedelta(days=20), TODAY + timedelta(days=200)):
        actions.remind(users=[cast.hoa], target_day=end, by=INSTALLER, at=NOW, **LADDER)

    assert open_keys(cast.hoa) == [f"certificate:12:renewal:{TODAY + timedelta(days=200)}:240"]


def test_a_ladder_with_nobody_to_tell_tells_who_comes_later(cast):
    end = TODAY + timedelta(days=100)
    actions.remind(users=[], target_day=end, by=INSTALLER, at=NOW, **LADDER)

    assert actions.remind(users=[cast.hoa], target_day=end, by=INSTALLER, at=NOW, **LADDER) == 120


def test_the_first_reading_counts(cast):
    notice = a_notice(cast)

    actions.read(notice=notice, by=cast.hoa, at=NOW)
    actions.finish(notice=notice, by=cast.hoa, at=NOW + timedelta(hours=1))
    actions.finish(notice=notice, by=cast.hoa, at=NOW + timedelta(hours=2))

    notice.refresh_from_db()
    assert (notice.read_at, notice.done_at) == (NOW, NOW + timedelta(hours=1))


def test_open_things_come_first_then_unread_then_the_nearest_deadline(cast):
    done = a_notice(cast, key="done")
    actions.finish(notice=done, by=cast.hoa, at=NOW)
    seen = a_notice(cast, key="read", due=date(2026, 1, 1))
    actions.read(notice=seen, by=cast.hoa, at=NOW)
    for key, due in [("none", None), ("late", date(2027, 2, 1)), ("soon", date(2027, 1, 1))]:
        a_notice(cast, key=key, due=due)

    assert [n.key for n in Notice.objects.in_reading_order()] == ["soon", "late", "none", "read", "done"]


def test_switching_a_channel_off_and_on_is_remembered_once(cast):
    for switch in (actions.mute, actions.mute, actions.unmute, actions.unmute):
        switch(channel="email", by=cast.hoa, at=NOW)

    assert not Muted.objects.exists()
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["mute", "unmute"]


def test_a_failed_message_can_be_sent_again_and_a_waiting_one_not(cast):
    a_notice(cast)
    Message.objects.update(state=Message.State.FAILED, tries=8, error="x")
    message = Message.objects.get()

    actions.resend(message=message, by=cast.quan, at=NOW)
    with pytest.raises(AlreadyDone):
        actions.resend(message=message, by=cast.quan, at=NOW)

    message.refresh_from_db()
    assert (message.state, message.tries, message.error) == ("queued", 0, "")
    assert Entry.objects.get().verb == "resend"


def test_a_message_about_a_thing_that_is_done_is_not_sent_again(cast):
    notice = a_notice(cast)
    actions.finish(notice=notice, by=cast.hoa, at=NOW)
    Message.objects.update(state=Message.State.FAILED)

    with pytest.raises(NotAllowedNow):
        actions.resend(message=Message.objects.get(), by=cast.quan, at=NOW)


def test_people_are_found_by_party_and_by_place(cast):
    assert list(people.users_of_party(cast.htx)) == [cast.hoa]
    assert list(people.users_at_place(cast.luc_hon, Role.COMMUNE)) == [cast.tuan]
    assert set(people.users_at_place(cast.province, Role.PROVINCE, Role.ADMIN)) == {cast.lan, cast.quan}

    Posting.objects.filter(user=cast.tuan).update(until=NOW)
    cast.hoa.is_active = False
    cast.hoa.save()

    assert not people.users_at_place(cast.luc_hon, Role.COMMUNE)
    assert not people.users_of_party(cast.htx)
