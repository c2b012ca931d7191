"""Who is told when a dossier, a case, a paper moves."""

from datetime import timedelta

import pytest

from namsao.apps.evidence.signals import document_expiring
from namsao.apps.evidence.tests.build import a_document
from namsao.apps.rating.actions.extension import extend
from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import StarCertificate
from namsao.apps.rating.receivers import tell_the_next_desk
from namsao.apps.rating.signals import dossier_moved
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.work.models import Notice

from .after_build import a_reevaluation, ending, titles
from .build import a_council, a_dossier, a_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_each_move_tells_the_next_desk_and_takes_back_the_one_before(cast, heard):
    a_council(cast)
    dossier = a_dossier(cast, State.DRAFT)
    filed = {"first_filed_on": TODAY, "filed_on": TODAY}
    steps = [
        ("file", cast.hoa, filed, cast.tuan, "Hồ sơ mới nộp"),
        ("return_to_producer", cast.tuan, {}, cast.hoa, "Hồ sơ cần bổ sung"),
        ("file", cast.hoa, filed, cast.tuan, "Hồ sơ mới nộp"),
        ("propose", cast.tuan, {}, cast.lan, "Hồ sơ chờ tỉnh tiếp nhận"),
        ("accept", cast.lan, {}, cast.advisers[0], "Hồ sơ chờ Tổ tư vấn đánh giá"),
        ("advise", cast.advisers[0], {}, cast.lan, "Tổ tư vấn đã báo cáo, chờ đưa ra hội đồng"),
    ]
    told = []
    for verb, by, changes, who, _said in steps:
        heard(lambda v=verb, b=by, c=changes: move(dossier=dossier, verb=v, by=b, at=NOW, **c))
        told.append(titles(who, done_at=None))

    assert told == [[f"{said}: Miến dong Bình Liêu"] for *_rest, said in steps]
    assert titles(cast.hoa, done_at=None) == []


def test_a_sitting_is_told_once_to_its_members_however_many_products_it_has(cast, heard):
    a_council(cast)
    for name in ("Miến A", "Miến B"):
        dossier = a_dossier(cast, State.HEARING, product=a_product(cast, name=name))
        heard(lambda d=dossier: _again(d, "hear"))

    assert titles(cast.members[1]) == ["Phiên đánh giá đợt 2: kê khai xung đột lợi ích rồi chấm"]
    assert titles(cast.advisers[0]) == []


def _again(dossier, verb):
    """The news of the last move, as `move` sends it."""
    dossier_moved.send(at=NOW, dossier=dossier.pk, verb=verb)


def test_a_submission_waits_for_the_leader_and_a_result_reaches_producer_and_commune(cast, heard):
    a_council(cast)
    dossier = a_dossier(cast, State.SUBMITTED)
    heard(lambda: _again(dossier, "submit"))
    waiting = titles(cast.leader, done_at=None)
    heard(lambda: move(dossier=dossier, verb="recognise", by=cast.leader, at=NOW))

    assert waiting == ["Tờ trình 1/TTr-SNNMT chờ quyết định"]
    assert titles(cast.leader, done_at=None) == []
    assert titles(cast.hoa) == titles(cast.tuan) == ["Được công nhận sao: Miến dong Bình Liêu"]


def test_news_heard_twice_or_late_changes_nothing(cast, heard):
    dossier = a_dossier(cast, State.DRAFT)
    filed = {"first_filed_on": TODAY, "filed_on": TODAY}
    heard(lambda: move(dossier=dossier, verb="file", by=cast.hoa, at=NOW, **filed))
    heard(lambda: move(dossier=dossier, verb="propose", by=cast.tuan, at=NOW))
    before = list(Notice.objects.order_by("pk").values_list("user", "key", "done_at"))

    for verb in ("propose", "file"):
        tell_the_next_desk(at=NOW, dossier=dossier.pk, verb=verb)

    assert list(Notice.objects.order_by("pk").values_list("user", "key", "done_at")) == before
    assert titles(cast.lan, done_at=None) == ["Hồ sơ chờ tỉnh tiếp nhận: Miến dong Bình Liêu"]


def test_a_paper_that_ends_is_told_to_its_producer(cast, heard):
    document = a_document(cast, valid_to=TODAY + timedelta(days=30))

    heard(lambda: document_expiring.send(at=NOW, document=document.pk, days=30))

    assert titles(cast.hoa) == [f"Giấy tờ sắp hết hạn: {document}"]
    assert titles(cast.other_hoa) == []


def test_an_extension_is_told_to_producer_and_commune(cast, heard):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)
    until = certificate.valid_to + timedelta(days=180)

    heard(lambda: extend(certificate=certificate, until=until, by=cast.lan, at=NOW))

    said = f"Giấy được kéo dài đến hết {until:%d/%m/%Y}: Miến dong Bình Liêu"
    assert titles(cast.hoa) == titles(cast.tuan) == [said]
    assert StarCertificate.objects.get().extension.until == until
