"""What a dossier lacks: each rule met and missed."""

from dataclasses import replace as changed
from datetime import date, timedelta

import pytest

from namsao.apps.evidence.models import Document
from namsao.apps.evidence.tests.build import a_document, a_file
from namsao.apps.labels.actions import issue
from namsao.apps.products.actions import tell_story
from namsao.apps.products.tests.build import a_batch, a_product
from namsao.apps.rating.actions.attachments import attach, detach
from namsao.apps.rating.actions.dossiers import open_dossier, write_scores
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.changes import before, compare
from namsao.apps.rating.queries.completeness import blocking, findings
from namsao.apps.rating.queries.offers import applicant
from namsao.apps.rating.queries.selfscore import self_score
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.parties.models import Party
from namsao.core.finding import Severity, State

from .build import a_certificate, best
from .dossiers_build import a_draft, a_ready_dossier, a_representative

pytestmark = pytest.mark.django_db


def found(dossier: Dossier, code: str, day: date = TODAY):
    [finding] = [each for each in findings(dossier, day) if each.code == code]
    return finding


@pytest.mark.parametrize(
    ("kind", "set_number", "state"),
    [
        (Party.Kind.COOPERATIVE, 7, State.MET),
        (Party.Kind.COOPERATIVE_GROUP, 7, State.MET),
        (Party.Kind.SME, 7, State.MET),
        (Party.Kind.FARM, 7, State.MET),
        (Party.Kind.HOUSEHOLD, 7, State.MISSING),
        (Party.Kind.ASSOCIATION, 7, State.FAILED),
        (Party.Kind.TOURISM_CENTRE, 7, State.FAILED),
        (Party.Kind.ASSOCIATION, 26, State.MET),
        (Party.Kind.TOURISM_CENTRE, 26, State.MET),
        (Party.Kind.AGENCY, 26, State.FAILED),
    ],
)
def test_who_may_apply(cast, kind, set_number, state):
    cast.htx.kind = kind

    finding = applicant(cast.htx, set_number)

    assert (finding.state, finding.severity) == (state, Severity.BLOCKING)
    assert finding.source == "Quyết định 26/2026/QĐ-TTg, Điều 2 khoản 3"


def test_a_registered_household_may_apply(cast):
    cast.htx.kind, cast.htx.registration_no = Party.Kind.HOUSEHOLD, "22F8001234"

    assert applicant(cast.htx, 7).state is State.MET


def test_a_whole_dossier_has_nothing_that_blocks(cast):
    assert blocking(findings(a_ready_dossier(cast), TODAY)) == []


def test_each_section_that_is_not_scored_blocks_and_names_its_criteria(cast):
    dossier = a_draft(cast)
    scores = best(dossier)
    for code in ("3.1", "3.2"):
        del scores[code]
    dossier = write_scores(dossier=dossier, scores=scores, by=cast.hoa, at=NOW)

    finding = found(dossier, "dossier.score.3")

    assert (finding.is_blocking, finding.why) == (True, "Còn 2 tiêu chí: 3.1, 3.2.")
    assert found(dossier, "dossier.score.4").state is State.MET


def test_points_without_a_paper_block_only_where_they_reach_a_gate(cast):
    dossier = a_draft(cast)
    # 1.2 has no gate; the second option of 3.5 is the least for four stars.
    dossier = write_scores(dossier=dossier, scores={"1.2": 3, "3.5": 2, "6.5": 4}, by=cast.hoa, at=NOW)

    assert not found(dossier, "dossier.evidence.1.2").is_blocking
    gate = found(dossier, "dossier.evidence.3.5")
    assert (gate.is_blocking, gate.why) == (True, "Chưa gắn giấy nào. Mức này là điều kiện của hạng 4 sao.")
    assert found(dossier, "dossier.evidence.6.5").state is State.NOT_APPLICABLE


@pytest.mark.parametrize("flaw", ["no file", "ended", "not begun", "taken back"])
def test_a_paper_proves_only_with_a_file_and_in_force(cast, flaw):
    dossier, document = a_draft(cast), a_document(cast)
    dossier = write_scores(dossier=dossier, scores={"3.5": 2}, by=cast.hoa, at=NOW)
    attach(dossier=dossier, criterion="3.5", document=document, by=cast.hoa, at=NOW)
    assert found(dossier, "dossier.evidence.3.5").why.startswith("Giấy đang gắn chưa có tệp nào.")
    a_file(cast, document)
    assert found(dossier, "dossier.evidence.3.5").state is State.MET

    rows = Document.objects.filter(pk=document.pk)
    if flaw == "no file":
        document.files.all().delete()
    elif flaw == "ended":
        rows.update(valid_to=TODAY - timedelta(days=1))
    elif flaw == "not begun":
        rows.update(valid_from=TODAY + timedelta(days=1))
    else:
        rows.update(withdrawn_at=NOW, withdraw_why="nhầm")

    assert found(dossier, "dossier.evidence.3.5").is_blocking


def test_a_paper_that_ends_before_the_round_does_is_told_of(cast):
    dossier, document = a_draft(cast), a_document(cast, valid_to=TODAY + timedelta(days=30))
    attach(dossier=dossier, criterion="3.5", document=document, by=cast.hoa, at=NOW)

    warning = found(dossier, f"dossier.expiry.{document.pk}")
    ended = found(dossier, f"dossier.expiry.{document.pk}", TODAY + timedelta(days=31))

    # The next round it can reach closes its evaluation on 30/06/2027.
    assert (warning.state, ended.state) == (State.WARNING, State.FAILED)
    assert "30/06/2027" in warning.why


def test_the_trace_of_the_product_proves_the_electronic_gate(cast):
    product = a_product(cast)
    dossier = a_draft(cast, product)
    scores = {"2.3": 3, "5.1": 5}
    dossier = write_scores(dossier=dossier, scores=scores, by=cast.hoa, at=NOW)
    lacking = found(dossier, "dossier.evidence.2.3")
    assert (lacking.is_blocking, lacking.remedy) == (
        True,
        "Ghi một lô sản xuất và in tem cho lô đó; viết câu chuyện sản phẩm.",
    )

    blank = {key: {} for key in ("names", "summary", "ingredients", "usage")}
    tell_story(product=product, story={"vi": "Nghề của bản."}, **blank, by=cast.hoa, at=NOW)
    issue(batch=a_batch(cast, product), count=10, layout="a4-24", by=cast.hoa, at=NOW)
    dossier = Dossier.objects.get()

    assert found(dossier, "dossier.evidence.2.3").state is State.MET
    assert found(dossier, "dossier.evidence.5.1").state is State.MET


def test_an_upgrade_must_aim_above_its_stars(cast):
    certificate = a_certificate(cast, stars=4)
    dossier = open_dossier(product=certificate.product, kind=Kind.UPGRADE, by=cast.hoa, at=NOW)

    dossier = write_scores(dossier=dossier, scores=best(dossier) | {"4.1": 3}, by=cast.hoa, at=NOW)
    assert found(dossier, "dossier.upgrade").is_blocking
    dossier = write_scores(dossier=dossier, scores=best(dossier), by=cast.hoa, at=NOW)

    assert found(dossier, "dossier.upgrade").state is State.MET


def test_a_late_reevaluation_is_warned_and_still_possible(cast):
    issued = (TODAY + timedelta(days=100)).replace(year=TODAY.year - 3 + 1)
    certificate = a_certificate(cast, issued_on=issued)
    dossier = open_dossier(product=certificate.product, kind=Kind.REEVALUATION, by=cast.hoa, at=NOW)

    finding = found(dossier, "dossier.window")

    assert (finding.state, finding.is_blocking) == (State.WARNING, False)
    assert "chỉ tỉnh mới kéo dài" in finding.why
    assert {each.code for each in findings(dossier, TODAY)} >= {
        "dossier.text.since_revenue",
        "dossier.text.since_tests",
    }


def test_the_food_safety_stop_is_answered_from_the_library(cast):
    dossier = a_draft(cast)
    assert found(dossier, "dossier.stop.food_safety").state is State.MISSING

    a_document(cast)

    assert found(dossier, "dossier.stop.food_safety").state is State.MET
    assert found(dossier, "dossier.caution.forged").state is State.UNKNOWN


def test_five_samples_are_remembered_and_none_for_tourism(cast):
    noodles = a_draft(cast)
    tour = a_draft(cast, a_product(cast, name="Du lịch bản Cáu", set_number=26, net_g=None))

    assert found(noodles, "dossier.samples").what.startswith("5 sản phẩm mẫu")
    assert found(tour, "dossier.samples").state is State.NOT_APPLICABLE


def test_personal_fields_are_asked_for_but_never_block(cast):
    dossier = a_draft(cast)
    assert found(dossier, "dossier.representative").is_blocking

    a_representative(cast)

    assert found(dossier, "dossier.representative").state is State.MET


def test_the_self_score_tells_the_next_gate_and_the_way_there(cast):
    dossier = a_draft(cast)
    dossier.self_scores = best(dossier) | {"4.1": 3}

    score = self_score(dossier)

    assert (score.points, score.stars) == ("98", 4)
    assert [(gate["stars"], gate["word"], gate["kind"]) for gate in score.gates] == [
        (3, "đạt", "met"),
        (4, "đạt", "met"),
        (5, "thiếu 1 mức tối thiểu", "near"),
    ]
    assert [(step.code, step.to_seq) for step in score.path.steps] == [("4.1", 4)]


def test_what_changed_since_the_last_dossier(cast):
    certificate = a_certificate(cast, stars=3)
    last = a_ready_dossier(cast, certificate.product, "upgrade")
    Dossier.objects.filter(pk=last.pk).update(state="recognised", first_filed_on=TODAY)
    dossier = open_dossier(product=certificate.product, kind=Kind.UPGRADE, by=cast.hoa, at=NOW)
    _name, old = before(dossier, "previous")
    assert compare(dossier, old).is_empty

    dossier = write_scores(dossier=dossier, scores={"4.1": 2}, notes={"4.2": "mới"}, by=cast.hoa, at=NOW)
    detach(attachment=dossier.attachments.get(criterion="1.3"), by=cast.hoa, at=NOW)
    changes = compare(dossier, old)

    assert [(each.criterion.code, each.before, each.after) for each in changes.criteria] == [
        ("1.3", 3, 3),
        ("4.1", 5, 2),
        ("4.2", 3, 3),
    ]
    assert [paper.way for paper in changes.criteria[0].papers] == ["removed"]
    assert changes.points_after - changes.points_before == -3


def test_two_options_of_equal_points_are_a_change(cast):
    dossier = a_draft(cast)
    dossier.self_scores = {"3.1": 1}
    old = changed(before_now(dossier), scores={"3.1": 2})

    [change] = compare(dossier, old).criteria

    assert (change.before, change.after, change.moved) == (1, 1, True)
    assert criteria_of(dossier).criterion("3.1") == change.criterion


def before_now(dossier: Dossier):
    from namsao.apps.rating.queries.changes import of_dossier

    return of_dossier(dossier)
