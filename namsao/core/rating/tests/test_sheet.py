"""Sheets as people write them."""

import pytest

from namsao.core.errors import BadValue
from namsao.core.rating.sheet import parts, points, read_sheet
from namsao.core.rating.tests.build import NUMBERS, the_set


def test_points_become_options_in_the_order_of_the_set():
    assert list(read_sheet(the_set(7), {"7": 5, "4.3": 5, "1.1": 2}).items()) == [
        ("1.1", 2),
        ("4.3", 5),
        ("7", 4),
    ]


def test_zero_is_the_printed_option_or_none_of_these():
    assert read_sheet(the_set(7), {"1.2": 0, "1.1": 0}) == {"1.1": 0, "1.2": 1}
    assert points(the_set(7), {"1.1": 0, "1.2": 1}) == 0


@pytest.mark.parametrize(
    ("number", "code", "value", "seqs"),
    [
        (7, "3.1", 1, (1, 2)),
        (23, "6.2", 1, (1, 2)),
        (26, "8", 1, (1, 3)),
        (26, "9", 2, (2, 4)),
        (26, "15", 3, (2, 4)),
    ],
)
def test_equal_points_ask_for_the_option(number, code, value, seqs):
    with pytest.raises(BadValue) as refusal:
        read_sheet(the_set(number), {code: value})

    assert refusal.value.field == code
    assert refusal.value.sentence == (
        f'Tiêu chí {code} có 2 mức cùng {value} điểm: ghi rõ {{"option": {seqs[0]}}} hoặc {{"option": {seqs[1]}}}.'
    )
    assert refusal.value.sentence_en == (
        f'Criterion {code} has 2 options of {value} points: write {{"option": {seqs[0]}}} or {{"option": {seqs[1]}}}.'
    )
    for seq in seqs:
        sheet = read_sheet(the_set(number), {code: {"option": seq}})
        assert (sheet, points(the_set(number), sheet)) == ({code: seq}, value)


def test_points_that_tell_the_option_need_no_number_beside_equal_ones():
    assert read_sheet(the_set(7), {"3.1": 3}) == {"3.1": 3}
    assert read_sheet(the_set(26), {"8": 0}) == {"8": 0}


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ({"12": 1}, 'Bộ 7 không có tiêu chí "12".'),
        ({7: 5}, "Bộ 7 không có tiêu chí 7."),
        ({"4.3": 4}, "Tiêu chí 4.3 không có mức 4 điểm; thang điểm là 0, 1, 2, 3, 5."),
        ({"4.3": -1}, "Tiêu chí 4.3 không có mức -1 điểm; thang điểm là 0, 1, 2, 3, 5."),
        ({"4.3": 5.0}, "Tiêu chí 4.3: điểm phải là số nguyên, đang ghi 5.0."),
        ({"1.7": True}, "Tiêu chí 1.7: điểm phải là số nguyên, đang ghi true."),
        ({"1.7": None}, "Tiêu chí 1.7: điểm phải là số nguyên, đang ghi null."),
        ({"1.7": "1"}, 'Tiêu chí 1.7: điểm phải là số nguyên, đang ghi "1".'),
        (
            {"1.7": {"option": 3}},
            'Tiêu chí 1.7: mức phải ghi {"option": số thứ tự từ 0 đến 2}, đang ghi {"option": 3}.',
        ),
        (
            {"1.7": {"option": True}},
            'Tiêu chí 1.7: mức phải ghi {"option": số thứ tự từ 0 đến 2}, đang ghi {"option": true}.',
        ),
        (
            {"1.7": {"option": 1, "points": 1}},
            'Tiêu chí 1.7: mức phải ghi {"option": số thứ tự từ 0 đến 2}, đang ghi {"option": 1, "points": 1}.',
        ),
        ([3], 'Bảng điểm phải có dạng {"mã tiêu chí": điểm}.'),
    ],
)
def test_what_no_option_carries_is_refused_in_two_languages(scores, sentence):
    with pytest.raises(BadValue) as refusal:
        read_sheet(the_set(7), scores)

    assert refusal.value.sentence == sentence
    assert refusal.value.sentence_en.endswith(".")


@pytest.mark.parametrize("number", NUMBERS)
def test_every_printed_option_can_be_written_down_and_read_back(number):
    for criterion in the_set(number).criteria:
        for option in criterion.options:
            sheet = read_sheet(the_set(number), {criterion.code: {"option": option.seq}})
            assert (sheet, points(the_set(number), sheet)) == ({criterion.code: option.seq}, option.points)


def test_points_are_added_by_part():
    sheet = read_sheet(the_set(12), {"1.1": 2, "3.5": 3, "4.1": 5, "7": 3, "11": 0})

    assert (points(the_set(12), sheet), parts(the_set(12), sheet)) == (13, {"A": 5, "B": 5, "C": 3})


@pytest.mark.parametrize("sheet", [{"99": 1}, {"1.1": 4}, {"1.1": -1}])
def test_a_sheet_that_is_not_of_the_set_is_loud(sheet):
    with pytest.raises(KeyError):
        points(the_set(7), sheet)
