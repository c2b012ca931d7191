"""From the harvest in Lục Hồn to the shelf in Ba Chẽ, by big buttons alone; and what the graph then knows."""

from decimal import Decimal

import pytest

from namsao.apps.farms.tests.build import a_harvest
from namsao.apps.products.actions import confirm, do_stage
from namsao.apps.products.models import LogisticUnit, Receipt
from namsao.apps.products.queries import packs_left
from namsao.apps.traceability.models import Custody, Event, ItemState
from namsao.apps.traceability.queries.graph import trace_back, trace_forward
from namsao.apps.traceability.store.agreement import differences
from namsao.base.access.policy import rows
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.keys.models import GivenGln
from namsao.core.epcis import check

from .build import a_batch, a_product
from .packing import a_despatch, a_pallet, labelled, lines_of, other_facility, some_cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def harvest(cast):
    return a_harvest(cast)


@pytest.fixture
def batch(cast, harvest):
    return labelled(
        cast, a_batch(cast, a_product(cast, set_number=12, name="Trà hoa vàng"), {harvest: Decimal(300)})
    )


def steps_of(*events):
    return [(event.type, event.action, event.biz_step, event.disposition) for event in events]


def test_goods_go_from_the_harvest_to_a_confirmed_delivery(cast, harvest, batch):
    do_stage(batch=batch, stage="packing", fields={}, done_on=TODAY, by=cast.hoa, at=NOW)
    cases = some_cases(cast, batch, first=1)
    pallet = a_pallet(cast, cases[:2])
    despatch = a_despatch(cast, units=[pallet], packs={batch: 5})
    lines = lines_of(despatch)

    receipt = confirm(
        despatch=despatch, facility=other_facility(cast),
        counts={lines["unit"]: Decimal(1), lines["batch"]: Decimal(4)},
        done_on=TODAY, by=cast.other_hoa, at=NOW,
    )  # fmt: skip

    assert packs_left(batch) == 100 - 60 - 5
    assert [(unit.holder, unit.away) for unit in LogisticUnit.objects.order_by("pk")] == [
        (cast.other_htx, None),
        (cast.other_htx, None),
        (cast.htx, None),
        (cast.other_htx, None),
    ]
    assert receipt == Receipt.objects.get()
    told = Event.objects.order_by("id")
    assert steps_of(*told)[2:] == [
        ("ObjectEvent", "OBSERVE", "packing", "in_progress"),
        *[("AggregationEvent", "ADD", "packing", "in_progress")] * 4,
        ("ObjectEvent", "OBSERVE", "shipping", "in_transit"),
        ("TransactionEvent", "ADD", "", ""),
        ("ObjectEvent", "OBSERVE", "receiving", "in_progress"),
    ]
    assert [check(event.document()) for event in told] == [[]] * len(told)
    assert differences() == {}


def test_the_graph_leads_from_the_harvest_to_the_pallet_and_back(cast, harvest, batch):
    cases = some_cases(cast, batch)
    pallet = a_pallet(cast, cases)

    forward = {node.uri for node in trace_forward(harvest.uri).nodes.values()}
    back = {node.uri for node in trace_back(pallet.uri).nodes.values()}

    assert {batch.uri, *(case.uri for case in cases), pallet.uri} <= forward
    assert {batch.uri, harvest.uri} <= back


def test_custody_passes_to_a_receiver_under_the_programmes_prefix(cast, batch):
    cases = some_cases(cast, batch)
    pallet = a_pallet(cast, cases[:1])

    a_despatch(cast, units=[pallet])

    held = Custody.objects.filter(party=cast.other_htx).values_list("epc__uri", flat=True)
    assert set(held) == {pallet.uri, cases[0].uri, batch.uri}
    assert batch.event in rows(cast.other_hoa, "see", Event)
    assert batch.event not in rows(cast.binh, "see", Event)
    assert GivenGln.objects.filter(party=cast.other_htx, names_party=True).count() == 1


def test_who_trades_with_whom_is_said_in_the_terms_of_the_standard(cast, batch):
    despatch = a_despatch(cast, packs={batch: 5}, number="PX-7")

    event = despatch.slip.events.get().document()

    own, theirs = (
        GivenGln.objects.get(party=party, names_party=True).gln for party in (cast.htx, cast.other_htx)
    )
    root = "https://id.gs1.org"
    assert (event["bizTransactionList"], event["sourceList"], event["destinationList"]) == (
        [{"type": "desadv", "bizTransaction": f"urn:epcglobal:cbv:bt:{despatch.facility.gln}:PX-7"}],
        [
            {"type": "possessing_party", "source": f"{root}/417/{own}"},
            {"type": "location", "source": f"{root}/414/{despatch.facility.gln}"},
        ],
        [
            {"type": "possessing_party", "destination": f"{root}/417/{theirs}"},
            {"type": "location", "destination": f"{root}/414/{other_facility(cast).gln}"},
        ],
    )
    assert "readPoint" in event
    assert "bizLocation" not in event
    assert ItemState.objects.get(epc__uri=batch.uri).disposition == "in_transit"


def test_tubers_of_a_grower_become_noodles_of_another_and_the_chain_holds(cast, harvest):
    despatch = a_despatch(cast, harvests={harvest: Decimal(200)}, facility=a_product(cast).facility)
    (line,) = despatch.lines.all()
    receipt = confirm(
        despatch=despatch, facility=other_facility(cast), counts={line: Decimal("198.5")},
        done_on=TODAY, by=cast.other_hoa, at=NOW,
    )  # fmt: skip
    came = receipt.slip.lots.get()
    theirs = a_product(
        cast, party=cast.other_htx, facility=other_facility(cast), name="Miến khác", by=cast.other_hoa
    )

    made = a_batch(cast, theirs, {}, bought={came: Decimal(100)}, quantity=40, by=cast.other_hoa)

    assert (came.uri, came.quantity_kg, came.seller) == (harvest.uri, Decimal("198.5"), cast.htx)
    assert harvest.uri in {node.uri for node in trace_back(made.uri).nodes.values()}
    harvest.refresh_from_db()
    assert harvest.used_at == NOW
