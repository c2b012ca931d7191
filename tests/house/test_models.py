"""Tables: keys look down the road, nothing acts behind an action's back, one code path for both databases."""

import pytest

from .conftest import Grow
from .rules import models
from .rules.tree import ROOT, report

CHECKS = [
    models.foreign_keys,
    models.model_signals,
    models.generic_keys,
    models.one_database,
    models.save_overrides,
]
PRODUCTS = "namsao/apps/products/models.py"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_tables_follow_the_rules(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        (PRODUCTS, 'd = models.ForeignKey("rating.Dossier", on_delete=PROTECT)'),
        (PRODUCTS, 'd = ForeignKey(to="rating.Dossier", on_delete=PROTECT)'),
        (PRODUCTS, 'd = models.ManyToManyField("self", through="rating.Seat")'),
        (
            "namsao/apps/products/models/product.py",
            'd = models.OneToOneField("labels.Run", on_delete=PROTECT)',
        ),
        (
            "namsao/base/places/models.py",
            "u = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=PROTECT)",
        ),
        ("namsao/base/places/models.py", "u = models.ForeignKey(get_user_model(), on_delete=PROTECT)"),
    ],
)
def test_a_relation_up_the_road_is_caught(grow: Grow, path: str, lines: str):
    assert [b.where for b in models.foreign_keys(grow({path: f"{lines}\n"}))] == [f"{path}:1"]


def test_a_relation_to_an_imported_class_up_the_road_is_caught(grow: Grow):
    lines = [
        "from namsao.apps.rating import models as rating",
        "from namsao.apps.rating.models import Dossier",
        "a = models.ForeignKey(rating.Dossier, on_delete=PROTECT)",
        "b = models.ForeignKey(Dossier, on_delete=PROTECT)",
    ]

    found = models.foreign_keys(grow({PRODUCTS: "\n".join(lines)}))

    assert [b.where for b in found] == [f"{PRODUCTS}:3", f"{PRODUCTS}:4"]


def test_relations_down_the_road_or_at_home_are_fine(grow: Grow):
    lines = [
        "from namsao.base.parties.models import Party",
        "a = models.ForeignKey(Party, on_delete=PROTECT)",
        'b = models.ForeignKey("places.Unit", on_delete=PROTECT)',
        'c = models.ForeignKey("self", on_delete=PROTECT)',
        'd = models.ForeignKey("Variant", on_delete=PROTECT)',
        'e = models.ForeignKey("auth.Group", on_delete=PROTECT)',
        "f = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=PROTECT)",
    ]

    assert models.foreign_keys(grow({PRODUCTS: "\n".join(lines)})) == []


@pytest.mark.parametrize(
    "line",
    ["from django.db.models.signals import post_save", "from django.db.models import signals"],
)
def test_a_model_signal_is_caught_and_a_schema_signal_is_not(grow: Grow, line: str):
    fine = "from django.db.models.signals import post_migrate\n"
    root = grow({"namsao/apps/rating/receivers.py": f"{line}\n", "namsao/base/audit/apps.py": fine})

    assert [b.where for b in models.model_signals(root)] == ["namsao/apps/rating/receivers.py:1"]


def test_a_generic_key_is_caught_outside_audit(grow: Grow):
    root = grow(
        {
            "namsao/base/audit/models.py": "row = GenericForeignKey()\n",
            "namsao/base/files/models.py": "row = fields.GenericForeignKey()\n",
        }
    )

    assert [b.where for b in models.generic_keys(root)] == ["namsao/base/files/models.py:1"]


@pytest.mark.parametrize(
    "line",
    [
        "from django.contrib.postgres.fields import ArrayField",
        'INSTALLED_APPS = ["django.contrib.postgres"]',
    ],
)
def test_what_one_database_alone_has_is_caught(grow: Grow, line: str):
    assert [b.where for b in models.one_database(grow({PRODUCTS: f"{line}\n"}))] == [f"{PRODUCTS}:1"]


def test_a_model_that_overrides_save_is_caught(grow: Grow):
    root = grow({PRODUCTS: "class Product(Model):\n    def save(self):\n        pass\n"})

    assert [b.where for b in models.save_overrides(root)] == [f"{PRODUCTS}:2"]
