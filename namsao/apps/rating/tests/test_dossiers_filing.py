"""Hoa hands a dossier in, repairs it, hands it in again, takes it back."""

from datetime import timedelta

import pytest
import time_machine

from namsao.apps.evidence.models import Document
from namsao.apps.evidence.tests.build import a_file, a_labour_list
from namsao.apps.products.actions import change_product
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.dossiers import (
    open_dossier,
    write_scores,
)
from namsao.apps.rating.actions.filing import file_dossier, withdraw
from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Filing
from namsao.apps.rating.queries.filings import sha256_of
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import BadValue, NotAllowedNow

from .build import a_dossier, best
from .dossiers_build import ETHNICITY, NAME, a_draft, a_ready_dossier, expiring, verbs

pytestmark = pytest.mark.django_db


def test_a_whole_dossier_is_handed_in_with_a_receipt(cast):
    dossier = a_ready_dossier(cast)

    filing = file_dossier(dossier=dossier, by=cast.hoa, at=NOW)

    assert filing.number == "01/PĐK-22-06841-2026"
    assert (dossier.state, dossier.first_filed_on, dossier.filed_on) == (State.FILED, TODAY, TODAY)
    stored = Filing.objects.get()
    assert stored.sha256 == sha256_of(stored.content) == filing.sha256
    assert stored.content["scores"] == dossier.self_scores
    document = Document.objects.get()
    assert document.used_at == NOW
    assert stored.content["attachments"][0]["files"] == [document.files.get().stored_id]
    assert dossier.moves.get().paper_no == filing.number
    assert verbs()[-1] == "dossier.file"


def test_a_dossier_is_not_handed_in_twice(cast):
    dossier = a_ready_dossier(cast)
    file_dossier(dossier=dossier, by=cast.hoa, at=NOW)

    with pytest.raises(NotAllowedNow):
        file_dossier(dossier=dossier, by=cast.hoa, at=NOW)
    with pytest.raises(NotAllowedNow):
        write_scores(dossier=dossier, scores={"1.1": 1}, by=cast.hoa, at=NOW)

    assert Filing.objects.count() == 1


def test_what_lacks_is_named_and_nothing_is_written(cast):
    dossier = a_draft(cast)

    with pytest.raises(NotAllowedNow) as refused:
        file_dossier(dossier=dossier, by=cast.hoa, at=NOW)

    assert "Người đại diện theo pháp luật" in refused.value.sentence
    assert not Filing.objects.exists()
    dossier.refresh_from_db()
    assert dossier.state == State.DRAFT


def test_a_household_without_registration_is_refused_with_the_article(cast):
    dossier = a_ready_dossier(cast)
    cast.htx.kind = "household"
    cast.htx.save()

    with pytest.raises(NotAllowedNow, match="Điều 2 khoản 3"):
        file_dossier(dossier=dossier, by=cast.hoa, at=NOW)


def test_after_a_return_it_is_repaired_and_handed_in_again_and_keeps_its_first_day(cast):
    dossier = a_ready_dossier(cast)
    file_dossier(dossier=dossier, by=cast.hoa, at=NOW)
    move(dossier=dossier, verb="return_to_producer", by=cast.tuan, at=NOW, why="thiếu ảnh")
    write_scores(dossier=dossier, scores={}, notes={"1.1": "đã bổ sung"}, by=cast.hoa, at=NOW)
    later = NOW + timedelta(days=9)

    with time_machine.travel(later):
        second = file_dossier(dossier=dossier, by=cast.hoa, at=later)

    assert (dossier.first_filed_on, dossier.filed_on) == (TODAY, TODAY + timedelta(days=9))
    assert second.number == "02/PĐK-22-06841-2026"
    assert len({each.sha256 for each in dossier.filings.all()}) == 2


def test_what_the_province_returned_goes_back_to_the_province(cast):
    dossier = a_ready_dossier(cast)
    for verb in ("propose", "send_back"):
        if verb == "propose":
            file_dossier(dossier=dossier, by=cast.hoa, at=NOW)
        move(dossier=dossier, verb=verb, by=cast.lan, at=NOW)

    file_dossier(dossier=dossier, by=cast.hoa, at=NOW)

    assert dossier.state == State.PROPOSED


def test_what_is_frozen_holds_no_personal_data(cast):
    dossier = a_ready_dossier(cast)
    secret = a_labour_list(cast)
    a_file(cast, secret, name="Danh sách Hoàng Thị Sần.pdf")
    attach(dossier=dossier, criterion="3.3", document=secret, note="dòng 4: Sần", by=cast.hoa, at=NOW)

    content = file_dossier(dossier=dossier, by=cast.hoa, at=NOW).content

    [frozen] = [each for each in content["attachments"] if each["document"] == secret.pk]
    assert (frozen["title"], frozen["number"], frozen["note"], len(frozen["files"])) == (
        "Sử dụng lao động địa phương",
        "",
        "",
        1,
    )
    text = str(content)
    assert not any(word in text for word in (NAME, ETHNICITY, "Bản Cáu", "người Tày", "Sần"))


def test_a_dossier_is_withdrawn_with_a_reason_and_the_stars_stay(cast):
    certificate = expiring(cast, 400)
    dossier = open_dossier(product=certificate.product, kind=Kind.UPGRADE, by=cast.hoa, at=NOW)

    with pytest.raises(BadValue):
        withdraw(dossier=dossier, why=" ", by=cast.hoa, at=NOW)
    withdraw(dossier=dossier, why="chưa đủ vốn", by=cast.hoa, at=NOW)

    assert dossier.state == State.WITHDRAWN
    assert certificate.standing(TODAY) == "valid"
    assert verbs()[-1] == "dossier.withdraw"
    with pytest.raises(NotAllowedNow):
        withdraw(dossier=dossier, why="lần nữa", by=cast.hoa, at=NOW)


def test_a_decided_dossier_cannot_be_withdrawn(cast):
    dossier = a_dossier(cast, State.SUBMITTED)

    with pytest.raises(NotAllowedNow):
        withdraw(dossier=dossier, why="đổi ý", by=cast.hoa, at=NOW)


def test_a_product_that_changed_its_set_needs_a_new_dossier(cast):
    dossier = a_ready_dossier(cast)
    product = dossier.product
    facts = {name: getattr(product, name) for name in ("name", "net_content", "net_g", "facility")}
    change_product(product=product, set_number=8, **facts, by=cast.hoa, at=NOW)

    with pytest.raises(NotAllowedNow, match="bộ tiêu chí khác"):
        file_dossier(dossier=dossier, by=cast.hoa, at=NOW)


def test_the_pack_stays_the_one_it_was_opened_under(cast):
    dossier = a_draft(cast)

    assert (
        write_scores(dossier=dossier, scores=best(dossier), by=cast.hoa, at=NOW).pack == "criteria/set-07@1"
    )
