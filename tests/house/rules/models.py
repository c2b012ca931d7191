"""Rules 4 and 6, the tables: foreign keys look down the road, no model signals, no magic in `save()`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from .imports import dotted, imports_of
from .plan import RANKS, looks_down, place
from .tree import Breach, Module, is_migration, is_test, modules

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
# `post_migrate` tells about the schema, not about a row: our SQLite triggers are laid again after it.
SCHEMA_SIGNALS = {"post_migrate", "pre_migrate"}
GENERIC = {"GenericForeignKey", "GenericRelation"}
MAY_BE_GENERIC = "namsao.base.audit"
POSTGRES_ONLY = "django.contrib." + "postgres"


def foreign_keys(root: Path) -> list[Breach]:
    """Relations that point up the road."""
    found = [module for module in modules(root) if place(module.name).piece == "models"]
    relations = [relation for module in found for relation in _relations(module)]
    return [breach for module, line, unit in relations if (breach := _upward(module, line, unit))]


def _upward(module: Module, line: int, target: str) -> Breach | None:
    source = place(module.name).unit
    if source not in RANKS or target not in RANKS or looks_down(source, target):
        return None
    remedy = "Let the higher app hold the key, or keep the identifier as a value"
    return Breach(
        f"{module.path}:{line}", f"{source} points a relation at {target}, which is not below it", remedy
    )


def _relations(module: Module) -> Iterator[tuple[Module, int, str]]:
    """(module, line, unit) for each target of a relation, its `through` too."""
    homes = {seen.local: seen.target for seen in imports_of(module)}
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or dotted(node.func).rpartition(".")[2] not in RELATIONS:
            continue
        named = [word.value for word in node.keywords if word.arg in {"to", "through"}]
        for target in [*node.args[:1], *named]:
            yield module, node.lineno, _unit_of(target, homes, place(module.name).unit)


def _unit_of(target: ast.expr, homes: dict[str, str], own: str) -> str:
    """The app a target lives in: of "app.Model", "Model", "self", a class, or the user model's aliases."""
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        return target.value.rpartition(".")[0] or own
    name = dotted(target.func if isinstance(target, ast.Call) else target)
    if name.endswith(("AUTH_USER_MODEL", "get_user_model")):
        return "accounts"
    first, _, rest = name.partition(".")
    home = f"{homes[first]}.{rest}" if first in homes else ""
    return place(home).unit if home.startswith("namsao.") else own if not home else ""


def model_signals(root: Path) -> list[Breach]:
    """Imports of Django's signals about rows."""
    remedy = "Write the row's news in the action, as an outbox row in its transaction"
    return [
        Breach(f"{module.path}:{seen.line}", f"imports {seen.target}", remedy)
        for module in modules(root)
        for seen in imports_of(module)
        if seen.target.startswith("django.db.models.signals")
        and seen.target.rpartition(".")[2] not in SCHEMA_SIGNALS
    ]


def generic_keys(root: Path) -> list[Breach]:
    """Generic foreign keys outside audit."""
    remedy = "Point a real foreign key at each table; only audit may point at anything"
    return [
        Breach(f"{module.path}:{node.lineno}", f"uses {name}", remedy)
        for module in modules(root)
        if not module.name.startswith(MAY_BE_GENERIC) and not is_test(module.path)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and (name := dotted(node.func).rpartition(".")[2]) in GENERIC
    ]


def one_database(root: Path) -> list[Breach]:
    """Imports or settings of what PostgreSQL alone has."""
    remedy = "One code path runs on both databases: use what Django offers for both"
    return [
        Breach(f"{module.path}:{line}", f"uses {POSTGRES_ONLY}", remedy)
        for module in modules(root)
        for line, name in [*_strings(module), *((seen.line, seen.target) for seen in imports_of(module))]
        if name.startswith(POSTGRES_ONLY)
    ]


def _strings(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def save_overrides(root: Path) -> list[Breach]:
    """Models that do more than save in `save()`."""
    remedy = "Put the rule in a field, a constraint or an action"
    return [
        Breach(f"{module.path}:{method.lineno}", f"{owner.name} overrides {method.name}()", remedy)
        for module in modules(root)
        if place(module.name).piece == "models" and not is_migration(module.path)
        for owner in ast.walk(module.tree)
        if isinstance(owner, ast.ClassDef)
        for method in owner.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and method.name in {"save", "asave"}
    ]
