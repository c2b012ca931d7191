"""Who may import whom: rooms, the road, doors, layers, rings. First on our tree, then on bad ones."""

import configparser

import pytest

from .conftest import Grow
from .rules import order, plan
from .rules.tree import ROOT, report, text

CHECKS = [order.unplanned, order.rooms, order.road, order.doors, order.layers, order.cycles]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_imports_follow_the_plan_of_the_house(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


def test_a_room_or_an_app_outside_the_plan_is_caught(grow: Grow):
    root = grow(
        {
            "namsao/extras/__init__.py": "",
            "namsao/apps/lottery/__init__.py": "",
            "namsao/apps/__init__.py": "",
        }
    )

    assert {b.where for b in order.unplanned(root)} == {
        "namsao/extras/__init__.py",
        "namsao/apps/lottery/__init__.py",
    }


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("namsao/core/stars.py", "from namsao.base.places.models import Unit"),
        ("namsao/core/stars.py", "import namsao.resolver.store"),
        ("namsao/resolver/app.py", "from namsao.apps.scans import queries"),
        ("namsao/base/places/models.py", "from namsao.apps.rating.models import Dossier"),
        ("namsao/base/places/models.py", "from namsao.resolver import store"),
        ("namsao/apps/rating/views.py", "from namsao.project import settings"),
        ("namsao/apps/rating/views.py", "def view():\n    from namsao.project.urls import urlpatterns"),
    ],
)
def test_an_import_from_a_room_above_is_caught(grow: Grow, path: str, line: str):
    assert len(order.rooms(grow({path: f"{line}\n"}))) == 1


def test_imports_down_the_rooms_are_fine(grow: Grow):
    root = grow(
        {
            "namsao/project/urls.py": "from namsao.apps.rating import urls\n",
            "namsao/apps/scans/actions.py": "from namsao.resolver.store import Store\n",
            "namsao/base/keys/models.py": "from namsao.core.gs1 import keys\n",
            "namsao/apps/rating/tests/test_flow.py": "from namsao.project import urls\n",
            "namsao/packs/demo/compose.py": "from namsao.packs import load\n",
        }
    )

    assert order.rooms(root) == []


def test_a_folder_in_which_no_module_is_found_is_reported(grow: Grow):
    assert len(order.rooms(grow({"namsao/readme.txt": "nothing here"}))) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("namsao/apps/products/models.py", "from namsao.apps.rating.models import Dossier"),
        ("namsao/apps/products/models.py", "from ..rating.models import Dossier"),
        ("namsao/apps/brands/queries.py", "from namsao.apps.fairs import queries"),
        ("namsao/base/access/policy.py", "from namsao.base.accounts.models import User"),
        ("namsao/apps/products/tests/test_x.py", "from namsao.apps.rating.models import Dossier"),
    ],
)
def test_a_look_up_the_road_is_caught(grow: Grow, path: str, line: str):
    assert [b.where for b in order.road(grow({path: f"{line}\n"}))] == [f"{path}:1"]


@pytest.mark.parametrize(
    "line",
    [
        "from namsao.apps.products.views import show",
        "from namsao.apps.products import flow",
        "from namsao.apps import products",
        "import namsao.apps.products.forms",
    ],
)
def test_another_app_is_entered_through_its_doors_only(grow: Grow, line: str):
    root = grow(
        {"namsao/apps/rating/actions.py": f"{line}\nfrom namsao.apps.products.models import Product\n"}
    )

    assert [b.where for b in order.doors(root)] == ["namsao/apps/rating/actions.py:1"]


@pytest.mark.parametrize(
    ("piece", "line"),
    [
        ("models", "from . import actions"),
        ("models/dossier", "from ..queries import open_dossiers"),
        ("actions", "from .tasks import remind"),
        ("flow", "from .models import Dossier"),
        ("views", "from .urls import urlpatterns"),
        ("tasks", "from namsao.apps.rating.receivers import hear"),
    ],
)
def test_a_look_up_the_layers_of_an_app_is_caught(grow: Grow, piece: str, line: str):
    root = grow({f"namsao/apps/rating/{piece}.py": f"{line}\n"})

    assert [b.where for b in order.layers(root)] == [f"namsao/apps/rating/{piece}.py:1"]


def test_a_piece_without_a_layer_is_no_way_around_the_layers(grow: Grow):
    root = grow(
        {
            "namsao/apps/rating/models.py": "from .sheets import add\n",
            "namsao/apps/rating/sheets.py": "from .marks import total\n",
            "namsao/apps/rating/marks.py": "from .actions import score\nfrom .sheets import add\n",
            "namsao/apps/rating/views.py": "from .sheets import add\n",
        }
    )

    assert [b.where for b in order.layers(root)] == ["namsao/apps/rating/models.py:1"]


def test_an_action_that_enqueues_a_task_is_caught(grow: Grow):
    root = grow(
        {
            "namsao/apps/rating/actions.py": "def file(*, by, at):\n    remind.enqueue(1)\n",
            "namsao/apps/rating/receivers.py": "def hear(row):\n    remind.enqueue(1)\n",
        }
    )

    assert [b.where for b in order.layers(root)] == ["namsao/apps/rating/actions.py:2"]


def test_a_ring_of_imports_is_caught_and_typing_alone_makes_none(grow: Grow):
    typing = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from namsao.core.loop import ends\n"
    root = grow({"namsao/core/loop/ends.py": typing, "namsao/core/loop/__init__.py": "from . import ends\n"})
    assert order.cycles(root) == []

    grow(
        {
            "namsao/core/a.py": "from namsao.core.b import x\n",
            "namsao/core/b.py": "def f():\n    from . import a\n",
        }
    )

    assert {part for b in order.cycles(root) for part in b.where.split(" -> ")} == {
        "namsao.core.a",
        "namsao.core.b",
    }


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        ("base", [set(row) for row in plan.BASE]),
        ("apps", [set(row) for row in plan.APPS]),
        ("furniture", [set(row) for row in plan.LAYERS]),
    ],
)
def test_import_linter_knows_the_same_order(contract: str, expected: list[set[str]]):
    config = configparser.ConfigParser()
    config.read_string(text(ROOT, ".importlinter"))

    listed = config[f"importlinter:contract:{contract}"]["layers"].strip().splitlines()

    assert [
        {word for word in line.replace("(", " ").replace(")", " ").split() if word not in "|:"}
        for line in listed
    ] == [*reversed(expected)]


def test_the_papers_know_the_same_order():
    page = text(ROOT, "docs/architecture.md")

    named = [page.find(f"`{unit}/`") for row in (*plan.BASE, *plan.APPS) for unit in row]

    assert -1 not in named, "docs/architecture.md lacks a room of tests/house/rules/plan.py, as `room/`"
    assert named == sorted(named), "docs/architecture.md tells another order than tests/house/rules/plan.py"
