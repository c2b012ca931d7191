"""Sittings: called, filled, opened, in the form the law asks for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.sitting import (
    add_to_agenda,
    convert_to_meeting,
    new_sitting,
    open_scoring,
    order_agenda,
    remove_from_agenda,
)
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Hearing, Sitting
from namsao.apps.rating.queries.council import candidates
from namsao.apps.rating.tests.build import a_council, a_dossier, a_round
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

pytestmark = pytest.mark.django_db


def a_sitting(cast, mode="meeting", **facts):
    council = getattr(cast, "council", None) or a_council(cast)
    given = {
        "council": council,
        "title": "Phiên 1",
        "held_on": TODAY,
        "the_round": None,
        "by": cast.secretary,
    }
    return new_sitting(**given | {"mode": mode, "at": NOW} | facts)


def test_a_council_without_a_secretary_calls_no_sitting(cast):
    a_council(cast)
    cast.council.members.filter(seat="secretary").update(until=NOW)

    with pytest.raises(NotAllowedNow):
        a_sitting(cast)


def test_a_sitting_outside_the_term_is_refused(cast):
    a_council(cast, term_to=TODAY)

    with pytest.raises(BadValue):
        a_sitting(cast, held_on=TODAY + timedelta(days=1))


def test_an_advised_dossier_goes_on_the_agenda_and_before_the_council(client, cast):
    dossier = a_dossier(cast, State.ADVISED)
    sitting = a_sitting(cast, the_round=dossier.round)
    client.force_login(cast.secretary)

    added = client.post(reverse("rating:agenda", args=[sitting.pk]), {"dossiers": [dossier.pk]})
    opened = client.post(reverse("rating:open_scoring", args=[sitting.pk]))

    dossier.refresh_from_db()
    assert (added.status_code, opened.status_code, dossier.state) == (302, 302, State.HEARING)
    assert list(candidates(sitting)) == []
    with pytest.raises(NotAllowedNow):
        open_scoring(sitting=sitting, by=cast.secretary, at=NOW)
    with pytest.raises(NotAllowedNow):
        add_to_agenda(sitting=sitting, dossiers=[dossier], by=cast.secretary, at=NOW)


def test_dossiers_of_another_round_or_not_advised_are_no_candidates(cast):
    a_dossier(cast, State.ADVISED)
    a_dossier(cast, State.ACCEPTED, product=a_product(cast, name="Trà"))
    other = a_round(cast, number=1)

    assert list(candidates(a_sitting(cast, the_round=other))) == []
    assert [each.state for each in candidates(a_sitting(cast))] == [State.ADVISED]


def test_a_product_leaves_the_agenda_before_scoring_opens_only(client, cast):
    sitting = a_sitting(cast)
    one, two = (a_dossier(cast, State.ADVISED, product=a_product(cast, name=name)) for name in ("Trà", "Mực"))
    first, second = add_to_agenda(sitting=sitting, dossiers=[one, two], by=cast.secretary, at=NOW)
    client.force_login(cast.secretary)

    client.post(reverse("rating:remove_from_agenda", args=[first.pk]))
    open_scoring(sitting=sitting, by=cast.secretary, at=NOW)

    assert list(Hearing.objects.all()) == [second]
    with pytest.raises(NotAllowedNow):
        remove_from_agenda(hearing=Hearing.objects.get(), by=cast.secretary, at=NOW)


def test_the_agenda_is_put_in_order(client, cast):
    sitting = a_sitting(cast)
    dossiers = [
        a_dossier(cast, State.ADVISED, product=a_product(cast, name=name)) for name in ("Trà", "Mực", "Dầu")
    ]
    hearings = add_to_agenda(sitting=sitting, dossiers=dossiers, by=cast.secretary, at=NOW)
    client.force_login(cast.secretary)
    typed = {f"position_{each.pk}": str(n) for each, n in zip(hearings, (3, 1, 2), strict=True)}

    client.post(reverse("rating:order_agenda", args=[sitting.pk]), typed)

    assert list(sitting.hearings.order_by("position")) == [hearings[1], hearings[2], hearings[0]]
    with pytest.raises(BadValue):
        order_agenda(sitting=sitting, order=[hearings[0].pk], by=cast.secretary, at=NOW)


def test_written_opinions_are_for_re_evaluations_and_a_meeting_of_them_needs_a_reason(cast):
    first = a_dossier(cast, State.ADVISED)
    again = a_dossier(cast, State.ADVISED, product=a_product(cast, name="Trà"), kind=Kind.REEVALUATION)
    written, meeting = a_sitting(cast, "written"), a_sitting(cast)

    with pytest.raises(BadValue, match="chỉ dùng cho đánh giá lại"):
        add_to_agenda(sitting=written, dossiers=[first], by=cast.secretary, at=NOW)
    with pytest.raises(BadValue, match="lấy ý kiến bằng văn bản"):
        add_to_agenda(sitting=meeting, dossiers=[again], by=cast.secretary, at=NOW)
    add_to_agenda(sitting=written, dossiers=[again], by=cast.secretary, at=NOW)
    turned = convert_to_meeting(sitting=written, why="Ý kiến khác nhau nhiều", by=cast.secretary, at=NOW)

    assert turned.mode == Sitting.Mode.MEETING
    with pytest.raises(AlreadyDone):
        convert_to_meeting(sitting=turned, why="lại", by=cast.secretary, at=NOW)
