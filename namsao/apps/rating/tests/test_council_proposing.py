"""What a council proposes once its products are closed, and the results of a round."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from namsao.apps.rating.actions.closing import Minutes, close_hearing, propose_results
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Hearing
from namsao.apps.rating.tests.build import a_paper
from namsao.apps.rating.tests.heard import a_heard_product, all_in, closed
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.files.tests.papers import a_pdf
from namsao.core.errors import AlreadyDone, NotAllowedNow

pytestmark = pytest.mark.django_db


def minutes():
    return Minutes(number="05/BB-HĐ", on=TODAY, paper=a_paper())


def test_the_council_proposes_once_everything_is_closed(client, cast):
    hearing = a_heard_product(cast)
    all_in(hearing)
    with pytest.raises(NotAllowedNow, match="Còn 1 sản phẩm chưa khép"):
        propose_results(sitting=hearing.sitting, minutes=minutes(), by=cast.secretary, at=NOW)
    closed(cast, hearing)
    client.force_login(cast.secretary)
    form = {
        "minutes_no": "05/BB-HĐ",
        "minutes_on": f"{TODAY:%d/%m/%Y}",
        "minutes": SimpleUploadedFile("bien-ban.pdf", a_pdf(), "application/pdf"),
    }

    answer = client.post(reverse("rating:propose_results", args=[hearing.sitting_id]), form)

    assert answer.status_code == 302, answer.content.decode()
    hearing = Hearing.objects.get()
    assert (hearing.dossier.state, hearing.sitting.minutes_no) == (State.SCORED, "05/BB-HĐ")
    assert hearing.sitting.proposed_by == cast.secretary
    step = hearing.dossier.moves.last()
    assert (step.verb, step.paper_no, step.paper_id) == (
        "propose_result",
        "05/BB-HĐ",
        hearing.sitting.minutes_id,
    )
    with pytest.raises(AlreadyDone):
        propose_results(sitting=hearing.sitting, minutes=minutes(), by=cast.chair, at=NOW)


def test_minutes_older_than_the_sitting_are_refused_and_what_was_typed_stays(client, cast):
    hearing = a_heard_product(cast)
    all_in(hearing)
    closed(cast, hearing)
    client.force_login(cast.chair)
    form = {
        "minutes_no": "05/BB-HĐ",
        "minutes_on": "01/01/2020",
        "minutes": SimpleUploadedFile("bien-ban.pdf", a_pdf(), "application/pdf"),
    }

    answer = client.post(reverse("rating:propose_results", args=[hearing.sitting_id]), form)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ngày này không thể trước ngày họp (24/11/2026)." in page
    assert 'value="05/BB-HĐ"' in page


def test_results_of_a_round_are_ranked_exported_and_printed(client, cast, django_assert_max_num_queries):
    hearing = a_heard_product(cast)
    all_in(hearing)
    closed(cast, hearing)
    client.force_login(cast.lan)
    url = reverse("rating:results", args=[hearing.dossier.round_id])

    with django_assert_max_num_queries(16):
        page = client.get(url)
    file = client.get(url, {"format": "csv"}).content.decode()
    paper = client.get(reverse("rating:results_pdf", args=[hearing.dossier.round_id]))

    assert [(line.place, line.shown, line.stars, line.agrees) for line in page.context["lines"]] == [
        (1, "100", 5, True)
    ]
    assert file.splitlines()[1].split(",")[6:11] == ["100", "40", "25", "35", "5"]
    assert paper.content.startswith(b"%PDF")


def test_who_closes_is_told_when_it_is_closed_already(client, cast):
    hearing = a_heard_product(cast)
    all_in(hearing)
    close_hearing(hearing=hearing, by=cast.chair, at=NOW)
    client.force_login(cast.secretary)

    answer = client.post(reverse("rating:close_hearing", args=[hearing.pk]))

    assert answer.status_code == 409
    assert "đã khép" in answer.content.decode()
