"""Desks that are nearly or already late."""

from datetime import timedelta

import pytest

from namsao.apps.rating.actions.extension import extend
from namsao.apps.rating.actions.inspection import conclude, plan_inspection, write_inspection
from namsao.apps.rating.actions.laboratory import drop_test
from namsao.apps.rating.flow import State
from namsao.apps.rating.tasks import remind as remind_job
from namsao.base.accounts.tests.cast import NOW, TODAY

from .after_build import a_case, a_leader, a_reevaluation, ending, later, submitted, titles
from .build import a_certificate, a_dossier, a_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_the_commune_hears_three_working_days_before_and_when_it_is_late(cast):
    a_dossier(cast, State.FILED)  # 24/11: the fifteenth working day is 15/12
    told = {}
    for n in range(30):
        before = len(titles(cast.tuan))
        remind_job(later(n))
        if len(titles(cast.tuan)) > before:
            told[f"{later(n):%d/%m}"] = titles(cast.tuan)[-1]

    assert told == {
        "10/12": "Sắp hết 15 ngày làm việc: Miến dong Bình Liêu",
        "16/12": "Xã quá hạn 15 ngày làm việc: Miến dong Bình Liêu",
    }
    assert titles(cast.tuan, done_at=None) == ["Xã quá hạn 15 ngày làm việc: Miến dong Bình Liêu"]


def test_a_machine_that_was_off_over_the_clock_tells_only_that_it_is_late(cast):
    a_dossier(cast, State.FILED)

    remind_job(later(40))

    assert titles(cast.tuan) == ["Xã quá hạn 15 ngày làm việc: Miến dong Bình Liêu"]


def test_the_province_hears_of_the_45_days(cast):
    dossier = a_reevaluation(cast, ending(cast, 100), TODAY)
    assert dossier.complete_on == TODAY

    for n in (34, 35, 45, 46):
        remind_job(later(n))

    assert titles(cast.lan) == [
        "Sắp hết 45 ngày đánh giá lại: Miến dong Bình Liêu",
        "Quá 45 ngày đánh giá lại: Miến dong Bình Liêu",
    ]


def test_the_province_hears_when_a_late_filers_certificate_is_about_to_end(cast, heard):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)

    remind_job(NOW)
    remind_job(later(1))

    said = "Giấy sắp hết hạn khi hồ sơ nộp muộn chưa có kết quả: Miến dong Bình Liêu"
    assert titles(cast.lan) == titles(cast.lan, done_at=None) == [said]
    until = certificate.valid_to + timedelta(days=90)
    heard(lambda: extend(certificate=certificate, until=until, by=cast.lan, at=NOW))
    assert titles(cast.lan, done_at=None) == []


def test_a_revocation_is_told_to_each_hand_in_turn(cast, heard):
    a_leader(cast)
    case = heard(lambda: a_case(cast))
    opened = {name: titles(getattr(cast, name), done_at=None) for name in ("hoa", "lan")}
    remind_job(later(6))
    heard(lambda: submitted(cast, case))

    assert opened == {
        "hoa": ["Giấy chứng nhận đang bị xem xét thu hồi: Miến dong Bình Liêu"],
        "lan": ["Cần xác minh việc thu hồi: Miến dong Bình Liêu"],
    }
    assert titles(cast.leader, done_at=None) == ["Chờ quyết định thu hồi: Miến dong Bình Liêu"]
    assert "Sắp hết 15 ngày thu hồi: Miến dong Bình Liêu" in titles(cast.lan)
    assert titles(cast.hoa, done_at=None) == []


def test_a_repair_and_a_laboratory_result_have_their_clocks(cast, heard):
    certificate = a_certificate(cast)
    said = {"by": cast.lan, "at": NOW}
    visit = plan_inspection(product=certificate.product, kind="periodic", planned_on=TODAY, **said)
    write_inspection(inspection=visit, done_on=TODAY, team="Sở", findings=[], text="", **said)
    due = TODAY + timedelta(days=10)
    heard(
        lambda: conclude(
            inspection=visit,
            conclusion="to_fix",
            conclusion_no="8/KL",
            concluded_on=TODAY,
            fix_by=due,
            **said,
        )
    )
    dossier = a_dossier(cast, State.ACCEPTED, product=a_product(cast, name="Miến khoai"))
    test = dossier.tests.create(what="Kim loại nặng", due=due, asked_at=NOW)

    for n in (3, 8, 11):
        remind_job(later(n))

    assert titles(cast.hoa) == [
        "Phải khắc phục sau kiểm tra: Miến dong Bình Liêu",
        "Sắp đến hạn khắc phục sau kiểm tra: Miến dong Bình Liêu",
        "Sắp đến hạn gửi phiếu kiểm nghiệm: Miến khoai",
        "Quá hạn gửi phiếu kiểm nghiệm: Miến khoai",
    ]
    assert "Quá hạn khắc phục sau kiểm tra: Miến dong Bình Liêu" in titles(cast.lan)
    drop_test(test=test, why="Đã có phiếu cũ.", by=cast.lan, at=later(12))
    remind_job(later(12))
    assert "Quá hạn gửi phiếu kiểm nghiệm: Miến khoai" not in titles(cast.hoa, done_at=None)
