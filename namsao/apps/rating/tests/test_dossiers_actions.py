"""What Hoa does with a dossier: open, score, attach, hand in, repair, hand in again, take back."""

import pytest

from namsao.apps.evidence.actions import replace
from namsao.apps.evidence.models import Document
from namsao.apps.evidence.tests.build import a_document, some_facts
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.attachments import attach, detach, reorder
from namsao.apps.rating.actions.dossiers import (
    open_dossier,
    write_scores,
    write_texts,
)
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.packs import newest
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

from .build import a_dossier
from .dossiers_build import a_draft, expiring, verbs

pytestmark = pytest.mark.django_db


def test_a_product_without_stars_opens_a_first_dossier_under_the_newest_criteria(cast):
    dossier = a_draft(cast)

    assert (dossier.kind, dossier.state, dossier.pack, dossier.place) == (
        Kind.FIRST,
        State.DRAFT,
        newest(7, TODAY),
        cast.luc_hon,
    )
    assert verbs()[-1] == "dossier.open"


def test_a_product_has_one_open_dossier(cast):
    dossier = a_draft(cast)

    with pytest.raises(AlreadyDone):
        a_draft(cast, dossier.product)

    assert Dossier.objects.count() == 1


def test_a_product_without_stars_cannot_be_upgraded_or_evaluated_again(cast):
    product = a_product(cast)

    for kind in (Kind.UPGRADE, Kind.REEVALUATION):
        with pytest.raises(NotAllowedNow, match="đánh giá lần đầu"):
            open_dossier(product=product, kind=kind, by=cast.hoa, at=NOW)


def test_four_stars_can_be_upgraded_five_cannot_and_a_first_one_is_over(cast):
    four = expiring(cast, 400, stars=4)
    five = expiring(cast, 400, product=a_product(cast, name="Miến dong hộp"), stars=5)

    assert open_dossier(product=four.product, kind=Kind.UPGRADE, by=cast.hoa, at=NOW).kind == Kind.UPGRADE
    with pytest.raises(NotAllowedNow, match="đã 5 sao"):
        open_dossier(product=five.product, kind=Kind.UPGRADE, by=cast.hoa, at=NOW)
    with pytest.raises(NotAllowedNow, match="nâng hạng hoặc đánh giá lại"):
        open_dossier(product=five.product, kind=Kind.FIRST, by=cast.hoa, at=NOW)


@pytest.mark.parametrize(("days", "opens"), [(181, False), (180, True), (120, True), (119, True), (0, True)])
def test_a_reevaluation_opens_180_days_before_the_last_day_and_is_taken_late(cast, days, opens):
    certificate = expiring(cast, days)
    assert (certificate.valid_to - TODAY).days == days

    if opens:
        dossier = open_dossier(product=certificate.product, kind=Kind.REEVALUATION, by=cast.hoa, at=NOW)
        assert dossier.kind == Kind.REEVALUATION
        return
    with pytest.raises(NotAllowedNow) as refused:
        open_dossier(product=certificate.product, kind=Kind.REEVALUATION, by=cast.hoa, at=NOW)
    assert "nộp được từ 25/11/2026" in refused.value.sentence


def test_after_the_last_day_the_product_begins_anew(cast):
    certificate = expiring(cast, -1)

    assert open_dossier(product=certificate.product, kind=Kind.FIRST, by=cast.hoa, at=NOW).kind == Kind.FIRST


def test_an_upgrade_starts_from_the_last_dossier_with_papers_that_still_hold(cast):
    certificate = expiring(cast, 400, stars=3)
    last = a_dossier(cast, product=certificate.product)
    old, kept, gone = a_document(cast), a_document(cast, number="2"), a_document(cast, number="3")
    for document in (old, kept, gone):
        Attachment.objects.create(dossier=last, criterion="1.1", document=document, made_at=NOW)
    Dossier.objects.filter(pk=last.pk).update(
        state=State.RECOGNISED, first_filed_on=TODAY, self_notes={"1.1": "của xã"}, texts={"plan": "mở rộng"}
    )
    newer = replace(document=old, facts=some_facts(number="22/2026"), by=cast.hoa, at=NOW)
    Document.objects.filter(pk=gone.pk).update(withdrawn_at=NOW, withdraw_why="nhầm")

    dossier = open_dossier(product=certificate.product, kind=Kind.UPGRADE, by=cast.hoa, at=NOW)

    assert dossier.previous == last
    assert (dossier.self_scores, dossier.self_notes, dossier.texts) == (
        last.self_scores,
        {"1.1": "của xã"},
        {"plan": "mở rộng"},
    )
    assert {each.document for each in dossier.attachments.all()} == {newer, kept}


def test_scores_keep_what_was_there_and_are_written_in_the_order_of_the_set(cast):
    dossier = a_draft(cast)

    write_scores(dossier=dossier, scores={"2.1": 4}, by=cast.hoa, at=NOW)
    write_scores(dossier=dossier, scores={"1.1": 0}, by=cast.hoa, at=NOW)
    write_scores(dossier=dossier, scores={}, notes={"2.1": "  nghề của bà ngoại "}, by=cast.hoa, at=NOW)
    written = write_scores(dossier=dossier, scores={"2.1": None, "1.2": 3}, by=cast.hoa, at=NOW)

    assert list(written.self_scores.items()) == [("1.1", 0), ("1.2", 3)]
    assert written.self_notes == {"2.1": "nghề của bà ngoại"}
    assert verbs().count("dossier.write_scores") == 4


def test_the_same_scores_again_leave_no_trace(cast):
    dossier = a_draft(cast)
    write_scores(dossier=dossier, scores={"1.1": 1}, by=cast.hoa, at=NOW)
    before = verbs()

    write_scores(dossier=dossier, scores={"1.1": 1}, by=cast.hoa, at=NOW)

    assert verbs() == before


@pytest.mark.parametrize(("code", "seq"), [("99.9", 1), ("1.1", 4), ("1.1", -1)])
def test_a_score_the_set_does_not_have_is_refused(cast, code, seq):
    dossier = a_draft(cast)

    with pytest.raises(BadValue) as refused:
        write_scores(dossier=dossier, scores={code: seq}, by=cast.hoa, at=NOW)

    assert refused.value.field == code


def test_a_text_the_form_does_not_have_is_refused(cast):
    with pytest.raises(BadValue):
        write_texts(dossier=a_draft(cast), texts={"since_output": "10 tấn"}, by=cast.hoa, at=NOW)


def test_papers_stand_in_the_order_they_are_put(cast):
    dossier = a_draft(cast)
    one, two, three = (
        attach(
            dossier=dossier, criterion="1.1", document=a_document(cast, number=str(n)), by=cast.hoa, at=NOW
        )
        for n in range(3)
    )

    reorder(attachment=three, position=0, by=cast.hoa, at=NOW)
    detach(attachment=one, by=cast.hoa, at=NOW)

    assert list(dossier.attachments.all()) == [three, two]
    assert verbs()[-2:] == ["dossier.reorder", "dossier.detach"]


def test_a_paper_stands_once_under_a_criterion_and_only_of_the_own_producer(cast):
    dossier, document = a_draft(cast), a_document(cast)
    attach(dossier=dossier, criterion="1.1", document=document, by=cast.hoa, at=NOW)

    with pytest.raises(AlreadyDone):
        attach(dossier=dossier, criterion="1.1", document=document, by=cast.hoa, at=NOW)
    with pytest.raises(BadValue):
        attach(
            dossier=dossier,
            criterion="1.1",
            document=a_document(cast, party=cast.other_htx),
            by=cast.hoa,
            at=NOW,
        )

    assert attach(dossier=dossier, criterion="1.2", document=document, by=cast.hoa, at=NOW).criterion == "1.2"


def test_a_replaced_paper_is_not_attached(cast):
    dossier, old = a_draft(cast), a_document(cast)
    replace(document=old, facts=some_facts(number="mới"), by=cast.hoa, at=NOW)

    with pytest.raises(NotAllowedNow, match="bản mới"):
        attach(dossier=dossier, criterion="1.1", document=old, by=cast.hoa, at=NOW)
