"""Councils: set up, seated, and not by strangers."""

import pytest
from django.urls import reverse

from namsao.apps.rating.actions.council import Facts, end_seat, new_council, seat
from namsao.apps.rating.models import Council, Member
from namsao.apps.rating.tests.build import a_council
from namsao.apps.rating.tests.heard import a_heard_product, scorers
from namsao.base.accounts.tests.cast import NOW, TODAY, a_user
from namsao.base.audit.models import Entry
from namsao.core.actor import Role
from namsao.core.errors import AlreadyDone, BadValue

pytestmark = pytest.mark.django_db
COUNCIL = {
    "name": "Hội đồng OCOP tỉnh",
    "decision_no": "101/QĐ-UBND",
    "decided_on": "01/03/2026",
    "averaging": "mean",
    "gates": "majority",
    "quorum": "75",
    "spread": "10",
    "chair_needed": "on",
}


def test_the_province_enters_a_council_and_nobody_else(client, cast):
    url = reverse("rating:new_council", args=[cast.province.pk])
    answers = {}
    for name in ("tuan", "hoa", "thu", "quan", "lan"):
        client.force_login(getattr(cast, name))
        answers[name] = client.post(url, COUNCIL).status_code

    assert answers == {"tuan": 403, "hoa": 403, "thu": 403, "quan": 403, "lan": 302}
    council = Council.objects.get()
    assert (council.name, council.quorum, council.decimals) == ("Hội đồng OCOP tỉnh", 75, None)
    assert Entry.objects.get(verb="add", target_id=str(council.pk)).why == "101/QĐ-UBND"


def test_a_council_with_a_term_that_ends_before_it_begins_keeps_what_was_typed(client, cast):
    client.force_login(cast.lan)

    answer = client.post(
        reverse("rating:new_council", args=[cast.province.pk]), COUNCIL | {"term_to": "01/01/2020"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nhiệm kỳ không thể kết thúc trước ngày thành lập." in page
    assert 'value="101/QĐ-UBND"' in page


def test_a_commune_has_no_council(cast):
    with pytest.raises(BadValue):
        new_council(
            place=cast.luc_hon,
            facts=Facts(name="HĐ", decision_no="1", decided_on=TODAY),
            by=cast.lan,
            at=NOW,
        )


def test_a_person_is_found_and_seated_once(client, cast):
    council = a_council(cast)
    minh = a_user("Minh", Role.MEMBER, place=cast.province)
    client.force_login(cast.lan)
    url = reverse("rating:seat", args=[council.pk])

    found = list(client.get(url, {"q": "minh"}).context["form"].fields["user"].queryset)
    answer = client.post(f"{url}?q=minh", {"user": minh.pk, "seat": "member", "agency": "Sở Y tế"})

    assert (found, answer.status_code) == ([minh], 302)
    member = Member.objects.get(user=minh)
    assert (member.seat, member.agency) == ("member", "Sở Y tế")
    with pytest.raises(AlreadyDone):
        seat(council=council, user=minh, seat="member", agency="", by=cast.lan, at=NOW)


@pytest.mark.parametrize("single", ["chair", "secretary"])
def test_a_council_has_one_chair_and_one_secretary(cast, single):
    council = a_council(cast)
    minh = a_user("Minh", Role.MEMBER, place=cast.province)

    with pytest.raises(AlreadyDone):
        seat(council=council, user=minh, seat=single, agency="", by=cast.lan, at=NOW)


def test_producers_are_not_offered_a_seat(client, cast):
    council = a_council(cast)
    client.force_login(cast.lan)

    answer = client.get(reverse("rating:seat", args=[council.pk]), {"q": "hoa"})

    assert list(answer.context["form"].fields["user"].queryset) == []


def test_an_ended_seat_sees_nothing_more(cast, client):
    hearing = a_heard_product(cast)
    member = scorers(cast.council)[2]
    end_seat(member=member, why="chuyển công tác", by=cast.lan, at=NOW)
    client.force_login(member.user)

    assert client.get(reverse("rating:score", args=[hearing.pk])).status_code == 404
    assert client.get(reverse("rating:sitting", args=[hearing.sitting_id])).status_code == 404
    with pytest.raises(AlreadyDone):
        end_seat(member=member, why="lại", by=cast.lan, at=NOW)
