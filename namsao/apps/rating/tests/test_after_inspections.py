"""Inspections after recognition: planned by risk, written down, concluded, repaired."""

from datetime import timedelta

import pytest

from namsao.apps.rating.actions.inspection import (
    plan_inspection,
    record_fixed,
    write_inspection,
)
from namsao.apps.rating.models import Inspection
from namsao.apps.rating.packs import criteria, newest
from namsao.apps.rating.queries.after_inspections import by_risk, checklist, findings_of
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow
from namsao.core.finding import Finding, Severity, State

from .after_build import LINE, concluded, ending, planned, written
from .build import StarCertificate, a_certificate, a_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_the_checklist_is_the_minimum_of_its_stars_then_mark_and_advertising(cast):
    certificate = a_certificate(cast, stars=4)
    asked = criteria(newest(7, TODAY))

    checks = checklist(certificate, TODAY)

    gated = [each.code for each in asked.criteria if any(gate.stars <= 4 for gate in each.gates)]
    assert [each.code for each in checks] == [*gated, "mark", "advertising", "label", "papers"]
    one = next(each for each in asked.criteria if each.code == gated[0])
    highest = max((gate for gate in one.gates if gate.stars <= 4), key=lambda gate: gate.stars)
    assert checks[0].hint == one.option(highest.seq).label


def test_what_was_found_is_told_in_the_common_words_and_kept_once(cast):
    inspection = written(cast)

    assert findings_of(inspection) == [
        Finding(
            code="mark",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what=LINE["what"],
            why=LINE["why"],
            remedy=LINE["remedy"],
            source="Điều 9.3b",
        )
    ]
    verbs = Entry.objects.filter(verb__startswith="inspection.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["inspection.plan", "inspection.write"]


def test_a_line_that_fails_needs_a_reason(cast):
    with pytest.raises(BadValue, match="vì sao"):
        written(cast, [LINE | {"why": " "}])


def test_an_inspection_is_concluded_once_and_stands_then(cast):
    inspection = concluded(cast, written(cast))

    assert (inspection.conclusion, inspection.fix_by) == ("to_fix", TODAY + timedelta(days=14))
    with pytest.raises(NotAllowedNow):
        concluded(cast, inspection, "fails")
    with pytest.raises(NotAllowedNow):
        write_inspection(
            inspection=inspection, done_on=TODAY, team="", findings=[], text="", by=cast.lan, at=NOW
        )


@pytest.mark.parametrize(
    ("conclusion", "facts", "field"),
    [
        ("keeps", {}, "conclusion"),  # a line has failed
        ("to_fix", {"fix_by": None}, "fix_by"),
        ("to_fix", {"fix_by": TODAY}, "fix_by"),
        ("fails", {"concluded_on": TODAY + timedelta(days=1)}, "concluded_on"),
        ("fails", {"concluded_on": TODAY - timedelta(days=1)}, "concluded_on"),
        ("perfect", {}, "conclusion"),
    ],
)
def test_a_conclusion_must_fit_what_was_found(cast, conclusion, facts, field):
    inspection = written(cast)

    with pytest.raises(BadValue) as refused:
        concluded(cast, inspection, conclusion, **facts)

    assert refused.value.field == field
    assert Inspection.objects.get().conclusion == ""


def test_nothing_is_concluded_before_it_is_written_down(cast):
    with pytest.raises(NotAllowedNow):
        concluded(cast, planned(cast), "keeps")


def test_a_repair_is_recorded_once(cast):
    inspection = concluded(cast, written(cast))
    said = {"fixed_on": TODAY, "fix_text": "Đã đổi bao bì.", "by": cast.tuan, "at": NOW}

    fixed = record_fixed(inspection=inspection, **said)

    assert (fixed.fixed_on, fixed.fix_text) == (TODAY, "Đã đổi bao bì.")
    with pytest.raises(AlreadyDone):
        record_fixed(inspection=inspection, **said)


def test_only_a_product_with_a_certificate_is_inspected_and_never_in_the_past(cast):
    certificate = a_certificate(cast)
    bare = a_product(cast, name="Chưa có sao")
    said = {"kind": "ad_hoc", "by": cast.lan, "at": NOW}

    with pytest.raises(NotAllowedNow):
        plan_inspection(product=bare, planned_on=TODAY, **said)
    with pytest.raises(BadValue):
        plan_inspection(product=certificate.product, planned_on=TODAY - timedelta(days=1), **said)


def test_the_most_pressing_products_come_first_with_their_reasons(cast):
    calm = a_certificate(cast, a_product(cast, name="Miến A"))
    ends = ending(cast, 60, product=a_product(cast, name="Miến B"))
    told = a_certificate(cast, a_product(cast, name="Miến C"))
    visit = planned(cast, told, kind="complaint", complaint="Nghi hàng giả", complaint_ref="PA-1")
    Inspection.objects.filter(pk=visit.pk).update(
        done_on=TODAY, conclusion="keeps", concluded_on=TODAY, conclusion_no="1"
    )
    planned(cast, a_certificate(cast, a_product(cast, name="Miến D")))

    risks = by_risk(StarCertificate.objects.all(), TODAY)

    assert [(each.certificate, each.reasons) for each in risks] == [
        (ends, ["chưa kiểm tra lần nào", "giấy sắp hết hạn"]),
        (told, ["1 phản ánh trong 2 năm qua"]),
        (calm, ["chưa kiểm tra lần nào"]),
    ]
