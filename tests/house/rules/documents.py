"""The papers: links lead somewhere, commands named exist, each word has both languages and stands once."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from .tree import Breach, blind, files, text

FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
COMMAND = re.compile(r"(?<![\w/.-])(?:\./)?(bin/[\w.-]*\w)")
PATH = re.compile(r"`((?:namsao|tests|docs)/[\w./-]+)`")
WORDS = "docs/words.md"


def links(root: Path) -> list[Breach]:
    """Relative links of Markdown files that lead nowhere."""
    papers = files(root, suffixes=[".md"])
    if (root / "docs").is_dir() and not papers:
        return [blind("docs", "Markdown file")]
    return [breach for paper in papers for breach in _broken(root, paper)]


def _broken(root: Path, paper: str) -> Iterator[Breach]:
    prose = CODE.sub("", FENCE.sub("", text(root, paper)))
    for found in LINK.finditer(prose):
        link = found.group(1) or found.group(2)
        if OUTSIDE.match(link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (root / paper).parent / path if path else root / paper
        if not target.exists():
            yield Breach(
                paper, f"the link {link} leads nowhere", "Mend the path; it is relative to this file"
            )
        elif anchor and target.suffix == ".md" and anchor not in _anchors(target.read_text(encoding="utf-8")):
            yield Breach(paper, f"no heading for {link}", "Use the heading in lower case, spaces as hyphens")


def _anchors(paper: str) -> set[str]:
    """The anchors a heading gets on the usual Markdown hosts."""
    headings = [found.group(1).lower() for found in HEADING.finditer(FENCE.sub("", paper))]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


def commands(root: Path) -> list[Breach]:
    """Scripts named in Markdown, as `bin/…`, that are not there or cannot be run."""
    breaches = []
    papers = files(root, suffixes=[".md"]) if files(root, "bin") else []
    for paper in papers:
        page = text(root, paper)
        code = [found.group() for pattern in (FENCE, CODE) for found in pattern.finditer(page)]
        for script in sorted({found for piece in code for found in COMMAND.findall(piece)}):
            file = root / script
            if not file.is_file():
                breaches.append(
                    Breach(paper, f"{script} does not exist", "Write the script or mend the paper")
                )
            elif not file.stat().st_mode & 0o100:
                breaches.append(Breach(script, "cannot be run", f"Run chmod +x {script}"))
    return breaches


def paths(root: Path) -> list[Breach]:
    """Paths named in Markdown that are not there, and folders of tests named as proof that hold no test."""
    breaches = []
    papers = files(root, suffixes=[".md"]) if (root / "namsao").is_dir() else []
    for paper in papers:
        for path in PATH.findall(FENCE.sub("", text(root, paper))):
            if not (root / path).exists():
                breaches.append(Breach(paper, f"{path} does not exist", "Mend the path"))
            elif path.rstrip("/").endswith("tests") and not any((root / path).rglob("test_*.py")):
                breaches.append(Breach(paper, f"{path} holds no test", "Write the test this paper counts on"))
    return breaches


def words(root: Path) -> list[Breach]:
    """Rows of the word list that lack a language or say a word twice."""
    if not (root / WORDS).is_file():
        return []
    rows = table(text(root, WORDS))
    if not rows:
        return [blind(WORDS, "row")]
    return [*_halves(rows), *_twice(rows, 0, "Vietnamese"), *_twice(rows, 1, "English")]


def _halves(rows: list[list[str]]) -> Iterator[Breach]:
    for row in rows:
        if len(row) < 3 or not all(row[:2]):
            yield Breach(
                WORDS, f"half a row: {' | '.join(row)}", "Write Vietnamese, English in code and meaning"
            )


def _twice(rows: list[list[str]], column: int, language: str) -> Iterator[Breach]:
    seen: set[str] = set()
    for row in rows:
        for term in _terms(row[column] if column < len(row) else ""):
            if term in seen:
                yield Breach(
                    WORDS, f"{language} {term!r} stands twice", "One word for one thing: keep one row"
                )
            seen.add(term)


def _terms(cell: str) -> list[str]:
    """The terms of a cell: parted by commas, with what stands in brackets left out."""
    plain = re.sub(r"\([^)]*\)|[`*]", "", cell).casefold()
    return [term.strip() for term in plain.split(",") if term.strip()]


def table(paper: str) -> list[list[str]]:
    """The rows of a page's tables, cells stripped, heads and rules left out."""
    lines = paper.splitlines()
    is_rule = [re.fullmatch(r"\|[\s:|-]+\|", line.strip()) is not None for line in lines]
    return [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for number, line in enumerate(lines)
        if line.strip().startswith("|")
        and not is_rule[number]
        and not is_rule[min(number + 1, len(lines) - 1)]
    ]
