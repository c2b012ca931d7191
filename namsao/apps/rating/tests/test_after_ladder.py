"""Reminders that a certificate ends, one step of the ladder at a time."""

from datetime import timedelta

import pytest
import time_machine

from namsao.apps.rating import after_reminders
from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import Kind, State
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.jobs.models import Letter
from namsao.base.work.models import Notice

from .after_build import ending, later, revoked, titles
from .build import a_dossier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_producer_and_commune_climb_the_ladder_one_notice_a_step(cast, heard):
    ending(cast, 240)
    told = {}
    for left in range(240, 0, -1):
        before = Notice.objects.filter(user=cast.hoa).count()
        with time_machine.travel(later(240 - left)):
            heard(lambda n=left: after_reminders.remind_of_endings(at=later(240 - n)))
        if Notice.objects.filter(user=cast.hoa).count() > before:
            told[left] = titles(cast.hoa)[-1].partition(":")[0]

    assert told == {
        240: "Chuẩn bị đánh giá lại",
        180: "Nộp hồ sơ đánh giá lại được rồi",
        150: "Nộp hồ sơ đánh giá lại được rồi",
        120: "Hôm nay là ngày cuối nộp đánh giá lại",
        60: "Đã quá hạn nộp đánh giá lại",
        30: "Đã quá hạn nộp đánh giá lại",
    }
    assert titles(cast.tuan) == titles(cast.hoa)
    assert titles(cast.other_tuan) == []
    assert (
        Notice.objects.open().filter(user=cast.hoa).count() == 1
    )  # a step takes the place of the one before
    days = [letter.payload["days"] for letter in Letter.objects.filter(name="certificate_running_out")]
    assert days == [240, 180, 150, 120, 60, 30]


def test_the_window_is_told_with_its_last_day(cast):
    certificate = ending(cast, 180)

    after_reminders.remind_of_endings(at=NOW)

    [notice] = Notice.objects.filter(user=cast.hoa)
    closes = certificate.valid_to - timedelta(days=120)
    assert f"{closes:%d/%m/%Y}" in notice.body
    assert f"{certificate.valid_to:%d/%m/%Y}" in notice.body


def test_a_machine_that_was_off_tells_one_thing_and_says_what_is_true(cast):
    ending(cast, 45)

    for _night in range(3):
        after_reminders.remind_of_endings(at=NOW)

    assert titles(cast.hoa) == ["Đã quá hạn nộp đánh giá lại: Miến dong Bình Liêu"]
    assert "Còn 45 ngày" in Notice.objects.get(user=cast.hoa).body


def test_who_has_filed_is_not_reminded_and_old_reminders_leave(cast, heard):
    certificate = ending(cast, 170)
    after_reminders.remind_of_endings(at=NOW)
    dossier = a_dossier(cast, State.DRAFT, product=certificate.product, kind=Kind.REEVALUATION)

    heard(
        lambda: move(dossier=dossier, verb="file", by=cast.hoa, at=NOW, first_filed_on=TODAY, filed_on=TODAY)
    )

    assert not Notice.objects.open().filter(user=cast.hoa).exists()
    assert titles(cast.tuan, done_at=None) == ["Hồ sơ mới nộp: Miến dong Bình Liêu"]
    assert after_reminders.remind_of_endings(at=later(60)) == 0


def test_a_certificate_that_is_revoked_reminds_nobody(cast, heard):
    certificate = ending(cast, 200)
    after_reminders.remind_of_endings(at=NOW)

    heard(lambda: revoked(cast, certificate))

    assert after_reminders.remind_of_endings(at=later(90)) == 0
    said = titles(cast.hoa, done_at=None)
    assert said == ["Giấy chứng nhận bị thu hồi: Miến dong Bình Liêu"]
