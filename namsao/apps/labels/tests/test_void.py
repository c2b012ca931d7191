"""Labels keep a batch from being taken back, and a batch taken back from getting labels."""

import pytest

from namsao.apps.labels.models import LabelRun
from namsao.apps.labels.queries import without_labels
from namsao.apps.products.actions import void_batch
from namsao.apps.products.models import Batch
from namsao.apps.products.tests.build import a_batch
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import NotAllowedNow

from .build import a_run

pytestmark = pytest.mark.django_db


def void(cast, batch):
    return void_batch(batch=batch, why="Nhập nhầm số gói", by=cast.hoa, at=NOW)


def test_a_batch_with_labels_is_not_taken_back(cast):
    batch = a_batch(cast)
    a_run(cast, batch)

    with pytest.raises(NotAllowedNow):
        void(cast, batch)

    assert (Batch.objects.get().labelled_at, Batch.objects.get().voided_at) == (NOW, None)


def test_a_batch_taken_back_gets_no_labels_and_nobody_is_asked_to_print_them(cast):
    batch = a_batch(cast)
    assert list(without_labels(cast.hoa, TODAY)) == [batch]

    void(cast, batch)

    assert list(without_labels(cast.hoa, TODAY)) == []
    with pytest.raises(NotAllowedNow):
        a_run(cast, batch)
    assert not LabelRun.objects.exists()
