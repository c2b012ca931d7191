"""A corrected criteria set appears while dossiers are on their way: those keep theirs and stay recomputable."""

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from namsao import packs
from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.dossiers import write_scores
from namsao.apps.rating.actions.filing import file_dossier
from namsao.apps.rating.models import Dossier, Result
from namsao.apps.rating.packs import criteria
from namsao.apps.rating.queries.results import lines
from namsao.apps.rating.queries.selfscore import self_score
from namsao.apps.rating.tests.build import best
from namsao.apps.rating.tests.dossiers_build import a_draft, a_ready_dossier
from namsao.apps.rating.tests.heard import a_heard_product, all_in, closed
from namsao.base.accounts.tests.cast import NOW

pytestmark = pytest.mark.django_db

# By the first version 3.1 = option 2 is 1 point and 3.5 = option 1 is enough for three stars.
CHANGED = {"3.1": 2, "3.5": 1}
READ_ONCE = (packs.load, packs.names, packs.versions, criteria)


@pytest.fixture
def published(tmp_path, monkeypatch):
    """Publishes version 2 of set 7: 3.1 = option 2 gives 2 points, and three stars ask for option 2 of 3.5."""
    folder = tmp_path / "packs"

    def publish() -> None:
        shutil.copytree(Path(packs.__file__).parent, folder)
        old = folder / "criteria" / "set-07.json"
        content = json.loads(old.read_text(encoding="utf-8")) | {"version": 2}
        rows = {
            one["code"]: one["options"]
            for part in content["parts"]
            for section in part["sections"]
            for one in section["criteria"]
        }
        rows["3.1"][1]["points"] = 2
        rows["3.5"][0]["stars"], rows["3.5"][1]["stars"] = [], [3, 4]
        old.with_name("set-07.v2.json").write_text(json.dumps(content), encoding="utf-8")
        monkeypatch.setattr("namsao.packs.files", lambda _package: folder)
        forget()

    yield publish
    monkeypatch.undo()
    forget()


def forget() -> None:
    for each in READ_ONCE:
        each.cache_clear()


def test_a_dossier_before_the_council_is_judged_by_the_version_it_was_opened_under(cast, published):
    hearing = a_heard_product(cast)
    sheet = best(hearing.dossier) | CHANGED
    all_in(hearing, *[sheet] * 5)
    published()

    result = closed(cast, hearing)

    assert (result.pack, result.points_exact, result.stars) == ("criteria/set-07@1", "96", 3)
    assert result.missed == [{"code": "3.5", "stars": 4, "need": 2, "have": 1}]
    [line] = lines(Result.objects.all())
    assert (line.points, line.stars, line.agrees) == (Fraction(96), 3, True)


def test_a_dossier_opened_afterwards_is_judged_by_the_new_version(cast, published):
    published()

    dossier = a_draft(cast)
    write_scores(dossier=dossier, scores=best(dossier) | CHANGED, by=cast.hoa, at=NOW)

    assert dossier.pack == "criteria/set-07@2"
    found = self_score(Dossier.objects.get()).tally
    assert (found.points, found.stars) == (97, 2)
    assert [(gate.code, gate.stars) for gate in found.missed] == [("3.5", 3), ("3.5", 4)]


def test_what_is_handed_in_names_the_version_it_was_opened_under(cast, published):
    dossier = a_ready_dossier(cast, a_product(cast))
    published()

    filing = file_dossier(dossier=dossier, by=cast.hoa, at=NOW)

    assert (dossier.pack, filing.content["pack"]) == ("criteria/set-07@1", "criteria/set-07@1")
