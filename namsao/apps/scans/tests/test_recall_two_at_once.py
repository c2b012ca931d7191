"""Two officers at the same recall at the same moment: needs a database that two connections can write to."""

from uuid import UUID

import pytest

from namsao.apps.products.tests.test_two_at_once import both, on_disk  # noqa: F401  # a fixture
from namsao.apps.traceability.actions import Handed, launch_recall, open_recall, record_return
from namsao.apps.traceability.models import Event, Recall, RecallReturn, RecallStock
from namsao.base.accounts.tests.cast import NOW, TODAY, the_cast
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue

from .test_recall import TEXTS, goods

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(on_disk):  # noqa: F811  # the fixture above
    cast = the_cast()
    cast.harvest, cast.batch = goods(cast)
    return cast


def opened(world) -> Recall:
    return open_recall(root=world.harvest.uri, party=world.htx, reason="chì", by=world.lan, at=NOW)


def test_two_officers_open_one_recall(world):
    got = both(lambda _n: opened(world))
    assert sorted(type(each).__name__ for each in got) == ["AlreadyDone", "Recall"]
    assert Recall.objects.count() == 1


def test_two_officers_launch_one_recall_once(world):
    recall = opened(world)
    got = both(lambda _n: launch_recall(recall=recall, texts=TEXTS, contact="0912", by=world.lan, at=NOW))
    assert [type(each) for each in got if not isinstance(each, Recall)] == [AlreadyDone]
    assert Entry.objects.filter(verb="recall.launch").count() == 1
    assert Event.objects.filter(disposition="recalled").count() == 1


def test_two_who_count_the_same_goods_do_not_both_get_them_in(world):
    recall = launch_recall(recall=opened(world), texts=TEXTS, contact="0912", by=world.lan, at=NOW)
    stock = RecallStock.objects.get(line__recall=recall, uom="")
    handed = Handed(kind="returned", quantity=stock.due, done_on=TODAY, witness="Tuấn")

    def bring(n: int) -> RecallReturn:
        return record_return(stock=stock, handed=handed, client_id=UUID(int=n + 1), by=world.hoa, at=NOW)

    got = both(bring)
    assert [type(each) for each in got if not isinstance(each, RecallReturn)] == [BadValue]
    assert RecallReturn.objects.count() == 1
