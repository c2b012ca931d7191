"""All 574 gates of the 26 sets, each missed by one option and by everything.

What is expected is read from the packs themselves, not from the code under test.
"""

import pytest

from namsao.core.rating.tally import tally
from namsao.core.rating.tests.build import NUMBERS, best, pack, the_set


def criteria_of(number):
    return [
        one for part in pack(number)["parts"] for section in part["sections"] for one in section["criteria"]
    ]


def _gates_in(one):
    return [(one, star, option["seq"]) for option in one["options"] for star in option.get("stars", [])]


def _gates(number):
    """(criterion, star, seq of its least option), as the pack prints them."""
    return [gate for one in criteria_of(number) for gate in _gates_in(one)]


def stars_without(number, code, seq):
    """Stars and missed gates of the best sheet with option `seq` of one criterion."""
    found = tally(the_set(number), best(the_set(number)) | {code: seq})
    assert found.points >= 90  # so that only gates take stars
    return found.stars, [(gate.code, gate.stars) for gate in found.missed]


def test_there_are_574_gates():
    assert sum(len(_gates(number)) for number in NUMBERS) == 574


@pytest.mark.parametrize("number", NUMBERS)
def test_the_next_lower_option_costs_exactly_the_star_of_the_gate(number):
    found = {
        (one["code"], star): stars_without(number, one["code"], seq - 1) for one, star, seq in _gates(number)
    }

    assert found == {
        (one["code"], star): (
            star - 1,
            [(one["code"], at) for _, at, where in _gates_in(one) if where >= seq],
        )
        for one, star, seq in _gates(number)
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_none_of_the_options_costs_the_lowest_star_the_criterion_guards(number):
    found = {(one["code"], star): stars_without(number, one["code"], 0) for one, star, _ in _gates(number)}

    assert found == {
        (one["code"], star): (
            min(at for _, at, _ in _gates_in(one)) - 1,
            [(one["code"], at) for _, at, _ in _gates_in(one)],
        )
        for one, star, _ in _gates(number)
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_the_gates_own_option_is_enough_for_its_star(number):
    found = {
        (one["code"], star): stars_without(number, one["code"], seq)[0] for one, star, seq in _gates(number)
    }

    assert found == {
        (one["code"], star): min((at for _, at, where in _gates_in(one) if where > seq), default=6) - 1
        for one, star, seq in _gates(number)
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_every_star_a_missed_gate_takes_is_explained_by_it(number):
    for one, star, seq in _gates(number):
        found = tally(the_set(number), best(the_set(number)) | {one["code"]: seq - 1})
        said = {at: [finding.code for finding in why] for at, why in found.reasons.items()}
        assert list(said) == list(range(star, 6))
        assert all(codes[0] == f"rating.gate.{star}.{one['code']}" for codes in said.values())
