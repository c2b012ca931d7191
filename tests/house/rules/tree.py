"""The tree under check: its files, its Python modules, and what a breach of a rule looks like."""

import ast
import subprocess
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[3]
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "var",
}


class Breach(NamedTuple):
    """One place where a rule is broken. `where` is a path, or path:line."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.remedy}"


class Module(NamedTuple):
    """One Python file. `name` is dotted (`namsao.apps.rating.views`), `path` is relative to the root."""

    path: str
    name: str
    is_package: bool
    text: str
    tree: ast.Module


def report(breaches: Iterable[Breach]) -> str:
    """The breaches as one line each: what a failing test shows."""
    return "\n".join(["the house rules are broken:", *map(str, sorted(set(breaches)))])


def blind(where: str, sought: str) -> Breach:
    """The breach of a check that has lost its sight: the folder is there, yet nothing in it was read."""
    return Breach(
        where,
        f"no {sought} found to check",
        "Mend the checker in tests/house/rules, or the place of the file",
    )


def files(root: Path, under: str = "", suffixes: Sequence[str] = ()) -> list[str]:
    """Paths of our files, relative to `root`, sorted; of one folder and with these endings, if given."""
    prefix = f"{under}/" if under else ""
    return [
        path
        for path in _listed(root)
        if path.startswith(prefix) and (not suffixes or Path(path).suffix in suffixes)
    ]


def _listed(root: Path) -> list[str]:
    paths = _known_to_git(root) if (root / ".git").exists() else _on_disk(root)
    return sorted(p for p in paths if not NOT_OURS & set(p.split("/")) and (root / p).is_file())


@cache
def _known_to_git(root: Path) -> list[str]:
    """Committed files and new ones git does not ignore. Asked once: our tree stands still in a test run."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return list(dict.fromkeys(filter(None, answer.stdout.split("\0"))))


def _on_disk(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*")]


def text(root: Path, path: str) -> str:
    """The file's text; empty when the file is not there."""
    file = root / path
    return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""


def modules(root: Path, under: str = "namsao") -> list[Module]:
    """The Python modules under a folder, parsed."""
    return [_module(root, path) for path in files(root, under, [".py"])]


def _module(root: Path, path: str) -> Module:
    source = text(root, path)
    parts = path.removesuffix(".py").split("/")
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(path, name, is_package, source, _parsed(source, path))


@cache
def _parsed(source: str, path: str) -> ast.Module:
    return ast.parse(source, filename=path)


def is_test(path: str) -> bool:
    """Whether the file is a test or serves tests only."""
    parts = path.split("/")
    return "tests" in parts or parts[-1] == "conftest.py"


def is_migration(path: str) -> bool:
    """Whether Django wrote the file."""
    return "migrations" in path.split("/")
