"""Two acts on batches at the same moment: needs a database that two connections can write to."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections

from namsao.apps.farms.actions import void_harvest
from namsao.apps.farms.models import HarvestLot
from namsao.apps.farms.tests.build import a_harvest
from namsao.apps.products.actions import void_batch
from namsao.apps.products.models import Batch, BatchInput
from namsao.base.accounts.tests.cast import NOW, the_cast
from namsao.core.errors import Refused

from .build import a_batch, a_product

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def on_disk(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The test's database as a file: the one in memory serves a single writer without waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "two.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    in_memory, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = {**settings, "NAME": str(path)}
    del connections["default"]
    yield
    connections["default"].close()
    connections.settings["default"] = settings
    connections["default"] = in_memory


def both(act) -> list[object]:
    """What two threads, each with a connection of its own, get for `act(n)` at the same moment."""
    start, got = threading.Barrier(2), {}

    def run(n: int) -> None:
        start.wait()
        try:
            got[n] = act(n)
        except (Refused, DatabaseError) as refused:
            got[n] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return [got[n] for n in range(2)]


@pytest.mark.usefixtures("on_disk")
def test_two_batches_at_once_cannot_take_the_same_kilograms():
    cast = the_cast()
    harvest = a_harvest(cast, quantity_kg=Decimal(1000))
    product = a_product(cast)

    answers = both(lambda n: a_batch(cast, product, {harvest: Decimal(600)}, lot=f"ML{n}"))

    assert sorted(type(answer).__name__ for answer in answers) == ["Batch", "MassBalanceBroken"]
    assert [use.quantity_kg for use in BatchInput.objects.all()] == [Decimal(600)]


@pytest.mark.usefixtures("on_disk")
def test_two_batches_at_once_get_two_numbers():
    cast = the_cast()
    harvest = a_harvest(cast, quantity_kg=Decimal(1000))
    product = a_product(cast)

    answers = both(lambda n: a_batch(cast, product, {harvest: Decimal(400)}, lot=f"ML{n}"))

    assert all(isinstance(answer, Batch) for answer in answers), answers
    assert sorted(Batch.objects.values_list("number", flat=True)) == [1, 2]


@pytest.mark.usefixtures("on_disk")
def test_a_harvest_is_taken_back_or_used_but_never_both():
    cast = the_cast()
    harvest, product = a_harvest(cast), a_product(cast)
    acts = (
        lambda: void_harvest(harvest=harvest, why="nhầm", by=cast.hoa, at=NOW),
        lambda: a_batch(cast, product, {harvest: Decimal(100)}),
    )

    answers = both(lambda n: acts[n]())

    assert [isinstance(answer, Refused) for answer in answers].count(True) == 1, answers
    kept = HarvestLot.objects.get()
    assert (kept.voided_at is None) == (kept.used_at is not None) == Batch.objects.exists()


@pytest.mark.usefixtures("on_disk")
def test_a_batch_is_taken_back_while_another_is_made_of_the_same_harvest():
    cast = the_cast()
    harvest, product = a_harvest(cast), a_product(cast)
    wrong = a_batch(cast, product, {harvest: Decimal(100)}, lot="SAI")
    acts = (
        lambda: void_batch(batch=wrong, why="nhầm", by=cast.hoa, at=NOW),
        lambda: a_batch(cast, product, {harvest: Decimal(100)}, lot="DUNG"),
    )

    answers = both(lambda n: acts[n]())

    assert [type(answer).__name__ for answer in answers] == ["Batch", "Batch"]
    assert HarvestLot.objects.get().used_at is not None
    assert [batch.lot for batch in Batch.objects.not_voided()] == ["DUNG"]
