"""Rows come through the policy, changes through verbs that say who and when."""

import pytest

from .conftest import Grow
from .rules import gateway
from .rules.tree import ROOT, report

VERB = 'def file(*, dossier, by, at):\n    """File a dossier."""\n'


@pytest.mark.parametrize("check", [gateway.managers, gateway.verbs], ids=["managers", "verbs"])
def test_rows_and_changes_pass_the_gateway(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("namsao/apps/rating/views.py", "rows = Dossier.objects.all()"),
        ("namsao/apps/rating/views/dossier.py", "rows = Dossier._default_manager.all()"),
        ("namsao/apps/rating/views.py", "row = get_object_or_404(Dossier, pk=pk)"),
        ("namsao/apps/rating/tables.py", "rows = Dossier.objects.all()"),
        ("namsao/apps/rating/api.py", "row = shortcuts.get_object_or_404(models.Dossier, pk=pk)"),
        (
            "namsao/apps/rating/templates/rating/list.html",
            "{% for d in round.dossiers.objects.all %}{% endfor %}",
        ),
    ],
)
def test_a_road_around_the_policy_is_caught(grow: Grow, path: str, line: str):
    assert len(gateway.managers(grow({path: f"{line}\n"}))) == 1


def test_rows_the_policy_gave_are_fine(grow: Grow):
    line = 'row = get_object_or_404(rows(request.user, "see"), pk=pk)\n'
    root = grow(
        {"namsao/apps/rating/views.py": line, "namsao/apps/rating/queries.py": "Dossier.objects.all()\n"}
    )

    assert gateway.managers(root) == []


@pytest.mark.parametrize(
    "verb",
    [
        VERB.replace('    """File a dossier."""', "    pass"),
        VERB.replace("*, dossier", "dossier, *"),
        VERB.replace(", by", ""),
        VERB.replace(", at", ""),
    ],
    ids=["no docstring", "by position", "no actor", "no moment"],
)
def test_a_verb_that_hides_something_is_caught(grow: Grow, verb: str):
    assert len(gateway.verbs(grow({"namsao/apps/rating/actions.py": verb}))) == 1


def test_a_plain_verb_and_its_private_parts_are_fine(grow: Grow):
    root = grow({"namsao/apps/rating/actions/filing.py": f"{VERB}\n\ndef _move(dossier):\n    pass\n"})

    assert gateway.verbs(root) == []


def test_actions_without_a_single_verb_are_reported(grow: Grow):
    assert len(gateway.verbs(grow({"namsao/apps/rating/actions.py": "X = 1\n"}))) == 1
