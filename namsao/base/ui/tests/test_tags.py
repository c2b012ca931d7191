"""The components drawn by template tags."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from namsao.base.ui.chart import bars
from namsao.base.ui.icons import icon, shapes
from namsao.base.ui.templatetags.ui import STATES
from namsao.core.finding import Finding, Severity, State

TODAY = date(2026, 11, 24)


def draw(source, **context):
    return Template("{% load ui %}" + source).render(Context({"today": TODAY, **context})).strip()


def test_an_icon_is_drawn_into_the_page_and_hidden_from_screen_readers():
    drawn = draw('{% icon "check" %}')

    assert (
        drawn
        == '<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5 9.5 18 20 6.5"/></svg>'
    )


def test_an_icon_that_does_not_exist_is_loud():
    with pytest.raises(KeyError, match="no icon 'unicorn'"):
        icon("unicorn")


def test_every_icon_of_the_sprite_is_found():
    assert len(shapes()) == 63
    assert all("<script" not in shape and "style=" not in shape for shape in shapes().values())


@pytest.mark.parametrize(
    ("count", "drawn", "words"),
    [(5, "★★★★★<i></i>", "5 sao"), (3, "★★★<i>★★</i>", "3 sao"), (1, "★<i>★★★★</i>", "1 sao")],
)
def test_stars_are_drawn_and_said(count, drawn, words):
    page = draw("{% stars count %}", count=count)

    assert f'aria-hidden="true">{drawn}</span>' in page
    assert f"<b>{words}</b>" in page


@pytest.mark.parametrize("count", [0, None])
def test_a_product_without_stars_says_so(count):
    assert "chưa xếp hạng" in draw("{% stars count %}", count=count)


def test_every_state_has_an_icon_a_word_and_its_own_look():
    drawn = {state: draw("{% state_badge state %}", state=state) for state in State}

    assert set(STATES) == set(State)
    assert len(set(drawn.values())) == len(State)
    assert all("<svg" in badge for badge in drawn.values())


def test_a_badge_escapes_its_word():
    assert "&lt;b&gt;" in draw('{% badge word "ok" %}', word="<b>")


@pytest.mark.parametrize(
    ("due", "kind", "words"),
    [
        (date(2026, 11, 21), "badge bad", "quá hạn 3 ngày"),
        (date(2026, 11, 24), "badge bad", "hạn hôm nay"),
        (date(2026, 11, 25), "badge bad", "còn 1 ngày"),
        (date(2026, 12, 1), "badge warn", "còn 7 ngày"),
        (date(2026, 12, 2), "badge", "còn 8 ngày"),
        (datetime(2026, 11, 24, 17, 30, tzinfo=UTC), "badge bad", "còn 1 ngày"),
    ],
)
def test_a_deadline_says_the_days_left_and_the_date(due, kind, words):
    drawn = draw("{% deadline due on=today %}", due=due)

    assert drawn.startswith(f'<span class="{kind}">')
    assert f"{words} · <time" in drawn
    assert "/2026</time>" in drawn


def test_no_deadline_draws_nothing():
    assert draw("{% deadline due %}", due=None) == ""


@pytest.mark.parametrize(
    ("thing", "is_marked"),
    [
        (True, True),
        (False, False),
        (None, False),
        ({"is_illustrative": True}, True),
        ({}, False),
        (SimpleNamespace(is_illustrative=True), True),
        (SimpleNamespace(is_illustrative=False), False),
    ],
)
def test_illustrative_data_carries_its_mark(thing, is_marked):
    mark = '<span class="demo">Dữ liệu minh hoạ</span>'

    assert draw("{% demo_mark thing %}", thing=thing) == (mark if is_marked else "")


def a_finding(**changes):
    honest = {
        "code": "JP-1",
        "state": State.MISSING,
        "severity": Severity.BLOCKING,
        "what": "Bảng thành phần",
    }
    return Finding(**{**honest, "remedy": "soạn bảng", "source": "Luật", **changes})


def test_an_open_finding_says_what_to_do_and_how_heavy_it_is():
    drawn = draw("{% finding_list findings %}", findings=[a_finding(verify=True, why="Chưa có.")])

    assert "thiếu</span>" in drawn
    assert "<b>Bảng thành phần</b>" in drawn
    assert "Chưa có." in drawn
    assert "<b>Cần làm:</b> soạn bảng" in drawn
    assert "bắt buộc · Luật · JP-1 · <b>cần xác minh</b>" in drawn


def test_a_met_finding_asks_for_nothing():
    drawn = draw("{% finding_list findings %}", findings=[a_finding(state=State.MET)])

    assert "đạt</span>" in drawn
    assert "Cần làm" not in drawn
    assert "bắt buộc" not in drawn
    assert "cần xác minh" not in drawn


@pytest.mark.parametrize(
    ("start", "end", "word", "value"),
    [
        (date(2025, 11, 24), date(2027, 11, 24), "còn hiệu lực", 365),
        (date(2025, 11, 24), date(2027, 2, 22), "còn 90 ngày", 90),
        (date(2025, 11, 24), date(2026, 11, 25), "còn 1 ngày", 1),
        (date(2025, 11, 24), date(2026, 11, 24), "hạn hôm nay", 0),
        (date(2025, 11, 24), date(2026, 11, 23), "hết hạn", None),
        (date(2026, 11, 25), date(2027, 11, 25), "chưa hiệu lực", None),
        (date(2025, 11, 24), None, "không ghi hạn", None),
        (None, date(2028, 1, 1), "còn hiệu lực", None),
    ],
)
def test_evidence_shows_how_long_it_still_holds(start, end, word, value):
    evidence = {"kind": "HACCP", "issuer": "Chi cục", "valid_from": start, "valid_until": end}

    drawn = draw("{% evidence_card evidence on=today %}", evidence=evidence)

    assert f"{word}</span>" in drawn
    assert ("<meter" in drawn) == (value is not None)
    assert value is None or f'value="{value}"' in drawn


def test_a_long_validity_is_written_for_the_browser_without_grouping():
    evidence = {"kind": "ISO", "valid_from": date(2020, 1, 1), "valid_until": date(2030, 1, 1)}

    assert 'max="3653"' in draw("{% evidence_card evidence on=today %}", evidence=evidence)


def test_a_chart_has_its_numbers_on_it_and_its_table_below():
    rows = [("Hạ Long", 31), ("Ba Chẽ", Decimal("7.75")), ("Một xã có tên dài hơn ba mươi chữ cái", 0)]

    drawn = draw('{% chart "Theo xã" rows "sản phẩm" %}', rows=rows)

    assert drawn.count('<rect class="fill"') == 3
    assert 'width="25.0%"' in drawn
    assert "7,75</text>" in drawn
    assert '<td class="n">7,75</td>' in drawn
    assert "<td>Một xã có tên dài hơn ba mươi chữ cái</td>" in drawn
    assert "Một xã có tên dài hơn ba mươi…</text>" in drawn


def test_a_chart_of_many_rows_writes_its_heights_without_grouping():
    drawn = draw('{% chart "Theo đơn vị" rows %}', rows=[(str(i), i) for i in range(54)])

    assert 'height="2580"' in drawn
    assert 'y="2560"' in drawn


@pytest.mark.parametrize("rows", [[], [("a", 0)], [("a", 0), ("b", 0)]])
def test_a_chart_of_nothing_is_still_a_chart(rows):
    assert [bar.width for bar in bars(rows)] == ["0.0%"] * len(rows)


def test_a_bar_below_zero_is_refused():
    with pytest.raises(ValueError, match="shorter than nothing"):
        bars([("a", -1)])


def test_the_tags_speak_the_language_of_the_reader():
    with translation.override("en"):
        assert "2 Dec 2026</time>" in draw("{% deadline due on=today %}", due=date(2026, 12, 2))
