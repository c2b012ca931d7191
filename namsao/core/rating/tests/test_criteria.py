"""The 26 real sets, and packs that must be refused."""

import copy

import pytest

from namsao.core.rating.criteria import read
from namsao.core.rating.criterion import Gate
from namsao.core.rating.tally import tally
from namsao.core.rating.tests.build import NUMBERS, best, pack, the_set


def test_the_26_sets_hold_787_criteria_139_of_them_sections_and_574_gates():
    criteria = [one for number in NUMBERS for one in the_set(number).criteria]
    gates = [gate for number in NUMBERS for gate in the_set(number).gates]

    assert len(criteria) == 787
    assert sum(one.code == one.section for one in criteria) == 139
    assert [sum(gate.stars == star for gate in gates) for star in (3, 4, 5)] == [179, 289, 106]
    assert len(gates) == 574


@pytest.mark.parametrize("number", NUMBERS)
def test_the_best_sheet_of_a_set_is_100_points_and_five_stars(number):
    found = tally(the_set(number), best(the_set(number)))

    assert (found.points, found.parts, found.stars, found.missed, found.reasons) == (
        100,
        {"A": 40, "B": 25, "C": 35},
        5,
        (),
        {},
    )


def test_a_criterion_knows_where_it_stands_and_a_section_can_be_one():
    found = the_set(7)

    assert [one.code for one in found.criteria][-6:] == ["6.5", "7", "8", "9", "10", "11"]
    unique = found.criterion("7")
    assert (unique.part, unique.section, unique.section_title, unique.max) == ("C", "7", "Tính độc đáo", 5)
    assert [(option.seq, option.points, option.stars) for option in unique.options] == [
        (1, 0, ()),
        (2, 1, ()),
        (3, 3, (4,)),
        (4, 5, (5,)),
    ]
    assert found.criterion("4.1").gates == (
        Gate("4.1", stars=3, seq=2, need=2),
        Gate("4.1", stars=4, seq=3, need=3),
        Gate("4.1", stars=5, seq=4, need=5),
    )
    assert (found.reference, found.samples, the_set(26).samples) == ("criteria/set-07@1", 5, 0)
    assert "7" in found
    assert "12" not in found


def test_gates_add_up_with_the_stars():
    found = the_set(26)

    assert [(gate.code, gate.stars) for gate in found.gates_up_to(3)] == [("3.5", 3)]
    assert [(gate.code, gate.stars) for gate in found.gates_up_to(5)] == [("3.5", 3), ("3.4", 4), ("3.5", 4)]
    assert found.gates_up_to(2) == ()


def test_an_unknown_option_is_not_taken_for_another():
    with pytest.raises(KeyError):
        the_set(7).criterion("7").option(-1)
    with pytest.raises(KeyError):
        the_set(7).criterion("7").option(5)
    assert the_set(7).criterion("7").option(0) is None


def test_doubtful_criteria_are_named_and_readings_are_not_among_them():
    assert the_set(7).doubtful == {"3.1", "1.2"}
    assert the_set(3).doubtful == {"1.3", "5.1"}
    assert the_set(12).doubtful == frozenset()


def _broken(change):
    wrong = copy.deepcopy(pack(7))
    change(wrong)
    return wrong


def _first(wrong, part=0):
    return wrong["parts"][part]["sections"][0]["criteria"][0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda w: w["parts"].pop(), "parts must be"),
        (lambda w: w["parts"][0].update(max=39), "parts must be"),
        (lambda w: w["parts"][0]["sections"][0].update(max=17), "section 1 adds up to 18, not 17"),
        (lambda w: _first(w).update(max=4), "no option gives the 4 points"),
        (lambda w: _first(w).update(code="2.1"), "2.1 stands twice"),
        (lambda w: _first(w)["options"].reverse(), "numbered from 1"),
        (lambda w: _first(w)["options"][1].update(points=0), "options must rise"),
        (lambda w: _first(w)["options"][0].update(points=-1), "less than 0"),
        (lambda w: _first(w)["options"][0].update(points=0), "a gate must give points"),
        (lambda w: _first(w)["options"][2].update(stars=[3]), "gates must rise"),
        (lambda w: _first(w)["options"][0].update(stars=[6]), "a gate must give points, for 2 to 5 stars"),
        (lambda w: _first(w)["options"][0].update(variant="a"), "a gate among variants"),
        (lambda w: w["doubts"][0].update(criterion="99"), "there is no 99"),
        (lambda w: w.pop("parts"), "not a pack of criteria"),
        (lambda w: _first(w).update(options=3), "not a pack of criteria"),
    ],
)
def test_a_pack_that_does_not_hold_together_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        read(_broken(change))
