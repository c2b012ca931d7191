"""The templates themselves: they all compile, and nothing a strict CSP forbids stands in them."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from namsao.base.ui import sample, views

FOLDER = Path(views.__file__).parent / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
INLINES_CSS = {"ui/frame_public.html"}
FORBIDDEN = re.compile(r'\sstyle=|<script|\son[a-z]+="|<style|javascript:')

# The frame names the programme, which the places know.
pytestmark = pytest.mark.django_db


def get(view, *args, query=""):
    request = RequestFactory().get(f"/design/{query}")
    request.user = AnonymousUser()
    return view(request, *args).content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles_and_inlines_neither_style_nor_script(name):
    source = (FOLDER / name).read_text(encoding="utf-8")

    get_template(name)

    assert FORBIDDEN.findall(source) == (["<style"] if name in INLINES_CSS else [])


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_a_page_of_errors_needs_no_context(name):
    page = render_to_string(name)

    assert re.search(r"<title>\s*\S.* · năm sao</title>", page)
    assert 'lang="vi"' in page
    assert "<h1>" in page
    assert 'href="/"' in page


def test_the_living_page_shows_every_component():
    page = get(views.design)

    shown = ["finding", "star-band", "timeline", "evidence", "empty", "work", "cards", "filters", "progress"]
    shown += ["errors", "badge", "facts", "notice", "stat", "chart", "gates", "demo", "crumbs", "langs"]
    assert [name for name in shown if not re.search(rf'class="[^"]*\b{name}\b', page)] == []
    assert not FORBIDDEN.search(page)


def test_no_id_stands_twice_on_the_living_page():
    ids = re.findall(r'\sid="([^"]+)"', get(views.design))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", sorted(views.PAGES))
def test_each_frame_can_be_looked_at(name):
    page = get(views.design_page, name)

    assert page.startswith("<!doctype html>")
    assert "</html>" in page


def test_the_frame_marks_the_present_page_in_rail_and_bar():
    page = get(views.design)

    assert page.count('<a href="#" aria-current="page">') == 2
    assert page.index('class="skip btn" href="#main"') < page.index('class="heads"')
    assert 'id="main"' in page


def test_a_list_names_its_cells_and_says_how_it_is_sorted():
    page = get(views.design, query="?sort=-name")

    assert '<td data-h="Sản phẩm"' in page
    assert re.search(r'<td data-h="Giá bán" [^>]*class="n', page)
    assert re.findall(r'aria-sort="([a-z]+)"', page) == ["descending"]
    assert "<caption>Sản phẩm của đợt 2 năm 2026</caption>" in page
    assert page.index("Trà hoa vàng Ba Chẽ</td>") < page.index("Miến dong Bình Liêu</td>")


def test_a_long_list_has_pages_and_keeps_its_order_across_them():
    page = get(views.design, query="?sort=name")

    assert '<span aria-current="page">1</span>' in page
    assert re.search(r'<a rel="next" href="\?sort=name&amp;page=2">', page)


def test_an_empty_list_says_so():
    table = sample.ProductTable([])

    page = render_to_string(
        "ui/components/_table.html", {"table": table, "request": RequestFactory().get("/")}
    )

    assert "Chưa có dòng nào." in page


def test_the_confirm_step_says_what_will_happen_before_the_button():
    page = get(views.design_page, "confirm")

    assert page.index(sample.CONFIRM["consequences"][0]) < page.index(
        '<button type="submit" class="btn main-act danger">' + sample.CONFIRM["danger"]
    )
    assert "csrfmiddlewaretoken" in page


def test_facts_without_a_text_are_left_out():
    page = render_to_string(
        "ui/components/_facts.html", {"facts": [("Số lô", "L1"), ("Ghi chú", ""), ("Số", 0)]}
    )

    assert page.count("<dt>") == 2
    assert "<dd>0</dd>" in page


def test_a_progress_bar_is_written_for_the_browser_without_grouping():
    page = render_to_string("ui/components/_progress.html", {"label": "In tem", "done": 1250, "total": 2600})

    assert 'max="2600" value="1250"' in page
    assert "Xong 1.250 trên 2.600" in page


def test_the_fonts_named_by_the_stylesheet_are_in_the_package():
    from namsao.base.ui.fonts import font_dir

    sheet = (Path(views.__file__).parent / "static/ui/css/fonts.css").read_text(encoding="utf-8")
    named = re.findall(r'url\("\.\./fonts/([^"]+)"\)', sheet)

    assert len(named) == 2
    assert all((font_dir() / name).is_file() for name in named)
