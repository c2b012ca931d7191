"""Rule 9: what the code has and what the papers say are the same: settings, commands, news, packs."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from .documents import table
from .imports import dotted
from .plan import place
from .tree import Breach, blind, files, is_test, modules, text

SETTINGS = "docs/operations/settings.md"
COMMANDS = "docs/operations/commands.md"
NEWS = "docs/news.md"
CLI = "namsao/project/cli.py"
VARIABLE = re.compile(r"\bNAMSAO_[A-Z0-9]+(?:_[A-Z0-9]+)*\b")
PACK_FILES = [".json", ".toml", ".yaml"]
DATES = {"as_of", "dates", "in_force_from", "published_on", "valid_from"}


def settings(root: Path) -> list[Breach]:
    """NAMSAO_* variables read but not explained, or explained but not read."""
    sources = [p for p in files(root, "namsao", [".py"]) if not is_test(p)] + files(root, "bin")
    used = {name for path in sources for name in VARIABLE.findall(text(root, path))}
    if not (root / "namsao/project/settings.py").is_file():
        return []
    if not used:
        return [blind("namsao/project", "NAMSAO_* variable")]
    return _differences(used, set(VARIABLE.findall(text(root, SETTINGS))), "setting", SETTINGS)


def commands(root: Path) -> list[Breach]:
    """Subcommands of `namsao`, and Django commands of ours, without a heading; headings without a command."""
    if not (root / CLI).is_file():
        return []
    words = {word for path in files(root, "namsao/project", [".py"]) for word in _parsers(root, path)}
    if not words:
        return [blind(CLI, 'add_parser("name")')]
    headings = re.findall(r"^#+ .*`namsao ([^`]+)`", text(root, COMMANDS), re.MULTILINE)
    explained = {
        word for heading in headings for word in heading.split() if re.fullmatch(r"[a-z][a-z0-9-]*", word)
    }
    managed = {
        Path(path).stem
        for path in files(root, "namsao", [".py"])
        if "/management/commands/" in path and not Path(path).name.startswith("_")
    }
    return [
        *_differences(words, explained - managed, "command", COMMANDS),
        *_differences(managed, explained & managed, "Django command", COMMANDS),
    ]


def _parsers(root: Path, path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text(root, path))):
        match node:
            case ast.Call(func=ast.Attribute(attr="add_parser"), args=[ast.Constant(value=str(name)), *_]):
                yield name


def news(root: Path) -> list[Breach]:
    """Signals declared but not in the table of news, or in the table and nowhere declared."""
    if not (root / "namsao").is_dir():
        return []
    sources = [m for m in modules(root) if place(m.name).piece == "signals" and not is_test(m.path)]
    declared = {name for module in sources for name in _declared(module.tree)}
    if sources and not declared:
        return [blind("namsao", "News(…) or Signal() in the signals modules")]
    rows = table(text(root, NEWS))
    written = {found.group(1) for row in rows if (found := re.match(r"`([^`]+)`", row[0]))}
    return _differences(declared, written, "news", NEWS)


def _declared(tree: ast.Module) -> Iterator[str]:
    """`scored = Signal()` gives the name it is bound to, `News("rating.scored")` the name it carries."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]) if _is(func, "News"):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func)) if _is(func, "Signal"):
                yield name


def _is(func: ast.expr, name: str) -> bool:
    return dotted(func).rpartition(".")[2] == name


def packs(root: Path) -> list[Breach]:
    """Data packs that do not say where they come from and from when they hold.

    A file says it at its top, under `meta`, or leaves it to a `pack.*` file in its folder.
    """
    found = [path for path in files(root, "namsao/packs", PACK_FILES) if "schema" not in Path(path).name]
    if files(root, "namsao/packs") and not [p for p in files(root, "namsao/packs") if not p.endswith(".py")]:
        return [blind("namsao/packs", "data file")]
    keys = {path: _keys(root, path) for path in found}
    shared = {str(Path(path).parent): keys[path] for path in found if Path(path).stem == "pack"}
    return [breach for path in found for breach in _unsourced(path, keys[path], shared)]


def _unsourced(path: str, keys: set[str], shared: Mapping[str, set[str]]) -> Iterator[Breach]:
    said = keys | shared.get(str(Path(path).parent), set())
    if not said & {"source", "sources"}:
        yield Breach(path, "a pack without a source", "Name the decision, standard or office it comes from")
    if not said & DATES:
        yield Breach(
            path, "a pack without dates", f"Say from when it holds: one of {', '.join(sorted(DATES))}"
        )


def _keys(root: Path, path: str) -> set[str]:
    """The keys at the top of a data file, and under its `meta`."""
    if path.endswith(".yaml"):
        return set(re.findall(r"^ {0,2}(\w+):", text(root, path), re.MULTILINE))
    read = tomllib.loads if path.endswith(".toml") else json.loads
    top = read(text(root, path))
    if not isinstance(top, dict):
        return set()
    meta = top.get("meta")
    return {*top, *(meta if isinstance(meta, dict) else ())}


def _differences(used: set[str], explained: set[str], kind: str, paper: str) -> list[Breach]:
    return [
        *(Breach(paper, f"{kind} {name} is not explained", "Explain it there") for name in used - explained),
        *(Breach(paper, f"{kind} {name} is in no code", "Take it out") for name in explained - used),
    ]
