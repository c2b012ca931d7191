"""The whole table of the way of a dossier: what is not in it is refused with a sentence, and nothing is written."""

import pytest

from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import MOVES, WORDS, State
from namsao.apps.rating.models import Dossier, Move
from namsao.apps.rating.tests.build import a_dossier
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import NotAllowedNow

pytestmark = pytest.mark.django_db

# Written down from arts. 6 to 8 and 10.1b a second time, by hand: state -> {verb: state after}.
WAYS = {
    "draft": {"file": "filed", "withdraw": "withdrawn"},
    "filed": {"return_to_producer": "returned_commune", "propose": "proposed", "withdraw": "withdrawn"},
    "returned_commune": {"file": "filed", "withdraw": "withdrawn"},
    "proposed": {"accept": "accepted", "send_back": "returned_province", "withdraw": "withdrawn"},
    "returned_province": {"file": "proposed", "withdraw": "withdrawn"},
    "accepted": {"advise": "advised", "send_back": "returned_province", "withdraw": "withdrawn"},
    "advised": {"hear": "hearing", "withdraw": "withdrawn"},
    "hearing": {"propose_result": "scored"},
    "scored": {"submit": "submitted"},
    "submitted": {"recognise": "recognised", "refuse": "not_recognised", "approve": "approved"},
    "approved": {"forward": "forwarded", "withdraw": "withdrawn"},
    "forwarded": {
        "recognise_by_ministry": "recognised",
        "come_back": "below_90",
        "redo": "accepted",
        "withdraw": "withdrawn",
    },
    "below_90": {"submit": "submitted", "redo": "accepted"},
    "recognised": {"redo": "accepted"},
    "not_recognised": {},
    "withdrawn": {},
}
VERBS = sorted({verb for ways in WAYS.values() for verb in ways})


def at_state(cast, state: str) -> Dossier:
    dossier = a_dossier(cast, State.DRAFT)
    filed_on = None if state == "draft" else TODAY
    Dossier.objects.update(state=state, first_filed_on=filed_on, filed_on=filed_on)
    dossier.refresh_from_db()
    return dossier


def test_every_state_and_every_verb_stands_in_the_table():
    assert set(WAYS) == set(State.values)
    assert set(VERBS) == set(MOVES) == set(WORDS)


@pytest.mark.parametrize("state", WAYS)
def test_every_move_that_is_not_in_the_table_is_refused_with_a_sentence(cast, state):
    dossier = at_state(cast, state)
    before = list(Dossier.objects.values()), Entry.objects.count()
    refused = {}

    for verb in VERBS:
        if verb not in WAYS[state]:
            with pytest.raises(NotAllowedNow) as error:
                move(dossier=dossier, verb=verb, by=cast.lan, at=NOW)
            refused[verb] = error.value.sentence

    label = State(state).label
    assert refused == {
        verb: f"Không thể {WORDS[verb]} lúc này: hồ sơ {label}." for verb in VERBS if verb not in WAYS[state]
    }
    assert (list(Dossier.objects.values()), Entry.objects.count()) == before
    assert not Move.objects.exists()


@pytest.mark.parametrize(("state", "verb"), [(state, verb) for state, ways in WAYS.items() for verb in ways])
def test_every_move_of_the_table_goes_where_the_decree_says(cast, state, verb):
    dossier = at_state(cast, state)
    filed = {"first_filed_on": TODAY, "filed_on": TODAY} if verb == "file" else {}

    move(dossier=dossier, verb=verb, by=cast.lan, at=NOW, **filed)

    assert Dossier.objects.get().state == WAYS[state][verb]
    assert Move.objects.values_list("verb", "before", "after").get() == (verb, state, WAYS[state][verb])
