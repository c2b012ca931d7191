"""`core` is pure and `resolver` stands alone."""

import pytest

from .conftest import Grow
from .rules import purity
from .rules.tree import ROOT, report


@pytest.mark.parametrize("check", [purity.core, purity.resolver], ids=["core", "resolver"])
def test_core_and_resolver_need_nothing_from_outside(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


@pytest.mark.parametrize(
    "line",
    [
        "from django.db import models",
        "import segno",
        "import sqlite3",
        "from urllib.request import urlopen",
        "import datetime\nnow = datetime.datetime.now()",
        "from datetime import date\ntoday = date.today()",
        "import time\nstart = time.time()",
        "text = open('sets.json').read()",
        "from pathlib import Path\nPath('x').write_text('y')",
    ],
)
def test_whatever_makes_core_impure_is_caught(grow: Grow, line: str):
    assert len(purity.core(grow({"namsao/core/stars.py": f"{line}\n"}))) == 1


def test_core_may_read_its_own_data_and_the_calendar_of_holidays(grow: Grow):
    lines = ["import holidays", "from importlib.resources import files", "from urllib.parse import quote"]
    root = grow(
        {
            "namsao/core/calendar.py": "\n".join(
                [*lines, "T = files('namsao.core').joinpath('t.json').read_text()"]
            ),
            "namsao/core/tests/test_calendar.py": "import pytest, hypothesis\n",
        }
    )

    assert purity.core(root) == []


def test_a_stranger_in_the_resolver_is_caught_and_a_driver_is_not(grow: Grow):
    root = grow(
        {"namsao/resolver/store.py": "import psycopg\nimport sqlite3\nfrom django.conf import settings\n"}
    )

    assert [b.where for b in purity.resolver(root)] == ["namsao/resolver/store.py:3"]


def test_a_core_without_readable_modules_is_reported(grow: Grow):
    assert len(purity.core(grow({"namsao/core/table.json": "{}"}))) == 1
