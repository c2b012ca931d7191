"""Rules 1 and 2, what comes from outside: `core` is pure, `resolver` knows core and its drivers."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from .imports import dotted, imports_of, top
from .plan import CORE_MAY_IMPORT, RESOLVER_MAY_IMPORT
from .tree import Breach, Module, blind, is_test, modules

# Of the standard library, what reaches out of the process.
REACHES_OUT = {
    "asyncio",
    "ftplib",
    "http.client",
    "http.server",
    "imaplib",
    "multiprocessing",
    "poplib",
    "smtplib",
    "socket",
    "socketserver",
    "sqlite3",
    "ssl",
    "subprocess",
    "urllib.request",
}
CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.monotonic",
    "time.perf_counter",
    "time.time",
    "time.time_ns",
}
WRITES = {"mkdir", "rename", "touch", "unlink", "write_bytes", "write_text"}


def core(root: Path) -> list[Breach]:
    """What `core` imports or calls that is not pure."""
    found = _code(root, "namsao/core")
    return [
        *_seen(root, "namsao/core", found),
        *(b for m in found for b in _strangers(m, CORE_MAY_IMPORT)),
        *(b for m in found for b in _reaches(m)),
        *(b for m in found for b in _impure_calls(m)),
    ]


def resolver(root: Path) -> list[Breach]:
    """What `resolver` imports beyond core and its drivers."""
    found = _code(root, "namsao/resolver")
    return [
        *_seen(root, "namsao/resolver", found),
        *(b for m in found for b in _strangers(m, RESOLVER_MAY_IMPORT)),
    ]


def _code(root: Path, under: str) -> list[Module]:
    return [module for module in modules(root, under) if not is_test(module.path)]


def _seen(root: Path, under: str, found: list[Module]) -> list[Breach]:
    is_filled = any(path.is_file() for path in (root / under).rglob("*"))
    return [blind(under, "Python module")] if is_filled and not found else []


def _strangers(module: Module, welcome: set[str]) -> Iterator[Breach]:
    for seen in imports_of(module):
        package = top(seen.target)
        if package not in {*sys.stdlib_module_names, *welcome, "namsao"}:
            remedy = "Keep it out, or let the caller pass in the value it gives"
            yield Breach(f"{module.path}:{seen.line}", f"imports {package}", remedy)


def _reaches(module: Module) -> Iterator[Breach]:
    for seen in imports_of(module):
        if any(seen.target == name or seen.target.startswith(f"{name}.") for name in REACHES_OUT):
            remedy = "core computes from values: no network, no database, no process"
            yield Breach(f"{module.path}:{seen.line}", f"core imports {seen.target}", remedy)


def _impure_calls(module: Module) -> Iterator[Breach]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call):
            continue
        name = dotted(node.func)
        where = f"{module.path}:{node.lineno}"
        if any(name == clock or name.endswith(f".{clock}") for clock in CLOCKS):
            yield Breach(
                where, f"core reads the clock with {name}()", "Take the moment as an argument named `at`"
            )
        elif name == "open" or (isinstance(node.func, ast.Attribute) and node.func.attr in WRITES):
            remedy = "core does no I/O but reading its own package data with importlib.resources"
            yield Breach(where, f"core touches a file with {name or node.func}()", remedy)
