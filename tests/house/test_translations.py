"""Every word on a screen is in the catalogues, and the catalogues are in step, complete and sound."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.utils.translation import gettext, ngettext, override

from namsao.project import messages

from .conftest import Grow
from .rules.templates import VIETNAMESE
from .rules.tree import ROOT, files, text

FOREIGN = [locale for locale in messages.LOCALES if locale != messages.SOURCE]
TAGS = {"en": "en", "zh_Hans": "zh-hans", "ja": "ja", "ko": "ko"}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdf]|%%")
ENGLISH = re.compile(
    r"\b(?:the|this|that|is|are|and|for|with|your|please|field|required|save|cancel|password|email|add)\b",
    re.IGNORECASE,
)
ALIAS = re.compile(r"\b(n?p?n?gettext(?:_lazy|_noop)?) as (\w+)")
PERCENT = re.compile(r"""\b_\(\s*(?:"[^"]*%[^"]*"|'[^']*%[^']*')\s*\)""")


def forms(string: object) -> list[str]:
    """The translations of a message: one, or one for each plural; empty ones left out."""
    return [each for each in (string if isinstance(string, (tuple, list)) else [string]) if each]


def untranslated(catalogue: Catalog) -> list[object]:
    """Messages that lack a translation, or one for a plural of the language."""
    return [
        message.id
        for message in messages.messages(catalogue)
        if len(forms(message.string)) < (catalogue.num_plurals if message.pluralizable else 1)
    ]


def misplaced(catalogue: Catalog) -> list[object]:
    """Translations whose placeholders are not those of their message."""
    return [
        message.id
        for message in messages.messages(catalogue)
        for form in forms(message.string)
        if sorted(PLACEHOLDER.findall(form)) != sorted(PLACEHOLDER.findall(forms(message.id)[0]))
    ]


def unsure(catalogue: Catalog) -> list[object]:
    """Messages marked fuzzy, which would be compiled as if they were right."""
    return [message.id for message in messages.messages(catalogue) if message.fuzzy]


def in_english(catalogue: Catalog) -> list[object]:
    """Messages of ours that are not Vietnamese."""
    said = [message.id for message in messages.messages(catalogue)]
    return [each for each in said if ENGLISH.search(forms(each)[0]) and not VIETNAMESE.search(forms(each)[0])]


def uncollected(source: str) -> list[str]:
    """Names under which a module asks for translations, and which `extract` does not look for."""
    return [name for _asked, name in ALIAS.findall(source) if name not in messages.CALLS]


def untaught(catalogue: Catalog, tag: str) -> list[object]:
    """Messages that come out as they are in the language."""
    with override(tag):
        found = {message.id: _asked(message.id) for message in messages.messages(catalogue)}
    return [key for key, answer in found.items() if answer in forms(key)]


def _asked(key: str | tuple[str, str]) -> str:
    return gettext(key) if isinstance(key, str) else ngettext(*key, 2)


class _Foreign(HTMLParser):
    """Gathers what is read on a page, outside elements that say they are Vietnamese."""

    VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "use"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.read: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        is_native = said.get("lang") == "vi" or any(native for _tag, native in self.open)
        if not is_native:
            self.read += [
                said[name] or "" for name in ("alt", "aria-label", "content", "title") if name in said
            ]
        if tag not in self.VOID:
            self.open.append((tag, is_native or tag == "style"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(native for _tag, native in self.open):
            self.read.append(data)


def vietnamese(page: str, names: list[str]) -> list[str]:
    """Texts of a page with Vietnamese letters, apart from names and what is marked as Vietnamese."""
    reader = _Foreign()
    reader.feed(page)
    proper = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return [line.strip() for line in reader.read if VIETNAMESE.search(proper.sub("", line))]


def faults(check: Callable[[Any], list[Any]], things: Mapping[str, Any]) -> dict[str, list[Any]]:
    """name -> what the check finds in the thing, where it finds anything."""
    return {name: found for name, thing in things.items() if (found := check(thing))}


@pytest.fixture(scope="module")
def kept() -> dict[str, Catalog]:
    """locale -> the catalogue as it is kept."""
    return {locale: messages.read(messages.path_of(locale), locale) for locale in messages.LOCALES}


def test_catalogues_are_in_step_with_the_source(kept):
    wanted = messages.catalogues()

    stale = [
        locale
        for locale, catalogue in kept.items()
        if messages.rendered(locale, wanted[locale], catalogue)
        != messages.path_of(locale).read_text(encoding="utf-8")
    ]

    assert stale == [], "run: python -m namsao.project.translations extract"


def test_every_message_is_translated_into_every_language(kept):
    assert faults(untranslated, kept) == {}


def test_placeholders_are_those_of_the_message(kept):
    assert faults(misplaced, kept) == {}


def test_no_translation_is_unsure(kept):
    assert faults(unsure, kept) == {}


def test_messages_of_ours_are_vietnamese(kept):
    assert in_english(kept["en"]) == []


def test_every_name_for_gettext_is_looked_for():
    modules = {path: text(ROOT, path) for path in files(ROOT, "namsao", [".py"])}

    assert faults(uncollected, modules) == {}


def test_no_template_says_a_percent_sign_in_brackets():
    """Django doubles it there and never halves it again: write it in {% translate %}."""
    pages = [path for path in files(ROOT, "namsao", [".html"]) if PERCENT.search(text(ROOT, path))]

    assert pages == []


@pytest.mark.parametrize("locale", [locale for locale in FOREIGN if locale != "en"])
def test_the_libraries_speak_the_other_languages_themselves(locale: str):
    assert untaught(messages.read(messages.LOCALE / "library.pot"), TAGS[locale]) == []


def test_the_libraries_speak_our_vietnamese():
    with override("vi"):
        assert gettext("This field is required.") == "Hãy điền hoặc chọn ô này."


@pytest.mark.django_db
def test_public_pages_have_no_vietnamese_words_in_other_languages(cast):
    from namsao.apps.evidence.tests.build import a_certificate
    from namsao.apps.products.tests.build import a_batch, a_recognition, a_step
    from namsao.apps.scans.tests.build import body, publish_all

    batch = a_batch(cast)
    a_step(cast, batch)
    a_recognition(cast, batch.product)
    a_certificate(cast)
    area = batch.inputs.get().harvest.season.area
    publish_all()
    names = ["năm", "Lục Hồn", "Quảng Ninh", batch.product.name, batch.facility.name, area.name]
    names += ["Củ dong riềng", "củ dong riềng"]
    # The number of a decision is written in the letters of its office.
    names += list(batch.product.recognitions.values_list("decision_no", flat=True))

    furniture = body("-/furniture")
    pages = {
        f"{name} {tag}": page
        for tag in TAGS.values()
        for name, page in {
            "passport": body(f"01/{batch.product.gtin}/10/{batch.lot}")["pages"][tag],
            "facility": body(f"414/{batch.facility.gln}")["pages"][tag],
            "area": body(f"414/{area.gln}")["pages"][tag],
            **furniture["pages"][tag],
            **furniture["verdicts"][tag],
        }.items()
    }
    assert faults(lambda page: vietnamese(page, names), pages) == {}
    native = body(f"01/{batch.product.gtin}/10/{batch.lot}")["pages"]["vi"].replace(
        '<html lang="vi">', "<html>"
    )
    assert {"Người làm ra", "Hạn dùng", "Số lô"} <= set(vietnamese(native, names))


PAGE = """{% extends "x.html" %}
    {% block main %}<p>{% translate "Lô sản xuất" %}</p>
  {% include "y.html" with text=_("Chưa có gì") %}{% endblock %}
{% blocktranslate trimmed count n=rows with where=place %}
   Có {{ n }} lô ở {{ where }}
{% plural %}Có {{ n }} lô ở {{ where }}{% endblocktranslate %}
"""
MODULE = """from django.utils.translation import gettext_lazy as _, pgettext
LABEL = _("Tên " "lô")
TITLE = pgettext("danh sách", "Lô")
"""


def test_extract_finds_python_and_templates_and_keeps_what_is_translated(grow: Grow):
    root = grow(
        {
            "shop/views.py": MODULE,
            "shop/tests/test_views.py": '_("Không lấy")',
            "shop/templates/shop/page.html": PAGE,
            "locale/library.pot": 'msgid "Enter a number."\nmsgstr ""\n',
            "locale/en/LC_MESSAGES/django.po": (
                'msgid "Tên lô"\nmsgstr "Name of the lot"\n\nmsgid "Đã bỏ"\nmsgstr "Gone"\n'
            ),
        }
    )

    messages.extract(root / "locale", root / "shop")

    english = messages.read(root / "locale/en/LC_MESSAGES/django.po", "en")
    assert {(m.context, m.id): m.string for m in messages.messages(english)} == {
        (None, "Tên lô"): "Name of the lot",
        ("danh sách", "Lô"): "",
        (None, "Lô sản xuất"): "",
        (None, "Chưa có gì"): "",
        (None, ("Có %(n)s lô ở %(where)s", "Có %(n)s lô ở %(where)s")): ("", ""),
    }
    native = messages.read(root / "locale/vi/LC_MESSAGES/django.po", "vi")
    assert [m.id for m in messages.messages(native)] == ["Enter a number."]
    assert messages.extract(root / "locale", root / "shop") == []


def test_a_new_sentence_puts_a_catalogue_out_of_step(grow: Grow):
    root = grow({"shop/a.py": '_("Một")', "locale/library.pot": "", "shop/templates/a.html": ""})
    messages.extract(root / "locale", root / "shop")

    (root / "shop/a.py").write_text('_("Hai")', encoding="utf-8")

    assert [po.parts[-3] for po in messages.extract(root / "locale", root / "shop")] == FOREIGN


def broken(tmp_path: Path, entry: str) -> Catalog:
    """A catalogue with this entry."""
    po = tmp_path / "django.po"
    po.write_text(entry, encoding="utf-8")
    return messages.read(po, "en")


@pytest.mark.parametrize(
    ("check", "entry"),
    [
        (untranslated, 'msgid "Lô"\nmsgstr ""\n'),
        (untranslated, 'msgid "%(n)s lô"\nmsgid_plural "%(n)s lô"\nmsgstr[0] "%(n)s lot"\nmsgstr[1] ""\n'),
        (misplaced, 'msgid "Lô %(lot)s"\nmsgstr "Lot %(lots)s"\n'),
        (misplaced, 'msgid "Lô"\nmsgstr "Lot, 5 %%"\n'),
        (unsure, '#, fuzzy\nmsgid "Lô"\nmsgstr "Lot"\n'),
        (in_english, 'msgid "This field is required."\nmsgstr "x"\n'),
    ],
)
def test_an_unsound_entry_is_caught(tmp_path: Path, check, entry: str):
    assert len(check(broken(tmp_path, entry))) == 1


def test_a_name_nobody_looks_for_and_a_percent_sign_are_caught(tmp_path: Path):
    assert uncollected("from django.utils.translation import ngettext as many, gettext as _\n") == ["many"]
    assert PERCENT.search('{% include "a.html" with text=_("In cỡ 100 %") %}')
    assert untaught(broken(tmp_path, 'msgid "Nobody says this."\nmsgstr ""\n'), "ja") == ["Nobody says this."]


def test_a_vietnamese_word_on_a_foreign_page_is_caught():
    page = '<html lang="ja"><p>ロット <b>Số lô</b></p><p lang="vi">Miến <i>dong</i></p><img alt="Ảnh">Ba Chẽ</html>'

    assert vietnamese(page, ["Ba Chẽ"]) == ["Số lô", "Ảnh"]
