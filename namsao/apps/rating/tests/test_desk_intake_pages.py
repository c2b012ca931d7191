"""The province's pages, the rounds, the samples, what the home page lists."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Dossier, Round
from namsao.apps.rating.queries.desk import box, waiting

from .build import a_dossier, a_round
from .desk_build import (
    a_reevaluation,
    another,
    at,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_lan_accepts_into_a_round(cast, as_):
    dossier, into = a_dossier(cast, State.PROPOSED), a_round(cast)
    lan = as_(cast.lan)

    assertContains(lan.get(at("accept", dossier.pk)), str(into))
    assertRedirects(lan.post(at("accept", dossier.pk), {"round": into.pk}), at("intake"))

    dossier.refresh_from_db()
    assert (dossier.state, dossier.round) == (State.ACCEPTED, into)


def test_without_a_round_lan_is_led_to_the_rounds(cast, as_):
    dossier = a_dossier(cast, State.PROPOSED)

    assertContains(as_(cast.lan).get(at("accept", dossier.pk)), "Chưa có đợt nào nhận được hồ sơ này")


def test_several_are_accepted_after_the_list_was_confirmed(cast, as_):
    a_round(cast)
    pair = [a_dossier(cast, State.PROPOSED), a_dossier(cast, State.PROPOSED, product=another(cast))]
    filed = a_dossier(cast, State.FILED, product=a_product(cast, name="Dầu sở"))
    lan, picks = as_(cast.lan), {"pick": [each.pk for each in (*pair, filed)]}

    page = lan.get(at("accept_many"), picks)
    assertContains(page, "Tiếp nhận 2 hồ sơ")
    assert {each.state for each in Dossier.objects.filter(pk__in=picks["pick"])} == {
        State.PROPOSED,
        State.FILED,
    }
    answer = lan.post(at("accept_many"), picks, follow=True)

    assertContains(answer, "Đã tiếp nhận 2 hồ sơ.")
    assert Dossier.objects.filter(state=State.ACCEPTED).count() == 2


def test_what_cannot_be_accepted_stays_and_says_why(cast, as_):
    dossier = a_dossier(cast, State.PROPOSED)

    answer = as_(cast.lan).post(at("accept_many"), {"pick": [dossier.pk]}, follow=True)

    assertContains(answer, "Hãy chọn đợt đánh giá.")
    assert Dossier.objects.get().state == State.PROPOSED
    assertContains(as_(cast.lan).get(at("accept_many"), follow=True), "ít nhất một hồ sơ")


def test_lan_sends_back_with_a_reason(cast, as_):
    dossier = a_dossier(cast, State.PROPOSED)
    lan = as_(cast.lan)

    assertContains(lan.post(at("send_back", dossier.pk), {"why": ""}), "ít nhất một lý do")
    assertRedirects(lan.post(at("send_back", dossier.pk), {"why": "Thiếu phiếu."}), at("intake"))

    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED_BY_PROVINCE


@pytest.mark.parametrize("page", ["accept", "send_back", "put_in_round"])
def test_only_the_province_takes_in(cast, as_, page):
    dossier = a_dossier(cast, State.PROPOSED)
    answers = {
        name: as_(getattr(cast, name)).post(at(page, dossier.pk)).status_code
        for name in ("tuan", "hoa", "thu", "other_tuan", "binh")
    }

    assert answers == {"tuan": 403, "hoa": 403, "thu": 403, "other_tuan": 404, "binh": 404}


def test_the_rounds_of_a_year_are_made_with_one_click(cast, as_):
    lan = as_(cast.lan)
    assertContains(lan.get(at("rounds")), at("regular_rounds", cast.province.pk))

    answer = lan.post(at("regular_rounds", cast.province.pk), {"year": "2026"}, follow=True)

    assertContains(answer, "Đã lập 4 đợt năm 2026.")
    again = lan.post(at("regular_rounds", cast.province.pk), {"year": "2026"}, follow=True)
    assertContains(again, "đã lập đủ")
    assertContains(lan.post(at("regular_rounds", cast.luc_hon.pk), {"year": "2027"}, follow=True), "của tỉnh")
    assert Round.objects.count() == 4
    assert as_(cast.tuan).post(at("regular_rounds", cast.province.pk), {"year": "2027"}).status_code == 403


def test_a_round_shows_where_it_stands(cast, as_):
    dossier = a_dossier(cast, State.ACCEPTED)

    page = as_(cast.lan).get(at("round", dossier.round_id))

    assertContains(page, "Tổ tư vấn đang xem")
    assertContains(page, "Miến dong Bình Liêu")
    assertContains(as_(cast.lan).get(at("rounds")), str(dossier.round))


def test_an_extra_round_without_the_rules_is_not_offered(cast, as_):
    assertContains(as_(cast.lan).get(at("new_round", cast.province.pk)), "Quy chế chưa cho thêm đợt")


def test_samples_are_noted_on_their_page_and_the_slip_is_printed(cast, as_):
    dossier = a_dossier(cast, State.FILED)
    tuan = as_(cast.tuan)
    sent = {"source": "producer", "target": "commune", "quantity": "5", "note": "thùng 1"}

    assertRedirects(tuan.post(at("samples", dossier.pk), sent), at("samples", dossier.pk))

    assertContains(tuan.get(at("samples", dossier.pk)), "thùng 1")
    slip = tuan.get(at("sample_slip", dossier.samples.get().pk))
    assert "Miến dong Bình Liêu" in text_of(slip.content)
    too_many = tuan.post(
        at("samples", dossier.pk), sent | {"source": "commune", "target": "province", "quantity": "6"}
    )
    assertContains(too_many, "chỉ còn 5 mẫu")
    assert as_(cast.hoa).get(at("samples", dossier.pk)).context["form"] is None
    assert as_(cast.hoa).post(at("samples", dossier.pk), sent).status_code == 403
    assert as_(cast.other_tuan).get(at("samples", dossier.pk)).status_code == 404


@pytest.mark.parametrize(
    ("page", "user", "state"), [("commune_queue", "tuan", "filed"), ("intake", "lan", "proposed")]
)
def test_a_queue_costs_the_same_however_long(cast, as_, django_assert_max_num_queries, page, user, state):
    for n in range(6):
        kind = Kind.REEVALUATION if n == 3 else Kind.FIRST
        a_dossier(cast, State(state), product=a_product(cast, name=f"Miến {n}"), kind=kind)
    client = as_(getattr(cast, user))

    with django_assert_max_num_queries(17):
        client.get(at(page))


def test_the_list_of_rounds_costs_the_same_however_long(cast, as_, django_assert_max_num_queries):
    for n in range(5):
        a_round(cast, number=n + 3)
    a_dossier(cast, State.ACCEPTED)

    lan = as_(cast.lan)

    with django_assert_max_num_queries(14):
        lan.get(at("rounds"))


def test_the_home_page_lists_what_waits_at_each_desk(cast, as_):  # the clock
    filed = a_dossier(cast, State.FILED)
    again = a_reevaluation(cast, State.PROPOSED, product=another(cast))
    a_dossier(cast, State.PROPOSED, product=a_product(cast, name="Dầu sở"))

    assert [(row["url_name"], row["pk"]) for row in waiting(cast.tuan)] == [("rating:form03", filed.pk)]
    assert [(row["url_name"], row["pk"]) for row in waiting(cast.lan)] == [
        ("rating:accept", again.pk),
        ("rating:intake", None),
    ]
    assert waiting(cast.other_tuan) == waiting(cast.thu) == waiting(cast.binh) == []


def test_the_next_action_follows_who_looks(cast):
    dossier = a_dossier(cast, State.FILED)

    assert box(dossier, cast.tuan)["next"][1] == at("form03", dossier.pk)
    assert box(dossier, cast.hoa)["next"] is None
    assert box(a_dossier(cast, State.DRAFT, product=another(cast)), cast.hoa) is None
