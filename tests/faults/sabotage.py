"""Variants broken on purpose, and pauses at chosen places: a `sitecustomize` that changes one module.

The changed module is the program's own, in a real process; the program knows nothing of it.
"""

from pathlib import Path
from textwrap import dedent

CODE = '''\
import importlib.abc
import importlib.util
import os
import pathlib
import sys
import time

HERE = pathlib.Path(__file__).parent


def pause(name):
    """Say that the place was reached, then stay there for good, once for each name."""
    try:
        (HERE / name).touch(exist_ok=False)
    except FileExistsError:
        return
    time.sleep(3600)


def change(module):
{changes}


class Hook(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != {module!r}:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def exec_module(module):
            load(module)
            change(module)

        spec.loader.exec_module = exec_module
        return spec


sys.meta_path.insert(0, Hook())
'''


# For namsao.apps.farms.actions: a harvest is acknowledged, and never kept.
SAYS_YES = """
from types import SimpleNamespace
module.record_harvest = lambda **facts: SimpleNamespace(pk=1, lot="", quantity_kg=facts["quantity_kg"])
"""


def plant(folder: Path, module: str, changes: str) -> Path:
    """A folder for PYTHONPATH. changes: statements run once `module` is loaded, with `module`, `pause`, `time`.

    `pause("name")` stops its process at that place for good, and leaves the file `folder/name`.
    """
    folder.mkdir()
    body = "\n".join(f"    {line}" for line in dedent(changes).strip().splitlines())
    (folder / "sitecustomize.py").write_text(CODE.format(changes=body, module=module))
    return folder
