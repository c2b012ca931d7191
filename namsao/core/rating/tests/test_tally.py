"""Councils: averages, gates by rule, stops, and what must hold for any sheets."""

import copy
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namsao.core.rating.criteria import read
from namsao.core.rating.criterion import STARS
from namsao.core.rating.reasons import BANDS, number_vi, six_places
from namsao.core.rating.tally import Averaging, GatesRule, Rules, council, tally
from namsao.core.rating.tests.build import NUMBERS, best, by_points, pack, sheets, the_set

RULES = st.builds(
    Rules,
    gates=st.sampled_from(GatesRule),
    averaging=st.sampled_from(Averaging),
    decimals=st.sampled_from([None, 0, 1]),
)
SET = the_set(7)
ONCE = settings(max_examples=40, deadline=None)


def at(**changed):
    """The best sheet of set 7 but for some criteria, named c1_5 and the like, in points."""
    return best(SET) | by_points(
        SET, " ".join(f"{key[1:].replace('_', '.')}={value}" for key, value in changed.items())
    )


def total_of(points):
    """A sheet of set 7 of 100 less at most 12 points that keeps every gate."""
    lost = {88: at(c4_2=0, c4_3=0, c10=1, c11=0), 90: at(c4_3=0, c4_2=0, c1_2=0), 95: at(c4_3=0)}
    return lost[points]


def gate(found, code, stars):
    return next((one for one in found.missed if (one.code, one.stars) == (code, stars)), None)


# Gates of a council


@pytest.mark.parametrize(
    ("rule", "given_points", "have", "reached"),
    [
        (GatesRule.MAJORITY, [3, 3, 2, 2], 2, 2),  # a tie is no majority
        (GatesRule.MAJORITY, [3, 2, 0], 2, 1),
        (GatesRule.ALL, [3, 3, 3, 2], 2, 3),
        (GatesRule.MEAN, [3, 3, 3, 2], Fraction(11, 4), 3),
    ],
)
def test_a_gate_is_missed_by_the_rule_of_the_council(rule, given_points, have, reached):
    members = [at(c1_5=points) for points in given_points]

    found = council(SET, members, Rules(gates=rule))

    missed = gate(found, "1.5", 5)
    assert (missed.need, missed.have, missed.reached, missed.sheets) == (3, have, reached, len(members))
    assert found.stars == 4
    assert found.reasons[5][-1].why == f"{reached} trên {len(members)} phiếu đạt mức này."


@pytest.mark.parametrize(
    ("rule", "given_points"),
    [
        (GatesRule.MAJORITY, [3, 3, 0]),
        (GatesRule.ALL, [3, 3, 3]),
        (GatesRule.MEAN, [3, 3, 3]),
    ],
)
def test_a_gate_holds_by_the_rule_of_the_council(rule, given_points):
    found = council(SET, [at(c1_5=points) for points in given_points], Rules(gates=rule))

    assert gate(found, "1.5", 5) is None


def test_a_mean_above_the_need_holds_where_one_sheet_alone_would_not():
    members = [at(c6_5=5), at(c6_5=5), at(c6_5=1)]  # mean 11/3, four stars need 3 and five need 5

    found = council(SET, members, Rules(gates=GatesRule.MEAN))

    assert (gate(found, "6.5", 4), gate(found, "6.5", 5).have) == (None, Fraction(11, 3))


# Averages


@pytest.mark.parametrize(
    ("averaging", "totals", "points"),
    [
        (Averaging.MEAN, [88, 90, 95], 91),
        (Averaging.MEDIAN, [88, 90, 95], 90),
        (Averaging.MEDIAN, [88, 90, 95, 95], Fraction(185, 2)),
        (Averaging.TRIMMED, [88, 90, 90, 95], Fraction(363, 4)),  # under five sheets nothing is dropped
        (Averaging.TRIMMED, [88, 90, 90, 95, 95], Fraction(275, 3)),
    ],
)
def test_the_average_is_made_as_the_council_settled(averaging, totals, points):
    found = council(SET, [total_of(total) for total in totals], Rules(averaging=averaging))

    assert found.points == sum(found.parts.values()) == points


def test_the_parts_are_those_of_the_sheets_that_count():
    members = [total_of(88), total_of(90), total_of(95)]  # B 17, A 38 and B 17, B 20

    assert council(SET, members, Rules(averaging=Averaging.MEDIAN)).parts == {"A": 38, "B": 17, "C": 35}


def test_nothing_is_rounded_unless_the_council_says_so():
    members = [total_of(90)] * 4 + [at(c4_3=0, c4_2=0, c1_2=0, c10=1)]

    exact, whole, tenths = (council(SET, members, Rules(decimals=places)) for places in (None, 0, 1))

    assert (exact.points, exact.stars) == (Fraction(449, 5), 4)
    assert (whole.points, whole.stars) == (90, 5)
    assert (tenths.points, tenths.stars) == (Fraction(898, 10), 4)


def test_halves_are_rounded_up():
    members = [total_of(90), at(c4_3=0, c4_2=0, c1_2=0, c10=1)]

    assert council(SET, members, Rules(decimals=0)).points == 90


def test_a_council_without_sheets_has_no_result():
    with pytest.raises(ValueError, match="without a counted sheet"):
        council(SET, [])


@pytest.mark.parametrize("sheet", [{"99": 1}, {"7": 5}, {"7": -1}])
def test_a_sheet_of_another_set_is_loud(sheet):
    with pytest.raises(KeyError):
        tally(SET, sheet)


# Stars, bands and stops


@pytest.mark.parametrize("number", NUMBERS)
def test_an_empty_sheet_is_one_star_and_misses_every_gate(number):
    found = tally(the_set(number), {})

    assert (found.points, found.stars) == (0, 1)
    assert [(one.code, one.stars) for one in found.missed] == [
        (one.code, one.stars) for one in the_set(number).gates
    ]
    assert sorted(found.reasons) == [2, 3, 4, 5]


@pytest.mark.parametrize(("points", "stars"), [(30, 2), (29, 1), (69, 2), (70, 2)])
def test_bands_hold_below_three_stars_where_there_are_no_gates(points, stars):
    ungated = [one for one in SET.criteria if not one.gates]
    sheet, left = {}, points
    for one in [*ungated, *SET.criteria]:
        fitting = [o for o in one.options if o.points <= left and one.code not in sheet]
        if fitting and one.code != "3.5":  # three stars need 3.5
            top = max(fitting, key=lambda option: option.points)
            sheet[one.code], left = top.seq, left - top.points
    assert left == 0

    assert tally(SET, sheet).stars == stars


def test_a_stopped_dossier_has_no_star_and_says_why():
    found = tally(SET, best(SET), ["forged", "Chủ thể rút hồ sơ"])

    assert (found.points, found.stars, found.missed) == (100, 0, ())
    assert found.stopped == ("forged", "Chủ thể rút hồ sơ")
    assert {star: [finding.code for finding in why] for star, why in found.reasons.items()} == {
        star: ["rating.stop.forged", "rating.stop.other"] for star in STARS
    }


def test_a_gate_of_a_doubtful_criterion_is_marked_to_be_verified():
    found = tally(the_set(10), best(the_set(10)) | {"3.5": 0, "2.2": 0})

    assert {finding.code: finding.verify for finding in found.reasons[3]} == {
        "rating.gate.3.2.2": False,
        "rating.gate.3.3.5": True,
    }


@ONCE
@given(sheets(SET), st.sampled_from(SET.criteria), st.integers(0, 3), RULES, st.integers(0, 2))
def test_raising_an_option_never_lowers_the_stars(sheet, criterion, up, rules, others):
    raised = sheet | {criterion.code: min(sheet[criterion.code] + up, len(criterion.options))}
    rest = [best(SET)] * others

    before, after = council(SET, [sheet, *rest], rules), council(SET, [raised, *rest], rules)

    assert (after.points, after.stars) >= (before.points, before.stars)
    assert after.stars >= before.stars
    assert len(after.missed) <= len(before.missed)


@ONCE
@given(sheets(the_set(26)), RULES)
def test_a_council_of_one_is_its_sheet(sheet, rules):
    alone, found = tally(the_set(26), sheet), council(the_set(26), [sheet], rules)

    assert found == alone


@ONCE
@given(st.lists(sheets(SET), min_size=1, max_size=7), RULES, st.randoms())
def test_the_order_of_the_members_does_not_matter(members, rules, random):
    shuffled = random.sample(members, len(members))

    assert council(SET, shuffled, rules) == council(SET, members, rules)


@ONCE
@given(st.lists(sheets(SET), min_size=1, max_size=6), RULES)
def test_stars_are_the_highest_whose_band_and_gates_hold(members, rules):
    found = council(SET, members, rules)

    holds = [
        star
        for star in STARS
        if found.points >= BANDS[star] and not [one for one in found.missed if one.stars <= star]
    ]
    assert found.stars == max([star for star in holds if star > 1], default=1)
    assert list(found.reasons) == list(range(found.stars + 1, 6))
    assert all(found.reasons.values())


def test_points_are_never_rounded_up_for_a_column_or_a_reader():
    nearly = Fraction(90) - Fraction(1, 10**7)

    assert (six_places(nearly), number_vi(nearly)) == (Decimal("89.999999"), "89,9999")
    assert (six_places(Fraction(449, 5)), number_vi(Fraction(449, 5))) == (Decimal("89.8"), "89,8")


def test_of_two_options_of_equal_points_only_the_gates_own_reaches_it():
    # Set 23, criterion 6.2 prints 1-1-3-5; here the second of the equal ones is made the least for three stars.
    content = copy.deepcopy(pack(23))
    rows = [
        one
        for part in content["parts"]
        for section in part["sections"]
        for one in section["criteria"]
        if one["code"] == "6.2"
    ]
    rows[0]["options"][1]["stars"] = [3]
    made = read(content)

    assert [option.points for option in made.criterion("6.2").options] == [1, 1, 3, 5]
    assert gate(tally(made, best(made) | {"6.2": 1}), "6.2", 3)
    assert gate(tally(made, best(made) | {"6.2": 2}), "6.2", 3) is None
