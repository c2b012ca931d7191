"""A wrong row is mended beside, never changed; the old register comes in whole."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import DatabaseError, connection, transaction

from namsao.apps.products.actions import delist
from namsao.apps.products.models import Product
from namsao.apps.products.tests.build import a_product, a_recognition
from namsao.apps.rating.actions.bring_in import bring_in
from namsao.apps.rating.actions.correction import Mending, correct
from namsao.apps.rating.actions.notices import notify_results
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import (
    Decision,
    DecisionRow,
    Ending,
    Result,
    ResultNotice,
    Sheet,
    Standing,
    StarCertificate,
    Submission,
    SubmissionRow,
)
from namsao.apps.rating.queries.next_star import way_up
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.work.models import Notice
from namsao.core.errors import AlreadyDone, BadValue

from .build import a_certificate, a_council, a_dossier, a_paper, best
from .build_decisions import a_decision, a_proposed, a_recognised, a_submission

ENDS = date(2029, 11, 20)


def mend(cast, row, mending, **facts):
    given = {"number": "4300/QĐ-UBND", "on": TODAY, "signer": "PCT", "paper": a_paper(), "by": cast.leader}
    return correct(decision=row.decision, mendings={row.pk: mending}, **given | facts, at=NOW)


def test_a_wrong_row_is_annulled_and_the_right_one_gets_its_certificate(cast):
    wrong = a_recognised(cast)

    correction = mend(cast, wrong.row, Mending("Sai ngày hết hạn", 4, ENDS))

    wrong = StarCertificate.objects.with_facts().get(pk=wrong.pk)
    right = StarCertificate.objects.with_facts().exclude(pk=wrong.pk).get()
    assert wrong.standing(TODAY) == Standing.ANNULLED
    assert (right.standing(TODAY), right.valid_to, right.stars) == (Standing.VALID, ENDS, 4)
    assert [row.verdict for row in correction.rows.all()] == ["annulled", "recognised"]
    assert wrong.row.corrected_by.decision == correction
    assert DecisionRow.objects.get(pk=wrong.row_id).verdict == "recognised"
    product = Product.objects.with_standing(TODAY).get()
    assert (product.stars, product.starred_until) == (4, ENDS)


def test_a_row_can_be_annulled_without_another_in_its_place(cast):
    wrong = a_recognised(cast)

    mend(cast, wrong.row, Mending("Ghi nhầm sản phẩm"))

    assert StarCertificate.objects.with_facts().get().standing(TODAY) == Standing.ANNULLED
    assert Product.objects.with_standing(TODAY).get().stars is None


def test_a_row_is_corrected_once(cast):
    wrong = a_recognised(cast)
    mend(cast, wrong.row, Mending("Nhầm"))

    with pytest.raises(AlreadyDone, match="đã được đính chính"):
        mend(cast, wrong.row, Mending("Nhầm"), number="4301/QĐ-UBND")


@pytest.mark.parametrize(
    ("mending", "field"),
    [
        (Mending("Nhầm", 3, ENDS), "stars"),
        (Mending("Nhầm", 5, ENDS), "stars"),
        (Mending("", 4, ENDS), "why"),
        (Mending("Nhầm", 4, TODAY), "valid_to"),
    ],
)
def test_a_correction_gives_no_other_stars_than_the_result(cast, mending, field):
    wrong = a_recognised(cast)

    with pytest.raises(BadValue) as refused:
        mend(cast, wrong.row, mending)

    assert refused.value.field == f"{field}_{wrong.row_id}"
    assert not Ending.objects.exists()


def test_a_product_refused_by_mistake_gets_its_stars_by_a_correction(cast):
    decision = a_decision(cast, a_submission(cast), "not_recognised", why="Nhầm hồ sơ")

    mend(cast, decision.rows.get(), Mending("Đủ điều kiện", 4, ENDS))

    assert StarCertificate.objects.get().stars == 4


@pytest.mark.parametrize("model", [Submission, SubmissionRow, Decision, DecisionRow, StarCertificate, Ending])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET id = id"])
def test_what_is_decided_cannot_be_changed_by_sql(cast, model, statement):
    wrong = a_recognised(cast)
    mend(cast, wrong.row, Mending("Nhầm", 4, ENDS))
    before = list(model.objects.values())

    with pytest.raises(DatabaseError, match="locked"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=model._meta.db_table))

    assert before
    assert list(model.objects.values()) == before


def test_notices_go_to_the_producer_and_the_commune_once(cast):
    decision = a_decision(cast, a_submission(cast), "recognised")

    [notice] = notify_results(decision=decision, number="12/TB", on=TODAY, by=cast.lan, at=NOW)

    told = Notice.objects.filter(key=f"result:{notice.row_id}")
    assert {each.user for each in told} == {cast.hoa, cast.tuan}
    with pytest.raises(AlreadyDone):
        notify_results(decision=decision, number="13/TB", on=TODAY, by=cast.lan, at=NOW)
    assert ResultNotice.objects.count() == 1


def test_the_old_register_comes_in_with_what_ended_and_comes_in_once(cast):
    names = ("Hết hạn", "Thu hồi", "Thay", "Bộ")
    lapsed, revoked, renewed, national = (a_product(cast, name=name) for name in names)
    old = {"stars": 3, "decision_no": "12/QĐ", "decided_on": date(2023, 1, 10), "valid_to": date(2026, 1, 10)}
    new = {"stars": 4, "decision_no": "12/QĐ", "decided_on": date(2025, 1, 10), "valid_to": date(2028, 1, 10)}
    for product, facts in [(lapsed, old), (revoked, new), (renewed, old)]:
        a_recognition(cast, product, **facts)
    a_recognition(cast, renewed, **new | {"decision_no": "13/QĐ"})
    a_recognition(cast, national)
    delist(product=revoked, on=TODAY, reason="failed", decision_no="77/QĐ", by=cast.lan, at=NOW)

    count = bring_in(place=cast.province, by=INSTALLER, at=NOW)

    found = {
        (each.product.name, each.stars): (each.code, each.standing(TODAY), each.is_ministry)
        for each in StarCertificate.objects.with_facts()
    }
    assert found == {
        ("Hết hạn", 3): ("22-2023-00001", Standing.EXPIRED, False),
        ("Thay", 3): ("22-2023-00002", Standing.REPLACED, False),
        ("Thay", 4): ("22-2025-00001", Standing.VALID, False),
        ("Thu hồi", 4): ("22-2025-00002", Standing.REVOKED, False),
        ("Bộ", 5): ("22-2025-00003", Standing.VALID, True),
    }
    assert count == 5
    assert bring_in(place=cast.province, by=INSTALLER, at=NOW) == 0
    assert Decision.objects.filter(number="12/QĐ").count() == 2


def test_the_next_certificate_is_numbered_after_those_brought_in(cast):
    a_recognition(cast, decided_on=TODAY - timedelta(days=9), valid_to=ENDS, stars=4)
    bring_in(place=cast.province, by=INSTALLER, at=NOW)

    made = a_recognised(cast, product=a_product(cast, name="Miến mới"), points=Fraction(75))

    assert made.code == "22-2026-00002"


def test_an_old_row_can_be_corrected_too(cast):
    a_council(cast)
    old = a_certificate(cast, stars=3)

    mend(cast, old.row, Mending("Đọc nhầm số sao", 4, ENDS))

    assert Product.objects.with_standing(TODAY).get().stars == 4


def test_a_proposal_alone_certifies_nothing(cast):
    a_proposed(cast)

    assert not StarCertificate.objects.exists()


def test_a_notice_knows_what_lacks_for_the_next_star_and_the_way_there(cast):
    dossier = a_dossier(cast, State.HEARING)
    hearing = dossier.hearings.get()
    scores = best(dossier) | {"2.3": 1}
    for member in cast.council.members.scoring():
        Sheet.objects.create(
            hearing=hearing, member=member, scores=scores, started_at=NOW, saved_at=NOW, submitted_at=NOW
        )
    result = Result.objects.create(
        dossier=dossier,
        hearing=hearing,
        points=98,
        points_exact="98",
        stars=3,
        missed=[{"code": "2.3", "stars": 4, "need": 3, "have": 1}],
        pack=dossier.pack,
        at=NOW,
    )

    way = way_up(result)

    assert (way.stars, len(way.missed), len(way.steps)) == (4, 1, 1)
    assert way.steps[0].startswith("2.3 ")
    assert "từ 1 lên 3 điểm" in way.steps[0]


def test_five_stars_have_no_next_one(cast):
    dossier = a_proposed(cast, points=Fraction(95), stars=5)

    assert way_up(dossier.results.get()) is None
