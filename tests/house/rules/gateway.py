"""Views show rows the policy lets through: no road around it, and every verb says who and when."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .imports import dotted
from .plan import place
from .tree import Breach, Module, blind, files, is_test, modules, text

SHOWS = {"views", "tables", "api"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
REMEDY = "Read rows through rows(...) of the policy, a query or an action"


def managers(root: Path) -> list[Breach]:
    """Views, tables, API and templates that reach for a model's manager."""
    shown = [m for m in modules(root) if place(m.name).piece in SHOWS and not is_test(m.path)]
    return [*(b for m in shown for b in _reached(m)), *_reached_in_templates(root)]


def _reached(module: Module) -> Iterator[Breach]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield Breach(f"{module.path}:{node.lineno}", f"reads .{node.attr}", REMEDY)
        elif isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in SHORTCUTS and node.args:
            model = dotted(node.args[0]).rpartition(".")[2]
            if model[:1].isupper():
                yield Breach(f"{module.path}:{node.lineno}", f"fetches any {model} there is", REMEDY)


def _reached_in_templates(root: Path) -> list[Breach]:
    return [
        Breach(path, "a template reads .objects", REMEDY)
        for path in files(root, "namsao", [".html", ".txt"])
        if "/templates/" in path and re.search(r"\{[{%][^}]*\.objects\b", text(root, path))
    ]


def verbs(root: Path) -> list[Breach]:
    """Actions without a docstring, without `by` and `at`, or with arguments by position."""
    found = [m for m in modules(root) if place(m.name).piece == "actions" and not is_test(m.path)]
    verbs_found = [(module, verb) for module in found for verb in _public(module)]
    if found and not verbs_found:
        return [blind("namsao", "verb in the actions modules")]
    return [breach for module, verb in verbs_found for breach in _verb_breaches(module, verb)]


def _public(module: Module) -> Iterator[ast.FunctionDef]:
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def _verb_breaches(module: Module, verb: ast.FunctionDef) -> Iterator[Breach]:
    where = f"{module.path}:{verb.lineno}"
    given = verb.args
    if not ast.get_docstring(verb):
        yield Breach(where, f"{verb.name} has no docstring", "Say what it does, writes, tells and raises")
    if given.args or given.posonlyargs or given.vararg:
        yield Breach(where, f"{verb.name} takes arguments by position", "Write `*` first: keywords only")
    missing = {"by", "at"} - {argument.arg for argument in given.kwonlyargs}
    if missing:
        remedy = (
            "The caller gives actor and moment. A question goes to queries.py, a part of a verb starts with _"
        )
        yield Breach(where, f"{verb.name} lacks {' and '.join(sorted(missing))}", remedy)
