"""Two runs at the same moment: needs a database that two connections can write to."""

import pytest

from namsao.apps.labels.models import LabelRun
from namsao.apps.products.tests.build import a_batch
from namsao.apps.products.tests.test_two_at_once import both, on_disk  # noqa: F401  # a fixture, by name
from namsao.base.accounts.tests.cast import the_cast

from .build import a_run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("on_disk")
def test_two_runs_at_once_never_share_a_counter():
    cast = the_cast()
    batch = a_batch(cast)

    answers = both(lambda n: a_run(cast, batch, count=20 + n))

    assert all(isinstance(answer, LabelRun) for answer in answers), answers
    counters = [counter for run in LabelRun.objects.all() for counter in run.counters]
    assert sorted(counters) == list(range(41))
