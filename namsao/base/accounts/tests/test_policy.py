"""Who may let whom in, and who may appoint whom: nobody reaches above themselves."""

import pytest

from namsao.base.access.policy import may, rows
from namsao.base.access.visitor import VISITOR
from namsao.base.accounts import actions
from namsao.base.accounts.models import Posting, User
from namsao.base.accounts.policy import appointable
from namsao.base.accounts.tests.cast import NOW, a_user
from namsao.core.actor import Role

PEOPLE = ("hoa", "other_hoa", "tuan", "other_tuan", "lan", "thu", "quan", "binh")


def names(cast, found):
    known = {getattr(cast, name).pk: name for name in PEOPLE}
    return {known[user.pk] for user in found}


@pytest.mark.parametrize(
    ("who", "seen", "invited", "suspended"),
    [
        ("hoa", {"hoa"}, set(), set()),
        ("tuan", {"tuan", "hoa"}, {"hoa"}, set()),
        (
            "lan",
            {"hoa", "other_hoa", "tuan", "other_tuan", "lan", "thu", "quan"},
            {"hoa", "other_hoa", "tuan", "other_tuan", "lan", "thu"},
            {"hoa", "other_hoa"},
        ),
        ("thu", set(PEOPLE), set(), set()),
        ("quan", set(PEOPLE), set(PEOPLE), set(PEOPLE)),
        ("binh", {"binh"}, set(), set()),
    ],
)
def test_who_sees_invites_and_suspends_whom(cast, who, seen, invited, suspended):
    actor = getattr(cast, who)

    found = [names(cast, rows(actor, verb, User)) for verb in ("see", "invite", "suspend")]

    assert found == [seen, invited, suspended]


def test_a_visitor_sees_nobody(cast):
    assert not rows(VISITOR, "see", User).exists()
    assert not rows(VISITOR, "see", Posting).exists()


def test_an_officer_does_not_let_in_somebody_who_also_stands_above(cast):
    # given a producer of the commune who works in the provincial office too
    actions.add_posting(user=cast.hoa, role=Role.PROVINCE, place=cast.province, by=cast.quan, at=NOW)

    # then the commune sees, but cannot take over, and the province can
    assert may(cast.tuan, "see", cast.hoa)
    assert not may(cast.tuan, "invite", cast.hoa)
    assert may(cast.lan, "invite", cast.hoa)
    assert not may(cast.lan, "suspend", cast.hoa)


def test_the_province_does_not_let_in_a_producer_who_is_an_administrator_too(cast):
    actions.add_posting(user=cast.hoa, role=Role.ADMIN, place=cast.province, by=cast.quan, at=NOW)

    assert not may(cast.lan, "invite", cast.hoa)
    assert may(cast.quan, "invite", cast.hoa)


def test_a_role_that_ended_gives_its_officer_no_hold_on_the_person(cast):
    # given Hoa left the cooperative in Lục Hồn for the provincial office
    actions.end_posting(posting=Posting.objects.get(user=cast.hoa), why="chuyển", by=cast.quan, at=NOW)
    actions.add_posting(user=cast.hoa, role=Role.ADMIN, place=cast.province, by=cast.quan, at=NOW)

    assert not may(cast.tuan, "invite", cast.hoa)
    assert not may(cast.lan, "suspend", cast.hoa)


def test_a_producer_in_two_communes_is_let_in_by_neither_alone(cast):
    actions.add_posting(user=cast.hoa, role=Role.PRODUCER, party=cast.other_htx, by=cast.quan, at=NOW)

    assert [may(actor, "invite", cast.hoa) for actor in (cast.tuan, cast.other_tuan, cast.lan)] == [
        False,
        False,
        True,
    ]


def test_only_administrators_appoint_administrators(cast):
    assert appointable(cast.lan, cast.province) == {Role.PROVINCE, Role.AUDITOR, Role.MEMBER}
    assert appointable(cast.quan, cast.province) == {
        Role.PROVINCE,
        Role.AUDITOR,
        Role.MEMBER,
        Role.ADMIN,
        Role.LEADER,
    }
    assert appointable(cast.quan, cast.luc_hon) == {Role.COMMUNE}


def test_roles_are_ended_by_the_province_for_producers_and_by_administrators_for_all(cast):
    other = a_user("Mai", Role.COMMUNE, place=cast.luc_hon)
    of_hoa, of_mai = Posting.objects.get(user=cast.hoa), Posting.objects.get(user=other)

    ended = {who: [may(getattr(cast, who), "end", each) for each in (of_hoa, of_mai)] for who in PEOPLE}

    assert ended == {
        "hoa": [False, False],
        "other_hoa": [False, False],
        "tuan": [False, False],
        "other_tuan": [False, False],
        "lan": [True, False],
        "thu": [False, False],
        "quan": [True, True],
        "binh": [False, False],
    }
