"""In whose name somebody acts: a party's, or the programme's, which is a party too."""

import pytest
from django.utils.translation import override

from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.actions import add_posting
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.base.parties import queries
from namsao.base.parties.actions import programme_party
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Role
from namsao.core.errors import NotAllowedNow


def test_the_programme_is_registered_once_whatever_the_language(cast):
    with override("en"):
        first = programme_party(by=cast.lan, at=NOW)
    second = programme_party(by=cast.quan, at=NOW)

    assert first == second == queries.programme()
    assert (first.name, first.kind, first.place) == (
        "Chương trình OCOP Quảng Ninh",
        Party.Kind.AGENCY,
        cast.province,
    )
    assert list(Entry.objects.filter(verb="register").values_list("actor_id", flat=True)) == [cast.lan.pk]


def test_before_it_is_registered_there_is_none(cast):
    assert queries.programme() is None


def test_another_agency_at_the_province_is_not_the_programme(cast):
    Party.objects.create(
        kind=Party.Kind.AGENCY,
        name="Sở Công Thương",
        name_folded="so cong thuong",
        place=cast.province,
        made_at=NOW,
    )

    assert queries.programme() is None


def test_without_a_province_there_is_no_programme(db):
    assert not Place.objects.exists()

    with pytest.raises(NotAllowedNow):
        programme_party(by=INSTALLER, at=NOW)


@pytest.mark.parametrize(
    ("who", "party", "programme"),
    [
        ("hoa", "htx", False),
        ("other_hoa", "other_htx", False),
        ("tuan", None, False),
        ("lan", None, True),
        ("thu", None, False),
        ("quan", None, False),
        ("binh", None, False),
    ],
)
def test_who_acts_for_whom(cast, who, party, programme):
    actor = getattr(cast, who)

    assert queries.acts_for(actor) == (getattr(cast, party) if party else None)
    assert queries.acts_for_programme(actor) is programme


def test_somebody_of_two_parties_acts_for_the_first(cast):
    add_posting(user=cast.other_hoa, role=Role.PRODUCER, party=cast.htx, by=cast.quan, at=NOW)

    assert queries.acts_for(cast.other_hoa) == min(cast.htx, cast.other_htx, key=lambda each: each.pk)
