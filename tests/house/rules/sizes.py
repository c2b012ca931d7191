"""Rule 7: files under 300 lines, functions under 50, names that say something. Exceptions only shrink."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from .tree import Breach, blind, files, is_migration, modules, text

FILE_LIMIT = 300
FUNCTION_LIMIT = 50
MEASURED = [".py", ".html", ".css", ".js", ".sh"]
SCRIPT_FOLDERS = ("bin", ".ci")
EXCEPTIONS = "tests/house/exceptions.toml"

EMPTY_NAME = re.compile(
    "(common|data|handle|info|misc|process|stuff)s?"
    "|(.*_)?(handler|helper|manager|processor|service|util|utilitie)s?"
)


def exceptions(root: Path) -> dict[str, int]:
    """Path, or path::function -> the lines it has today. Raises: KeyError when one has no reason."""
    rows = tomllib.loads(text(root, EXCEPTIONS)).get("allowed", [])
    return {row["name"]: row["lines"] for row in rows if row["why"]}


def too_long(root: Path, allowed: Mapping[str, int]) -> list[Breach]:
    """Files and functions over their limit, and exceptions that are too wide or no longer needed."""
    sizes = {**_file_sizes(root), **_function_sizes(root)}
    if (root / "namsao").is_dir() and not sizes:
        return [blind("namsao", "file to measure")]
    over = {name: lines for name, lines in sizes.items() if lines >= _limit(name)}
    return [*_grown(over, allowed), *_unneeded(over, allowed)]


def _limit(name: str) -> int:
    return FUNCTION_LIMIT if "::" in name else FILE_LIMIT


def _grown(over: dict[str, int], allowed: Mapping[str, int]) -> Iterator[Breach]:
    for name, lines in over.items():
        if lines > allowed.get(name, 0):
            limit = allowed.get(name, _limit(name) - 1)
            yield Breach(name, f"{lines} lines, at most {limit}", "Split it by what its parts are about")


def _unneeded(over: dict[str, int], allowed: Mapping[str, int]) -> Iterator[Breach]:
    for name, lines in allowed.items():
        if name not in over:
            yield Breach(name, "its exception is no longer needed", f"Take it out of {EXCEPTIONS}")
        elif over[name] < lines:
            yield Breach(name, f"it shrank to {over[name]} lines", f"Write {over[name]} in {EXCEPTIONS}")


def _file_sizes(root: Path) -> dict[str, int]:
    scripts = [p for folder in SCRIPT_FOLDERS for p in files(root, folder) if "." not in Path(p).name]
    return {
        path: len(text(root, path).splitlines())
        for path in [*files(root, suffixes=MEASURED), *scripts]
        if not is_migration(path)
    }


def _function_sizes(root: Path) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for module in [*modules(root), *modules(root, "tests")]:
        for name, lines in _functions(module.tree, ""):
            key = f"{module.path}::{name}"
            sizes[key] = max(lines, sizes.get(key, 0))
    return sizes


def _functions(node: ast.AST, within: str) -> Iterator[tuple[str, int]]:
    for child in ast.iter_child_nodes(node):
        name = f"{within}{getattr(child, 'name', '')}"
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield name, (child.end_lineno or child.lineno) - child.lineno + 1
        is_scope = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        yield from _functions(child, f"{name}." if is_scope else within)


def empty_names(root: Path) -> list[Breach]:
    """Python modules and packages whose name says nothing."""
    return [
        Breach(path, f"the name {word} says nothing", "Name it after the one thing it holds")
        for path in files(root, "namsao", [".py"])
        if not is_migration(path)
        for word in [Path(path).stem, Path(path).parent.name if Path(path).stem == "__init__" else ""]
        if EMPTY_NAME.fullmatch(word)
    ]
