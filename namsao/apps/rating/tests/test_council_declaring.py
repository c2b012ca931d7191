"""Conflicts of interest, what waits on the home page, and who may not run a sitting."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.sitting import (
    declare,
    stand_back,
)
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Declaration, Recusal
from namsao.apps.rating.queries.council import suggested_conflicts, waiting
from namsao.apps.rating.tests.build import a_dossier
from namsao.apps.rating.tests.heard import a_heard_product, all_in, closed, handed_in, scorers
from namsao.base.accounts.models import Posting
from namsao.base.accounts.tests.cast import NOW
from namsao.core.actor import Role
from namsao.core.errors import NotAllowedNow

pytestmark = pytest.mark.django_db


def test_a_declared_conflict_takes_the_product_off_the_members_list(client, cast):
    hearing = a_heard_product(cast)
    Declaration.objects.all().delete()
    member = scorers(cast.council)[1]
    client.force_login(member.user)
    url = reverse("rating:declare", args=[hearing.sitting_id])

    answer = client.post(url, {f"conflict_{hearing.pk}": "on", f"why_{hearing.pk}": "Tôi đã tư vấn hồ sơ"})

    assert answer.status_code == 302
    assert Recusal.objects.get().why == "Tôi đã tư vấn hồ sơ"
    assert [
        client.get(reverse(f"rating:{name}", args=[hearing.pk])).status_code for name in ("score", "hearing")
    ] == [
        404,
        404,
    ]
    assert client.get(reverse("rating:my_scoring")).context["total"] == 0
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM rating_recusal")


def test_a_conflict_without_a_reason_is_asked_for_beside_the_field(client, cast):
    hearing = a_heard_product(cast)
    client.force_login(cast.members[1])

    answer = client.post(
        reverse("rating:declare", args=[hearing.sitting_id]), {f"conflict_{hearing.pk}": "on"}
    )

    assert answer.status_code == 422
    assert "Hãy ghi lý do xung đột với" in answer.content.decode()
    assert not Recusal.objects.exists()


def test_no_conflict_at_all_is_a_declaration_too(client, cast):
    hearing = a_heard_product(cast)
    Declaration.objects.all().delete()
    client.force_login(cast.members[1])

    client.post(reverse("rating:declare", args=[hearing.sitting_id]), {})

    assert Declaration.objects.get().member.user == cast.members[1]
    assert not Recusal.objects.exists()


def test_conflicts_are_suggested_to_who_works_for_the_producer_or_its_commune(cast):
    hearing = a_heard_product(cast)
    one, two, three = cast.members[1:4]
    Posting.objects.create(user=one, role=Role.PRODUCER, party=cast.htx, since=NOW)
    Posting.objects.create(user=two, role=Role.COMMUNE, place=cast.luc_hon, since=NOW)

    found = [bool(suggested_conflicts(who, [hearing])) for who in (one, two, three)]

    assert found == [True, True, False]


def test_it_is_too_late_to_stand_back_once_the_sheet_is_in(cast):
    hearing = a_heard_product(cast)
    member = scorers(cast.council)[1]
    handed_in(hearing, member)

    with pytest.raises(NotAllowedNow):
        stand_back(hearing=hearing, why="Muộn", by=member.user, at=NOW)
    with pytest.raises(NotAllowedNow):
        declare(sitting=hearing.sitting, conflicts={hearing.pk: "Muộn"}, by=member.user, at=NOW)


def test_the_home_page_tells_each_what_to_do_next(cast):
    hearing = a_heard_product(cast)
    Declaration.objects.all().delete()
    member = scorers(cast.council)[1]

    def told(who):
        return [row["url_name"] for row in waiting(who)]

    before = told(member.user)
    declare(sitting=hearing.sitting, conflicts={}, by=member.user, at=NOW)
    to_score = told(member.user)
    for each in scorers(cast.council):
        declare(sitting=hearing.sitting, conflicts={}, by=each.user, at=NOW)
    all_in(hearing)
    to_close = waiting(cast.secretary)
    closed(cast, hearing)
    to_propose = waiting(cast.secretary)

    assert (before, to_score, told(member.user)) == (["rating:declare"], ["rating:my_scoring"], [])
    assert [row["label"] for row in (*to_close, *to_propose)] == [
        "Khép 1 sản phẩm đã đủ phiếu",
        "Đề xuất kết quả: Phiên đánh giá đợt 2",
    ]
    assert [waiting(who) for who in (cast.hoa, cast.tuan, cast.lan, cast.binh)] == [[], [], [], []]


PAGES = {
    "councils": ([], 12),
    "sittings": ([], 14),
    "council": ("council", 16),
    "sitting": ("sitting", 34),
    "agenda": ("sitting", 18),
    "hearing": ("hearing", 32),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_cost_few_queries(client, cast, name, django_assert_max_num_queries):
    hearing = a_heard_product(cast)
    for number in range(6):
        a_dossier(cast, State.HEARING, product=a_product(cast, name=f"Trà {number}"))
    all_in(hearing)
    row, most = PAGES[name]
    keys = {"council": [cast.council.pk], "sitting": [hearing.sitting_id], "hearing": [hearing.pk]}
    client.force_login(cast.secretary)
    url = reverse(f"rating:{name}", args=keys[row] if row else [])

    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200


def test_nobody_but_who_runs_a_sitting_closes_or_proposes(client, cast):
    hearing = a_heard_product(cast)
    answers = {}
    for who in ("hoa", "tuan", "lan", "thu", "leader"):
        client.force_login(getattr(cast, who))
        answers[who] = [
            client.post(reverse(f"rating:{name}", args=[key])).status_code
            for name, key in (("close_hearing", hearing.pk), ("propose_results", hearing.sitting_id))
        ]
    client.force_login(cast.members[2])
    member = client.post(reverse("rating:close_hearing", args=[hearing.pk])).status_code

    assert answers == {
        "hoa": [404, 404],
        "tuan": [404, 404],
        "lan": [403, 403],
        "thu": [403, 403],
        "leader": [403, 403],
    }
    assert member == 403
