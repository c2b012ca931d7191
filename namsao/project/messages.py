"""Keep the catalogues in step with the source: collect what is said, and by which files, into every .po.

A msgid is the Vietnamese sentence itself, so the Vietnamese catalogue holds only what the libraries say:
`library.pot`, kept by hand, lists their sentences that reach a screen. The other languages of the libraries
are the libraries' own.
"""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).parent.parent
LOCALE = PACKAGE / "locale"
SOURCE = "vi"
LOCALES = (SOURCE, "en", "zh_Hans", "ja", "ko")  # the names Django gives their folders
CALLS = dict.fromkeys(
    (
        "_",
        "_now",
        "gettext",
        "gettext_lazy",
        "gettext_noop",
        "ngettext",
        "ngettext_lazy",
        "npgettext",
        "npgettext_lazy",
        "pgettext",
        "pgettext_lazy",
    )
)
NOTE = "Translators:"


def extract(folder: Path = LOCALE, package: Path = PACKAGE) -> list[Path]:
    """Bring every .po file in step with the source. Returns: those that changed."""
    wanted, changed = catalogues(folder, package), []
    for locale, found in wanted.items():
        po = path_of(locale, folder)
        text = rendered(locale, found, read(po, locale) if po.exists() else Catalog(locale))
        if not po.exists() or po.read_text(encoding="utf-8") != text:
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_text(text, encoding="utf-8")
            changed.append(po)
    return changed


def catalogues(folder: Path = LOCALE, package: Path = PACKAGE) -> Mapping[str, Catalog]:
    """locale -> what its catalogue must hold, without translations."""
    ours = collect(package)
    return {locale: read(folder / "library.pot") if locale == SOURCE else ours for locale in LOCALES}


def path_of(locale: str, folder: Path = LOCALE) -> Path:
    return folder / locale / "LC_MESSAGES" / "django.po"


def read(po: Path, locale: str | None = None) -> Catalog:
    with po.open("rb") as source:
        return read_po(source, locale=locale, abort_invalid=True)


def messages(catalogue: Catalog) -> list[Message]:
    """Without the head of the file, which is a message too."""
    return [message for message in catalogue if message.id]


def collect(package: Path = PACKAGE) -> Catalog:
    """All that the Python files and templates of the package say; tests and migrations say nothing."""
    found = Catalog()
    for path in sorted(_sources(package)):
        where = [(path.relative_to(package.parent).as_posix(), 0)]
        for called, texts, notes in _calls(path):
            key, context = _parts(called, texts)
            found.add(key, context=context, locations=where, auto_comments=notes)
    return found


def rendered(locale: str, found: Catalog, known: Catalog) -> str:
    """The .po file: what is found, as far as it is known; sorted, undated, so that a diff shows words only."""
    catalogue = Catalog(locale)
    for message in messages(found):
        old = known.get(message.id, message.context)
        catalogue.add(
            message.id,
            old.string if old and bool(old.pluralizable) == bool(message.pluralizable) else None,
            context=message.context,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else [],
        )
    body = io.BytesIO()
    write_po(body, catalogue, width=0, sort_output=True, include_lineno=False, omit_header=True)
    return f"{_head(locale)}\n{body.getvalue().decode().strip()}\n"


def _sources(package: Path) -> Iterator[Path]:
    for path in package.rglob("*"):
        is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if (is_template or path.suffix == ".py") and not {"tests", "migrations"} & set(path.parts):
            yield path


def _calls(path: Path) -> Iterator[tuple[str, Any, list[str]]]:
    """(function called, its text or texts, notes to translators)."""
    text = path.read_text(encoding="utf-8")
    source = text if path.suffix == ".py" else _as_python(text, path.as_posix())
    calls = extract_python(io.BytesIO(source.encode()), CALLS, [NOTE], {"encoding": "utf-8"})
    # Note: Babel's annotation names the four in another order than they come.
    for _line, called, texts, notes in cast("Iterator[tuple[int, str, Any, list[str]]]", calls):
        yield called, texts, notes


def _as_python(template: str, origin: str) -> str:
    """A template as the calls it makes. The rest is blotted out, so what stands at a line's start means nothing."""
    from django.utils.translation.template import templatize  # noqa: PLC0415  # compiling needs Babel only

    return "\n".join(line.strip() for line in templatize(template, origin=origin).splitlines())


def _parts(called: str, texts: Any) -> tuple[str | tuple[str, str], str | None]:
    """The msgid, with its plural if the call has one, and the context."""
    given = list(texts) if isinstance(texts, tuple) else [texts]
    context = given.pop(0) if "pgettext" in called else None
    return (given[0], given[1]) if called.startswith("n") else given[0], context


def _head(locale: str) -> str:
    plural = get_plural(locale)
    fields = {
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"nplurals={plural.num_plurals}; plural={plural.plural_expr};",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return f'msgid ""\nmsgstr ""\n{lines}'
