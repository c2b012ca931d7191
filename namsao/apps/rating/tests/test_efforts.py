"""What a producer finds hard, and the path that goes round it."""

import pytest
from django.urls import reverse

from namsao.apps.rating.actions.efforts import write_efforts
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.queries.selfscore import self_score
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.core.errors import BadValue

from .build import best
from .dossiers_build import a_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(cast):
    """Set 7, 89 points: 5.3 may still rise by 2, 1.7 by 1."""
    made = a_draft(cast)
    made.self_scores = best(made) | {"1.7": 0, "4.3": 0, "5.3": 2, "11": 0}
    made.save()
    return made


def steps(dossier: Dossier) -> list[str]:
    return [step.code for step in self_score(Dossier.objects.get(pk=dossier.pk)).path.steps]


def say(dossier, cast, **codes):
    said = {code.strip("_").replace("_", "."): effort for code, effort in codes.items()}
    return write_efforts(dossier=dossier, efforts=said, by=cast.hoa, at=NOW)


def test_the_path_goes_round_what_is_hard_or_impossible(cast, dossier):
    first = steps(dossier)

    say(dossier, cast, **{f"_{first[0].replace('.', '_')}": 4})
    hard = steps(dossier)
    say(dossier, cast, **{f"_{hard[0].replace('.', '_')}": None})
    impossible = steps(dossier)
    say(dossier, cast, **{f"_{code.replace('.', '_')}": 1 for code in (first[0], hard[0])})

    assert first[0] not in hard
    assert hard[0] not in impossible
    assert steps(dossier) == first
    assert Dossier.objects.get().efforts == {}
    assert Entry.objects.filter(verb="dossier.write_efforts").count() == 3


@pytest.mark.parametrize(
    ("code", "effort", "words"), [("99", 2, "không có tiêu chí 99"), ("1.7", 3, "độ khó")]
)
def test_a_wrong_code_or_effort_is_refused(cast, dossier, code, effort, words):
    with pytest.raises(BadValue, match=words):
        write_efforts(dossier=dossier, efforts={code: effort}, by=cast.hoa, at=NOW)


def test_on_the_page_of_the_dossier_the_path_is_worked_out_anew(hoa, dossier):
    page = reverse("rating:dossier", args=[dossier.pk])
    code = steps(dossier)[0]

    answer = hoa.post(reverse("rating:efforts", args=[dossier.pk]), {code: "no"}, follow=True)

    assert answer.redirect_chain[0][0] == f"{page}#path"
    html = answer.content.decode()
    assert "Đã tính lại đường đi" in html
    assert '<option value="no" selected>' in html  # it can be taken back
    assert code not in steps(dossier)


def test_a_choice_that_is_none_changes_nothing(hoa, dossier):
    address = reverse("rating:efforts", args=[dossier.pk])

    html = hoa.post(address, {"1.7": "17"}, follow=True).content.decode()

    assert "Hãy chọn độ khó trong danh sách." in html
    assert Dossier.objects.get().efforts == {}
