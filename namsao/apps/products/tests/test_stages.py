"""Stages of a product's process, by one press each."""

from decimal import Decimal
from uuid import uuid4

import pytest

from namsao.apps.products.actions import choose_process, do_stage, void_slip
from namsao.apps.products.models import Slip, Step
from namsao.apps.products.queries import fitting, process_of, stage_rows
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.processes.gaps import gap_findings
from namsao.core.processes.seen import seen_in

from .build import a_batch, a_product
from .packing import DAY_BEFORE

pytestmark = pytest.mark.django_db
NOODLES = "processes/mien-dong@1"


@pytest.fixture
def batch(cast):
    return with_process(cast, a_batch(cast))


def with_process(cast, batch):
    choose_process(product=batch.product, reference=NOODLES, by=cast.hoa, at=NOW)
    batch.product.refresh_from_db()
    return batch


def do(cast, batch, **facts):
    """The packing stage, without any data."""
    batch = with_process(cast, batch)
    given = {"stage": "packing", "fields": {}, "done_on": TODAY, "by": cast.hoa, "at": NOW}
    return do_stage(batch=batch, **given | facts)


def test_of_several_processes_one_is_chosen_and_the_only_one_needs_no_choice(cast):
    noodles, tea = a_product(cast), a_product(cast, name="Trà", set_number=12)

    assert [template.id for template in fitting(noodles)] == ["processes/dau-so", "processes/mien-dong"]
    assert process_of(noodles) is None
    assert process_of(tea).id == "processes/tra-hoa-vang"
    choose_process(product=noodles, reference=NOODLES, by=cast.hoa, at=NOW)
    noodles.refresh_from_db()
    assert process_of(noodles).reference == NOODLES


def test_a_process_of_another_set_is_refused(cast):
    with pytest.raises(BadValue) as refused:
        choose_process(product=a_product(cast), reference="processes/cha-muc@1", by=cast.hoa, at=NOW)

    assert refused.value.field == "process"


def test_a_stage_carries_its_data_into_the_event_and_fills_its_place(cast, batch):
    fields = {"dried_how": "rack", "moisture": Decimal("12.5")}

    slip = do(cast, batch, stage="drying", fields=fields)

    seen = seen_in(slip.events.get().document())
    assert (seen.stage, dict(seen.fields)) == ("drying", {"dried_how": "rack", "moisture": 12.5})
    assert slip.step.texts == {"vi": "Phơi sợi", "en": "Dry the strands"}
    rows = {
        row.stage.code: (row.done_on, row.is_next) for row in stage_rows(batch, process_of(batch.product))
    }
    assert (rows["drying"], rows["grinding"]) == ((TODAY, False), (None, True))
    missing = gap_findings(process_of(batch.product), [seen])
    assert not [finding for finding in missing if "Phơi sợi" in finding.what]


def test_what_a_stage_must_say_is_asked_for(cast, batch):
    with pytest.raises(BadValue) as refused:
        do(cast, batch, stage="spreading", fields={"additives": "không"})

    assert (refused.value.field, refused.value.sentence) == (
        "field_other_starch",
        "Hãy ghi: Bột khác pha thêm.",
    )
    assert not Slip.objects.exists()


@pytest.mark.parametrize("stage", ["harvesting", "batch", "cases", "shipping", "nothing"])
def test_stages_with_verbs_of_their_own_are_no_notes(cast, batch, stage):
    with pytest.raises(BadValue) as refused:
        do(cast, batch, stage=stage)

    assert refused.value.field == "stage"


def test_a_stage_sent_twice_is_there_once_and_pressed_twice_is_refused(cast, batch):
    form = uuid4()

    assert do(cast, batch, client_id=form) == do(cast, batch, client_id=form)
    with pytest.raises(AlreadyDone):
        do(cast, batch)

    assert Step.objects.count() == 1


def test_a_stage_taken_back_is_gone_from_the_journey_and_can_be_written_again(cast, batch):
    slip = do(cast, batch)

    void_slip(slip=slip, why="nhầm lô", by=cast.hoa, at=NOW)
    again = do(cast, batch)

    assert [step.slip for step in batch.steps.all()] == [again]
    assert Step.every.count() == 2


def test_a_stage_before_the_harvest_is_refused(cast, batch):
    with pytest.raises(BadValue) as refused:
        do(cast, batch, done_on=DAY_BEFORE)

    assert refused.value.field == "done_on"
