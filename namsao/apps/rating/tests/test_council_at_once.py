"""Two acts of a council at the same moment: needs a database that two connections can write to."""

import pytest

from namsao.apps.products.tests.test_two_at_once import both, on_disk  # noqa: F401  # a fixture
from namsao.apps.rating.actions.closing import Minutes, close_hearing, propose_results
from namsao.apps.rating.actions.scoring import save_scores, start_sheet, submit_sheet
from namsao.apps.rating.models import Result, Sheet
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.tests.build import a_paper
from namsao.apps.rating.tests.heard import a_heard_product, all_in, closed, lowered, scorers
from namsao.base.accounts.tests.cast import NOW, TODAY, the_cast
from namsao.core.errors import AlreadyDone, NotAllowedNow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_disk")]


def test_two_who_close_a_product_at_once_make_one_result():
    cast = the_cast()
    hearing = a_heard_product(cast)
    all_in(hearing)
    people = (cast.secretary, cast.chair)

    answers = both(lambda n: close_hearing(hearing=hearing, by=people[n], at=NOW))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "Result"]
    assert Result.objects.count() == 1


def test_a_sheet_handed_in_twice_at_once_is_in_once():
    cast = the_cast()
    hearing = a_heard_product(cast)
    member = scorers(cast.council)[0]
    sheet = start_sheet(hearing=hearing, member=member, by=member.user, at=NOW)
    save_scores(sheet=sheet, scores=lowered(hearing, 5), by=member.user, at=NOW)

    answers = both(lambda _n: submit_sheet(sheet=sheet, by=member.user, at=NOW))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "Sheet"]


def test_two_clicks_at_once_are_both_kept():
    cast = the_cast()
    hearing = a_heard_product(cast)
    member = scorers(cast.council)[0]
    sheet = start_sheet(hearing=hearing, member=member, by=member.user, at=NOW)
    codes = [each.code for each in criteria_of(hearing.dossier).criteria[:2]]

    both(lambda n: save_scores(sheet=sheet, scores={codes[n]: 1}, by=member.user, at=NOW))

    assert Sheet.objects.get().scores == dict.fromkeys(codes, 1)


def test_the_last_sheet_and_the_closing_at_once_never_lose_the_sheet():
    cast = the_cast()
    hearing = a_heard_product(cast)
    *rest, last = all_members = scorers(cast.council)
    from namsao.apps.rating.tests.heard import handed_in

    for member in rest:
        handed_in(hearing, member)
    sheet = start_sheet(hearing=hearing, member=last, by=last.user, at=NOW)
    save_scores(sheet=sheet, scores=lowered(hearing, 5), by=last.user, at=NOW)
    acts = (
        lambda: close_hearing(hearing=hearing, by=cast.secretary, at=NOW),
        lambda: submit_sheet(sheet=sheet, by=last.user, at=NOW),
    )

    closing, handing = both(lambda n: acts[n]())

    assert isinstance(handing, Sheet), handing
    assert isinstance(closing, (Result, NotAllowedNow)), closing
    assert [each.sheets for each in Result.objects.all()] in ([], [len(all_members)])


def test_a_council_proposes_once():
    cast = the_cast()
    hearing = a_heard_product(cast)
    all_in(hearing)
    closed(cast, hearing)
    minutes = Minutes(number="05/BB", on=TODAY, paper=a_paper())
    people = (cast.secretary, cast.chair)

    answers = both(lambda n: propose_results(sitting=hearing.sitting, minutes=minutes, by=people[n], at=NOW))

    assert [isinstance(answer, AlreadyDone) for answer in answers].count(True) == 1, answers
    assert hearing.dossier.moves.filter(verb="propose_result").count() == 1
