"""Pages carry no style, no script and no text that cannot be translated."""

import pytest

from .conftest import Grow
from .rules import templates
from .rules.tree import ROOT, report

PAGE = "namsao/apps/rating/templates/rating/list.html"
CHECKS = [templates.unseen, templates.inline, templates.untranslated]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_templates_only_show(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


@pytest.mark.parametrize(
    "line",
    [
        '<p style="color: red">',
        '<p\n class="a" style="color: {{ colour }}">',
        "<style>p { color: red }</style>",
        "<script>start()</script>",
        '<script type="module">start()</script>',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_style_or_script_in_a_page_is_caught(grow: Grow, line: str):
    assert len(templates.inline(grow({PAGE: f"<html>\n{line}\n"}))) == 1


def test_files_nonces_and_the_public_frame_are_fine(grow: Grow):
    lines = [
        '<script src="{% static "ui/menu.js" %}" type="module"></script>',
        '<script nonce="{{ nonce }}">go()</script>',
    ]
    root = grow(
        {
            PAGE: "\n".join(
                [*lines, '{% include "ui/_bar.html" with style="wide" %}', "{# <style> is not for here #}"]
            ),
            "namsao/base/ui/templates/ui/frame_public.html": "<style>p { color: red }</style>",
        }
    )

    assert templates.inline(root) == []


@pytest.mark.parametrize(
    "line",
    [
        "<h1>Hồ sơ</h1>",
        '<input aria-label="Tìm sản phẩm">',
        '{% include "ui/_empty.html" with title="Chưa có sản phẩm" %}',
        "{% translate 'Hồ sơ' %} của bạn",
        "<h1>SẢN PHẨM</h1>",
    ],
)
def test_text_nobody_can_translate_is_caught(grow: Grow, line: str):
    assert [b.where for b in templates.untranslated(grow({PAGE: f"<p>\n{line}\n"}))] == [f"{PAGE}:2"]


def test_text_ready_for_translation_is_fine(grow: Grow):
    lines = [
        "{% translate 'Hồ sơ' as title %}",
        "{% blocktranslate trimmed count n=rows %}\n  Có một\n{% plural %}Có nhiều{% endblocktranslate %}",
        "{# Bảng này in ra được #}",
        "{% comment %}\nGhi chú\n{% endcomment %}",
        "<!-- Ghi chú -->",
        '<a class="brand" href="/">năm<b>★</b>sao</a>',
        '{% include "ui/_empty.html" with title=_("Chưa có sản phẩm") %}',
    ]

    specimens = "namsao/base/ui/templates/ui/design/page.html"
    assert templates.untranslated(grow({PAGE: "\n".join(lines), specimens: "<p>Lô</p>"})) == []


def test_a_folder_in_which_no_template_is_found_is_reported(grow: Grow):
    assert len(templates.unseen(grow({"namsao/base/ui/templates/ui/page.jinja": "x"}))) == 1
