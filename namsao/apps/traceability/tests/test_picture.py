"""The picture: columns from left to right, nothing on top of something else, crowds folded."""

from hypothesis import given
from hypothesis import strategies as st

from namsao.apps.traceability.picture import (
    FEWEST_SHOWN,
    HEIGHT,
    MOST_ALIKE,
    MOST_BOXES,
    WIDTH,
    columns_of,
    draw,
)
from namsao.apps.traceability.queries.box import BOTH, Box, Story
from namsao.apps.traceability.queries.graph import Arrow
from namsao.base.accounts.tests.cast import NOW

KINDS = ("place", "lot", "container", "holder", "other")


def a_box(pk: int, kind: str = "lot", **facts) -> Box:
    return Box(pk, f"https://id.gs1.org/x/{pk}", kind, f"L{pk}", f"L{pk}", depth=pk, **facts)


def an_arrow(source: int, target: int, **facts) -> Arrow:
    given = {"kind": "transformation", "quantity": 5, "uom": "KGM", "time": NOW}
    return Arrow(source=source, target=target, **given | facts)


def a_story(boxes, arrows=()) -> Story:
    return Story("x", BOTH, boxes={box.pk: box for box in boxes}, arrows=list(arrows))


def test_places_stand_left_of_lots_and_holders_right_of_all():
    boxes = [a_box(1, "place"), a_box(2), a_box(3), a_box(4, "container"), a_box(5, "holder"), a_box(6)]
    told = a_story(boxes, [an_arrow(1, 2), an_arrow(2, 3), an_arrow(3, 4), an_arrow(4, 5), an_arrow(6, 5)])

    assert columns_of(told) == {1: 0, 2: 1, 3: 2, 4: 3, 5: 4, 6: 1}


def test_several_arrows_between_two_boxes_are_one_with_the_sum():
    told = a_story([a_box(1), a_box(2)], [an_arrow(1, 2), an_arrow(1, 2, quantity=7)])

    assert [(line.quantity, line.uom) for line in draw(told).lines] == [(12, "KGM")]


def test_amounts_in_several_units_are_not_added():
    told = a_story([a_box(1), a_box(2)], [an_arrow(1, 2), an_arrow(1, 2, uom="LTR")])

    assert [line.quantity for line in draw(told).lines] == [None]


def test_what_was_asked_for_is_never_folded():
    told = a_story([a_box(pk, is_root=pk == 99) for pk in range(100)])

    picture = draw(told)

    assert any(each.box.is_root and not each.is_folded for each in picture.boxes)
    assert picture.folded == 100 - MOST_ALIKE
    assert [each.members for each in picture.boxes if each.is_folded] == [100 - MOST_ALIKE + 1]


def test_nothing_draws_nothing():
    assert draw(a_story([])).boxes == []


@given(
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=90),
    st.lists(st.tuples(st.integers(0, 89), st.integers(0, 89)), max_size=120),
)
def test_boxes_never_overlap_and_all_things_are_counted(kinds, pairs):
    boxes = [a_box(pk, kind) for pk, kind in enumerate(kinds)]
    arrows = [an_arrow(one, other) for one, other in pairs if one < len(boxes) > other]

    picture = draw(a_story(boxes, arrows))

    drawn = picture.boxes
    families = len({(each.x, each.box.kind) for each in drawn})
    assert sum(each.members for each in drawn) == len(boxes)
    assert len(drawn) <= max(MOST_BOXES, families * FEWEST_SHOWN)
    for at, one in enumerate(drawn):
        assert 0 <= one.x <= picture.width - WIDTH
        assert 0 <= one.y <= picture.height - HEIGHT
        for other in drawn[at + 1 :]:
            assert one.x != other.x or abs(one.y - other.y) >= HEIGHT
