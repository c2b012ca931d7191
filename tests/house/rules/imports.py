"""Reading imports out of a module: who imports whom, on which line."""

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .tree import Module


class Import(NamedTuple):
    """`target` is the dotted name as far as the import says it; `local` the name it gets in the module."""

    line: int
    target: str
    local: str
    is_for_typing: bool


@cache
def imports_of(module: Module) -> tuple[Import, ...]:
    """Every import of a module, also those inside functions."""
    typing_only = {
        id(node)
        for branch in ast.walk(module.tree)
        if isinstance(branch, ast.If) and _is_type_checking(branch.test)
        for statement in branch.body
        for node in ast.walk(statement)
    }
    return tuple(
        Import(node.lineno, target, local, id(node) in typing_only)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target, local in _targets(module, node)
    )


def _is_type_checking(test: ast.expr) -> bool:
    return "TYPE_CHECKING" in {getattr(test, "id", ""), getattr(test, "attr", "")}


def _targets(module: Module, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name, alias.asname or alias.name.partition(".")[0]
    else:
        origin = _origin(module, node)
        for alias in node.names:
            target = origin if alias.name == "*" else f"{origin}.{alias.name}"
            yield target, alias.asname or alias.name


def _origin(module: Module, node: ast.ImportFrom) -> str:
    """The dotted name an import starts from, with the dots of a relative one resolved."""
    if not node.level:
        return node.module or ""
    climb = node.level - 1 if module.is_package else node.level
    package = module.name.split(".")[: len(module.name.split(".")) - climb]
    return ".".join([*package, *filter(None, [node.module])])


def top(target: str) -> str:
    """The package a dotted name belongs to."""
    return target.partition(".")[0]


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a chain of names; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        origin = dotted(node.value)
        return f"{origin}.{node.attr}" if origin else ""
    return ""
