"""A member scores: blind, click by click, handed in once."""

import json
import re
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from namsao.apps.rating.actions.scoring import save_scores, start_sheet, submit_sheet
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Declaration, Sheet
from namsao.apps.rating.packs import criteria, criteria_of
from namsao.apps.rating.queries.scoring import proposal_for, totals
from namsao.apps.rating.tests.build import a_council, a_dossier, best
from namsao.apps.rating.tests.heard import a_heard_product, handed_in, scorers, seat_of
from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow, NotPermitted

pytestmark = pytest.mark.django_db
PAGE_LIMIT = 150 * 1024


def a_pack(number):
    return f"criteria/set-{number:02}@1"


def started(hearing, user):
    return start_sheet(hearing=hearing, member=seat_of(hearing, user), by=user, at=NOW)


def test_a_click_is_kept_and_answers_the_totals(client, cast):
    hearing = a_heard_product(cast)
    member = cast.members[1]
    started(hearing, member)
    client.force_login(member)
    code = criteria_of(hearing.dossier).criteria[0].code

    answer = client.post(reverse("rating:save_score", args=[hearing.pk]), {"code": code, "option": 1})

    sheet = Sheet.objects.get()
    assert sheet.scores == {code: 1}
    said = answer.json()
    del said["saved"]
    assert said == json.loads(json.dumps(totals(criteria_of(hearing.dossier), {code: 1}), default=str))
    assert said["answered"] == 1


@pytest.mark.parametrize("posted", [{}, {"code": "99.9", "option": 1}, {"option": 1}])
def test_a_click_that_cannot_be_read_is_refused_in_words(client, cast, posted):
    hearing = a_heard_product(cast)
    started(hearing, cast.members[1])
    client.force_login(cast.members[1])

    answer = client.post(reverse("rating:save_score", args=[hearing.pk]), posted)

    assert (answer.status_code, answer.json()) == (
        422,
        {"error": "Không đọc được lựa chọn này. Hãy mở lại trang."},
    )
    assert Sheet.objects.get().scores == {}


def test_looking_at_the_page_writes_nothing_and_the_first_click_opens_the_sheet(client, cast):
    hearing = a_heard_product(cast)
    client.force_login(cast.members[1])

    client.get(reverse("rating:score", args=[hearing.pk]))
    looked = Sheet.objects.count()
    code = criteria_of(hearing.dossier).criteria[0].code
    client.post(reverse("rating:save_score", args=[hearing.pk]), {"code": code, "option": "0"})

    assert (looked, Sheet.objects.get().scores) == (0, {code: 0})
    assert Entry.objects.filter(verb="start_sheet").count() == 1


def test_points_that_no_option_carries_are_refused(cast):
    hearing = a_heard_product(cast)
    sheet = started(hearing, cast.members[1])
    code = criteria_of(hearing.dossier).criteria[0].code

    with pytest.raises(BadValue):
        save_scores(sheet=sheet, scores={code: 99}, by=cast.members[1], at=NOW)


def test_two_open_pages_each_keep_what_the_other_saved(client, cast):
    hearing = a_heard_product(cast)
    member = cast.members[1]
    first, second = (each.code for each in criteria_of(hearing.dossier).criteria[:2])
    client.force_login(member)
    started(hearing, member)
    page = client.get(reverse("rating:score", args=[hearing.pk]))
    save_scores(sheet=Sheet.objects.get(), scores={first: 1}, by=member, at=NOW)

    old_page = {"shown": page.context["shown"], f"s-{second}": "1", f"n-{second}": "xem trang 2"}
    client.post(reverse("rating:score", args=[hearing.pk]), old_page)

    sheet = Sheet.objects.get()
    assert (sheet.scores, sheet.notes) == ({first: 1, second: 1}, {second: "xem trang 2"})


def test_an_old_page_does_not_undo_a_newer_answer(client, cast):
    hearing = a_heard_product(cast)
    member = cast.members[1]
    code = criteria_of(hearing.dossier).criteria[0].code
    client.force_login(member)
    started(hearing, member)
    save_scores(sheet=Sheet.objects.get(), scores={code: 1}, by=member, at=NOW)
    page = client.get(reverse("rating:score", args=[hearing.pk]))
    save_scores(sheet=Sheet.objects.get(), scores={code: 0}, by=member, at=NOW)

    client.post(
        reverse("rating:score", args=[hearing.pk]), {"shown": page.context["shown"], f"s-{code}": "1"}
    )

    assert Sheet.objects.get().scores == {code: 0}


def test_a_sheet_with_a_criterion_left_out_is_not_taken(client, cast):
    hearing = a_heard_product(cast)
    member = cast.members[1]
    scores = best(hearing.dossier)
    left = list(scores)[3]
    del scores[left]
    save_scores(sheet=started(hearing, member), scores=scores, by=member, at=NOW)
    client.force_login(member)

    answer = client.post(reverse("rating:submit_sheet", args=[hearing.pk]))

    assert answer.status_code == 422
    assert f"Còn 1 tiêu chí chưa chấm: {left}." in answer.content.decode()
    assert Sheet.objects.get().submitted_at is None


def test_none_of_these_everywhere_is_an_answer_to_everything(cast):
    hearing = a_heard_product(cast)

    sheet = handed_in(hearing, seat_of(hearing, cast.members[1]), dict.fromkeys(best(hearing.dossier), 0))

    assert (sheet.submitted_at, totals(criteria_of(hearing.dossier), sheet.scores)["points"]) == (NOW, 0)


def test_options_of_equal_points_are_told_apart(client, cast):
    hearing = a_heard_product(cast)
    pack, code, twins = next(
        (a_pack(number), each.code, (a.seq, b.seq))
        for number in range(1, 27)
        for each in criteria(a_pack(number)).criteria
        for a, b in pairwise(each.options)
        if a.points == b.points > 0
    )
    hearing.dossier.pack = pack
    hearing.dossier.save()
    member = cast.members[1]
    started(hearing, member)
    client.force_login(member)

    for seq in twins:
        client.post(reverse("rating:save_score", args=[hearing.pk]), {"code": code, "option": seq})

        page = client.get(reverse("rating:score", args=[hearing.pk])).context
        line = next(line for line in page["lines"] if line["criterion"].code == code)
        assert [option["seq"] for option in line["options"] if option["chosen"]] == [seq]
        assert Sheet.objects.get().scores == {code: seq}


def test_a_sheet_is_handed_in_once_and_stays(cast):
    hearing = a_heard_product(cast)
    sheet = handed_in(hearing, seat_of(hearing, cast.members[1]))

    with pytest.raises(AlreadyDone):
        submit_sheet(sheet=sheet, by=cast.members[1], at=NOW)
    with pytest.raises(AlreadyDone):
        save_scores(sheet=sheet, scores={"1.1": 0}, by=cast.members[1], at=NOW)
    assert Entry.objects.filter(verb="submit_sheet").count() == 1


def test_a_sheet_that_is_in_cannot_be_changed_by_sql(cast):
    sheet = handed_in(hearing := a_heard_product(cast), seat_of(hearing, cast.members[1]))

    for statement in ("UPDATE rating_sheet SET scores = '{}'", "DELETE FROM rating_sheet"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    assert Sheet.objects.get(pk=sheet.pk).scores == best(hearing.dossier)


def test_nobody_scores_before_declaring(client, cast):
    hearing = a_heard_product(cast)
    Declaration.objects.all().delete()
    client.force_login(cast.members[1])

    answer = client.get(reverse("rating:score", args=[hearing.pk]))

    assert (answer.status_code, answer.url) == (302, reverse("rating:declare", args=[hearing.sitting_id]))
    with pytest.raises(NotAllowedNow):
        started(hearing, cast.members[1])


def test_a_product_that_came_later_asks_to_declare_again(cast):
    hearing = a_heard_product(cast)
    hearing.made_at = NOW.replace(year=NOW.year + 1)
    hearing.save()

    with pytest.raises(NotAllowedNow):
        started(hearing, cast.members[1])


def test_nobody_scores_on_the_sheet_of_another(cast):
    hearing = a_heard_product(cast)
    sheet = started(hearing, cast.members[1])

    with pytest.raises(NotPermitted):
        save_scores(sheet=sheet, scores={}, by=cast.members[2], at=NOW)
    with pytest.raises(NotPermitted):
        submit_sheet(sheet=sheet, by=cast.members[2], at=NOW)


def test_the_proposal_of_the_advisers_shows_after_ones_own_sheet(client, cast):
    hearing = a_heard_product(cast)
    member = seat_of(hearing, cast.members[1])
    client.force_login(member.user)
    url = reverse("rating:score", args=[hearing.pk])

    before = client.get(url)
    hidden = proposal_for(hearing, member)
    sheet = best(hearing.dossier)
    changed = next(iter(sheet))
    handed_in(hearing, member, sheet | {changed: 0})
    after = client.get(url)

    assert (hidden, before.context["proposal"]) == (None, None)
    assert "Tổ tư vấn" not in re.sub(r"<option.*?>", "", before.content.decode())
    assert after.context["proposal"] == best(hearing.dossier)
    assert [line["criterion"].code for line in after.context["lines"] if line["differs"]] == [changed]
    assert proposal_for(hearing, member).scores == best(hearing.dossier)


def test_the_page_of_every_set_is_light(client, cast):
    a_council(cast)
    hearing = a_heard_product(cast)
    client.force_login(cast.members[1])

    sizes = {}
    for number in range(1, 27):
        hearing.dossier.pack = a_pack(number)
        hearing.dossier.self_scores = {}
        hearing.dossier.save()
        sizes[number] = len(client.get(reverse("rating:score", args=[hearing.pk])).content)

    assert max(sizes.values()) <= PAGE_LIMIT, sizes


def test_the_page_costs_few_queries_and_a_click_too(client, cast, django_assert_max_num_queries):
    hearing = a_heard_product(cast)
    client.force_login(cast.members[1])
    started(hearing, cast.members[1])
    url, save = (reverse(f"rating:{name}", args=[hearing.pk]) for name in ("score", "save_score"))
    client.get(url)

    with django_assert_max_num_queries(22):
        client.get(url)
    with django_assert_max_num_queries(16):
        client.post(save, {"code": criteria_of(hearing.dossier).criteria[0].code, "option": 1})


def test_my_list_says_how_each_product_stands(client, cast, django_assert_max_num_queries):
    hearing = a_heard_product(cast)
    client.force_login(cast.members[1])

    new = client.get(reverse("rating:my_scoring")).context["tasks"]
    save_scores(sheet=started(hearing, cast.members[1]), scores={"1.1": 0}, by=cast.members[1], at=NOW)
    with django_assert_max_num_queries(14):
        begun = client.get(reverse("rating:my_scoring")).context["tasks"]
    handed_in(hearing, seat_of(hearing, cast.members[1]))
    done = client.get(reverse("rating:my_scoring")).context["tasks"]

    assert [(t.state, t.answered) for t in (*new, *begun, *done)] == [
        ("new", 0),
        ("begun", 1),
        ("in", len(best(hearing.dossier))),
    ]


def test_a_product_not_open_yet_is_not_scored(cast):
    a_council(cast)
    dossier = a_dossier(cast, State.HEARING)
    dossier.state = State.ADVISED
    dossier.save()
    hearing = dossier.hearings.get()
    member = scorers(cast.council)[0]

    with pytest.raises(NotAllowedNow):
        start_sheet(hearing=hearing, member=member, by=member.user, at=NOW)
