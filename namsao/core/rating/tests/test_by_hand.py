"""Three sheets worked with pencil and paper.

Bands: Decision 26/2026/QĐ-TTg, article 3.3 (a: 90 to 100, b: 70 to under 90, c: 50 to under 70, d: 30 to under 50).
Minima: the stars printed on the sheets of sets 7, 8 and 12 in Appendix II and the note under each sheet.
"""

from fractions import Fraction

from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.tally import council, tally
from namsao.core.rating.tests.build import by_points, the_set

NOODLE_78 = (
    "1.1=3 1.2=1 1.3=3 1.4=2 1.5=2 1.6=2 1.7=1 2.1=3 2.2=2 2.3=3 2.4=1 3.1=3 3.2=1 3.3=3 3.4=2 3.5=2 "
    "4.1=3 4.2=2 4.3=3 5.1=5 5.2=2 5.3=3 6.1=2 6.2=2 6.3=3 6.4=2 6.5=3 7=3 8=4 9=3 10=2 11=2"
)


def missed_of(found):
    return [(gate.code, gate.stars, gate.need, gate.have) for gate in found.missed]


def test_set_7_a_canna_noodle_of_78_points_is_four_stars():
    # A: 3+1+3+2+2+2+1 = 14 (section 1), 3+2+3+1 = 9 (2), 3+1+3+2+2 = 11 (3): 34 of 40.
    # B: 3+2+3 = 8 (4), 5+2+3 = 10 (5): 18 of 25.
    # C: 2+2+3+2+3 = 12 (6), 3 (7), 4 (8), 3 (9), 2 (10), 2 (11): 26 of 35. Together 34 + 18 + 26 = 78.
    # Article 3.3b: 70 to under 90 is the band of four stars. The minima of three and of four stars are all met
    # (1.5 = 2, 1.6 = 2, 2.1 = 3, 2.3 = 3, 3.4 = 2, 3.5 = 2, 4.1 = 3, 5.1 = 5, 6.1 = 2, 6.3 = 3, 6.4 = 2, 6.5 = 3,
    # 7 = 3, 9 = 3). Of the six of five stars only 6.3 = 3 is met.
    found = tally(the_set(7), by_points(the_set(7), NOODLE_78))

    assert (found.points, found.parts, found.stars) == (78, {"A": 34, "B": 18, "C": 26}, 4)
    assert missed_of(found) == [
        ("1.5", 5, 3, 2),
        ("4.1", 5, 5, 3),
        ("6.4", 5, 3, 2),
        ("6.5", 5, 5, 3),
        ("7", 5, 5, 3),
    ]


def test_set_7_the_noodle_is_told_why_it_has_not_five_stars():
    found = tally(the_set(7), by_points(the_set(7), NOODLE_78))

    assert list(found.reasons) == [5]
    assert [finding.code for finding in found.reasons[5]] == [
        "rating.band.5",
        "rating.gate.5.1.5",
        "rating.gate.5.4.1",
        "rating.gate.5.6.4",
        "rating.gate.5.6.5",
        "rating.gate.5.7",
    ]
    assert found.reasons[5][0] == Finding(
        code="rating.band.5",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what="Tổng điểm 78 chưa tới 90 của hạng 5 sao",
        what_en="78 points, below the 90 of 5 stars",
        why="Thiếu 12 điểm.",
        remedy="Nâng điểm các tiêu chí còn thấp.",
        source="Quyết định 26/2026/QĐ-TTg, Điều 3 khoản 3 điểm a",
    )
    assert found.reasons[5][5] == Finding(
        code="rating.gate.5.7",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what="7 Tính độc đáo: đạt 3 điểm, hạng 5 sao cần ít nhất 5",
        what_en="7: 3 points, 5 stars need at least 5",
        remedy="Cần đạt: Rất độc đáo và có tính đặc trưng",
        source="Quyết định 26/2026/QĐ-TTg, Phụ lục II, Bộ 7, tiêu chí 7",
    )


SQUID_95 = (
    "1.1=3 1.2=0 1.3=3 1.4=3 1.5=2 1.6=3 1.7=1 2.1=3 2.2=3 2.3=3 2.4=1 3.1=3 3.2=1 3.3=3 3.4=2 3.5=3 "
    "4.1=5 4.2=1 4.3=5 5.1=5 5.2=2 5.3=5 6.1=2 6.2=3 6.3=3 6.4=3 6.5=4 7=5 8=5 9=5 10=2 11=3"
)


def test_set_8_squid_cakes_of_95_points_with_a_missed_five_star_minimum_are_four_stars():
    # A: 3+0+3+3+2+3+1 = 15, 3+3+3+1 = 10, 3+1+3+2+3 = 12: 37. B: 5+1+5 = 11, 5+2+5 = 12: 23.
    # C: 2+3+3+3+4 = 15, 5+5+5+2+3 = 20: 35. Together 95, the band of five stars (article 3.3a).
    # 1.5 = 2, and five stars ask for 3 (contracts steady for 12 months): one missed, so four stars.
    found = tally(the_set(8), by_points(the_set(8), SQUID_95))

    assert (found.points, found.parts, found.stars) == (95, {"A": 37, "B": 23, "C": 35}, 4)
    assert missed_of(found) == [("1.5", 5, 3, 2)]
    assert [finding.code for finding in found.reasons[5]] == ["rating.gate.5.1.5"]


def test_set_8_the_same_without_an_accepted_trademark_are_two_stars():
    # 3.5 = 0 instead of 3: 92 points, but three stars ask for 1 and four for 2 there.
    found = tally(the_set(8), by_points(the_set(8), SQUID_95.replace("3.5=3", "3.5=0")))

    assert (found.points, found.stars) == (92, 2)
    assert missed_of(found) == [("3.5", 3, 1, 0), ("3.5", 4, 2, 0), ("1.5", 5, 3, 2)]
    assert {star: [finding.code for finding in why] for star, why in found.reasons.items()} == {
        3: ["rating.gate.3.3.5"],
        4: ["rating.gate.3.3.5", "rating.gate.4.3.5"],
        5: ["rating.gate.3.3.5", "rating.gate.4.3.5", "rating.gate.5.1.5"],
    }


FLOWER_TEA_90 = (
    "1.1=3 1.2=1 1.3=3 1.4=2 1.5=3 1.6=3 1.7=1 2.1=3 2.2=3 2.3=3 2.4=1 3.1=3 3.2=1 3.3=2 3.4=2 3.5=3 "
    "4.1=5 4.2=1 4.3=3 5.1=5 5.2=2 5.3=5 6.1=2 6.2=2 6.3=2 6.4=2 6.5=5 7=5 8=5 9=5 10=2 11=2"
)


def test_set_12_four_members_give_90_and_one_89_so_golden_camellia_tea_is_four_stars():
    # A: 3+1+3+2+3+3+1 = 16, 3+3+3+1 = 10, 3+1+2+2+3 = 11: 37. B: 5+1+3 = 9, 5+2+5 = 12: 21.
    # C: 2+2+2+2+5 = 13, 5+5+5+2+2 = 19: 32. Together 90, every minimum of five stars met (1.5 = 3, 4.1 = 5, 7 = 5).
    # The fifth member gives 10 = 1 instead of 2: 89, part C 31. Averages: (4 × 90 + 89) / 5 = 89.8 and
    # (4 × 32 + 31) / 5 = 31.8. Article 3.3b: under 90 is four stars; the decree rounds nothing.
    ninety = by_points(the_set(12), FLOWER_TEA_90)
    eighty_nine = by_points(the_set(12), FLOWER_TEA_90.replace("10=2", "10=1"))
    assert (tally(the_set(12), ninety).points, tally(the_set(12), ninety).stars) == (90, 5)

    found = council(the_set(12), [ninety, ninety, eighty_nine, ninety, ninety])

    assert (found.points, found.stars, found.missed) == (Fraction(898, 10), 4, ())
    assert found.parts == {"A": 37, "B": 21, "C": Fraction(318, 10)}
    assert [(finding.what, finding.why) for finding in found.reasons[5]] == [
        ("Tổng điểm 89,8 chưa tới 90 của hạng 5 sao", "Thiếu 0,2 điểm.")
    ]


def test_set_12_material_below_half_from_the_province_is_two_stars_whatever_the_points():
    # 1.1 = 1 instead of 3: 88 points; three stars ask for 2 there (at least half of the material from the province).
    found = tally(the_set(12), by_points(the_set(12), FLOWER_TEA_90.replace("1.1=3", "1.1=1")))

    assert (found.points, found.stars) == (88, 2)
    assert missed_of(found) == [("1.1", 3, 2, 1)]
