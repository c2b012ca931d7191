"""Templates: no style or script in the page, every word of Vietnamese ready to be translated."""

import re
from collections.abc import Iterator
from pathlib import Path

from .tree import Breach, blind, files, text

# The frame of public pages carries its own style, so that a scanned page comes in one answer.
PUBLIC_FRAME = re.compile(r"/templates/ui/_?(?:frame_)?public\.html$")

LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
# The living page shows components with sample words, to staff only.
SPECIMENS = "/templates/ui/design/"

VIETNAMESE = re.compile(rf"[{LETTERS}{LETTERS.upper()}\u0300-\u036f]+")

BLOCKS = re.compile(
    r"\{%\s*comment\b.*?endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*trans(?:late)?\b.*?%\}"
    r"|\{#.*?#\}"
    r"|<!--.*?-->"
    r"|năm\s*(?:<b>★</b>)?\s*sao"  # the name of the software is the same in every language
    r"|\b_\(\s*(?:\"[^\"]*\"|'[^']*')\s*\)",
    re.DOTALL,
)
LOGIC = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INLINE = (
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "style in an attribute", "Give it a class or a token"),
    (re.compile(r"<style\b(?![^>]*\snonce=)", re.IGNORECASE), "a <style> block", "Put it in a CSS file"),
    (
        re.compile(r"<script\b(?![^>]*\s(?:src|nonce)\s*=)", re.IGNORECASE),
        "a script in the page",
        "Put it in a module of its own, loaded with src",
    ),
    (
        re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*=", re.IGNORECASE),
        "a handler in an attribute",
        "Listen in a module",
    ),
    (re.compile(r"[\"']\s*javascript:", re.IGNORECASE), "a javascript: address", "Use a link or a form"),
)


def templates(root: Path) -> list[str]:
    """Paths of the templates, pages and mails."""
    return [path for path in files(root, "namsao", [".html", ".txt"]) if "/templates/" in path]


def unseen(root: Path) -> list[Breach]:
    """Folders of templates in which no template was found."""
    folders = {path.parent for path in (root / "namsao").rglob("templates/**/*") if path.is_file()}
    return [blind("namsao", "template")] if folders and not templates(root) else []


def inline(root: Path) -> list[Breach]:
    """Style and script written into a page, which the content security policy would refuse."""
    return [
        breach
        for path in templates(root)
        if path.endswith(".html") and not PUBLIC_FRAME.search(path)
        for breach in _inline_in(path, _blank(LOGIC, _blank(BLOCKS, text(root, path))))
    ]


def _inline_in(path: str, page: str) -> Iterator[Breach]:
    for pattern, what, remedy in INLINE:
        for found in pattern.finditer(page):
            yield Breach(_at(path, page, found.end()), what, remedy)


def untranslated(root: Path) -> list[Breach]:
    """Vietnamese outside translate tags. A heuristic: words without marks are not seen."""
    remedy = "Wrap it in {% translate %} or {% blocktranslate trimmed %}"
    breaches = []
    for path in templates(root):
        if SPECIMENS in path:
            continue
        page = _blank(BLOCKS, text(root, path))
        for number, line in enumerate(page.splitlines(), start=1):
            if VIETNAMESE.search(line):
                breaches.append(
                    Breach(f"{path}:{number}", f"text nobody can translate: {line.strip()[:60]}", remedy)
                )
    return breaches


def _blank(pattern: re.Pattern[str], page: str) -> str:
    """The page with what matches taken out, its line breaks kept so that line numbers stay true."""
    return pattern.sub(lambda found: "x" + "\n" * found.group().count("\n"), page)


def _at(path: str, page: str, offset: int) -> str:
    return f"{path}:{page.count(chr(10), 0, offset) + 1}"
