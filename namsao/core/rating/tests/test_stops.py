"""Hard stops as data."""

from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.stops import STOPS, findings, printed, stop_words
from namsao.core.rating.tests.build import NUMBERS, the_set


def test_every_stop_says_what_why_and_where_in_the_decree():
    assert all(
        stop.vi and stop.en and stop.remedy and "Phụ lục II" in stop.article for stop in STOPS.values()
    )
    assert {"forged", "food_safety", "material", "copy", "foreign_matter", "declaration"} <= set(STOPS)


def test_the_stops_of_a_set_are_those_its_sheet_prints():
    codes = {number: [stop.code for stop in printed(the_set(number))] for number in NUMBERS}

    assert codes[7] == ["forged", "food_safety", "papers", "material", "copy", "foreign_matter"]
    assert codes[19] == ["material", "declaration"]
    assert codes[20] == ["forged", "licence", "declaration", "papers", "material"]
    assert codes[26] == []
    assert {code for each in codes.values() for code in each} == set(STOPS)


def test_a_known_ground_becomes_a_blocking_finding_and_other_words_stay_as_they_are():
    known, other = findings(["copy", "Chủ thể rút hồ sơ"])

    assert known == Finding(
        code="rating.stop.copy",
        state=State.FAILED,
        severity=Severity.BLOCKING,
        what="Sản phẩm giống hệt sản phẩm của nhà sản xuất khác, chỉ đổi tên",
        what_en="The product is a copy of another maker's, under another name",
        remedy="Không xếp hạng; phát triển sản phẩm riêng của chủ thể.",
        source="Quyết định 26/2026/QĐ-TTg, Phụ lục II, ghi chú tiêu chí 2.1",
    )
    assert stop_words(["copy", "Chủ thể rút hồ sơ"]) == [known.what, other.what]
    assert (other.code, other.what, other.is_blocking) == ("rating.stop.other", "Chủ thể rút hồ sơ", True)
