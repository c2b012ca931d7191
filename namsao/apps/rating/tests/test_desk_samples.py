"""Samples from hand to hand."""

import pytest

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.samples import move_samples
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import SampleMove
from namsao.apps.rating.queries.samples import balances, handed_in
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.core.errors import BadValue, NotAllowedNow

from .build import a_dossier
from .desk_build import five_samples

pytestmark = pytest.mark.django_db


def hand(cast, dossier, source, target, quantity):
    return move_samples(
        dossier=dossier, source=source, target=target, quantity=quantity, by=cast.tuan, at=NOW
    )


def test_samples_go_from_desk_to_desk_and_the_balance_follows(cast):
    dossier = a_dossier(cast, State.FILED)
    five_samples(cast, dossier)
    hand(cast, dossier, "commune", "province", 5)
    hand(cast, dossier, "province", "laboratory", 2)
    hand(cast, dossier, "laboratory", "", 2)
    hand(cast, dossier, "province", "producer", 1)

    assert balances(dossier) == {"commune": 0, "province": 2, "laboratory": 0, "producer": 1}
    assert handed_in(dossier) == 2
    assert Entry.objects.filter(verb="move_samples").count() == 5


def test_a_desk_cannot_give_more_than_it_holds(cast):
    dossier = a_dossier(cast, State.FILED)
    five_samples(cast, dossier)

    with pytest.raises(NotAllowedNow, match="chỉ còn 5 mẫu") as refused:
        hand(cast, dossier, "commune", "province", 6)

    assert refused.value.field == "quantity"
    assert SampleMove.objects.count() == 1


@pytest.mark.parametrize(
    ("source", "target", "quantity", "field"),
    [
        ("attic", "commune", 1, "source"),
        ("commune", "commune", 1, "target"),
        ("producer", "", 1, "target"),
        ("producer", "commune", 0, "quantity"),
        ("producer", "commune", 101, "quantity"),
    ],
)
def test_a_hand_over_must_make_sense(cast, source, target, quantity, field):
    dossier = a_dossier(cast, State.FILED)

    with pytest.raises(BadValue) as refused:
        hand(cast, dossier, source, target, quantity)

    assert refused.value.field == field


def test_tourism_has_no_samples(cast):
    dossier = a_dossier(cast, State.FILED, product=a_product(cast, name="Homestay", set_number=26))

    with pytest.raises(NotAllowedNow):
        hand(cast, dossier, "producer", "commune", 5)
