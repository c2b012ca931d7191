"""Serials that no event lists are found all the same: back to their batch, forward from its harvest."""

import pytest

from namsao.apps.labels.queries import labels
from namsao.apps.products.tests.build import a_batch
from namsao.apps.traceability.queries.graph import trace_back, trace_forward

from .build import a_run

pytestmark = pytest.mark.django_db


def test_a_label_leads_back_to_its_batch_and_harvest(cast):
    batch = a_batch(cast)
    [label] = labels(batch, [a_run(cast, batch, count=3).first_counter])
    harvest = batch.inputs.get().harvest

    found = {node.uri for node in trace_back(label.address).nodes.values()}

    assert {batch.uri, harvest.uri} <= found


def test_a_harvest_leads_forward_to_every_label_that_was_issued(cast):
    batch = a_batch(cast)
    runs = [a_run(cast, batch, count=3), a_run(cast, batch, count=2)]
    harvest = batch.inputs.get().harvest

    found = trace_forward(harvest.uri)

    assert [each.run.count for each in found.issued] == [3, 2]
    issued = [label.serial for run in runs for label in labels(batch, run.counters)]
    assert list(found.serials()) == [(batch.uri, serial) for serial in issued]


def test_a_serial_of_somebody_elses_leads_nowhere(cast):
    batch = a_batch(cast)

    assert trace_back(f"{batch.uri.partition('/10/')[0]}/21/KHONGPHAICUATOI").nodes == {}
