"""Two phones at the same moment: needs a database that two connections can write to."""

from uuid import uuid4

import pytest

from namsao.apps.products.actions import confirm
from namsao.apps.products.models import LogisticUnit, Receipt
from namsao.apps.products.queries import packs_left
from namsao.base.accounts.tests.cast import NOW, TODAY, the_cast

from .build import a_batch
from .packing import a_despatch, other_facility, some_cases
from .test_two_at_once import both, on_disk  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("on_disk")
def test_two_phones_cannot_pack_the_same_packs():
    cast = the_cast()
    batch = a_batch(cast)

    answers = both(lambda _n: some_cases(cast, batch))

    assert sorted(type(answer).__name__ for answer in answers) == ["MassBalanceBroken", "list"]
    assert packs_left(batch) == 40


@pytest.mark.usefixtures("on_disk")
def test_one_form_sent_by_two_tabs_packs_once():
    cast = the_cast()
    batch, form = a_batch(cast), uuid4()

    first, second = both(lambda _n: some_cases(cast, batch, client_id=form))

    assert first == second
    assert LogisticUnit.objects.count() == 3


@pytest.mark.usefixtures("on_disk")
def test_a_case_leaves_once():
    cast = the_cast()
    cases = some_cases(cast)
    other_facility(cast)

    answers = both(lambda _n: a_despatch(cast, units=cases[:1]))

    assert sorted(type(answer).__name__ for answer in answers) == ["Despatch", "NotAllowedNow"]


@pytest.mark.usefixtures("on_disk")
def test_a_delivery_is_confirmed_once_by_two_people():
    cast = the_cast()
    despatch = a_despatch(cast, units=some_cases(cast)[:1])
    counts = {line: line.quantity for line in despatch.lines.all()}
    facility = other_facility(cast)

    answers = both(
        lambda _n: confirm(
            despatch=despatch, facility=facility, counts=counts, done_on=TODAY, by=cast.other_hoa, at=NOW
        )
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "Receipt"]
    assert Receipt.objects.count() == 1
