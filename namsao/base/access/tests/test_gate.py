"""The gate: not seen is not found, seen without the verb is forbidden, no account is the sign-in page."""

from functools import partial

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse

from namsao.base.access.gate import Access, actor_of, on_row, on_rows, public, reach, signed_in
from namsao.base.access.visitor import VISITOR

# The apps whose rows these tests reach for stand above this one, so they are asked for by name.
Party = apps.get_model("parties.Party")


@pytest.fixture
def request_of(rf):
    def ask(user):
        request = rf.get("/")
        request.user = user
        return request

    return ask


def test_a_person_is_their_own_actor_and_nobody_a_visitor(cast, request_of):
    assert actor_of(request_of(cast.hoa)) is cast.hoa
    assert actor_of(request_of(AnonymousUser())) is VISITOR


@pytest.mark.parametrize(
    ("who", "verb"),
    [("other_hoa", "see"), ("other_hoa", "change"), ("binh", "see"), ("other_tuan", "change")],
)
def test_a_row_one_may_not_see_is_not_found_whatever_the_verb(cast, who, verb):
    assert Party.objects.filter(pk=cast.htx.pk).exists()

    with pytest.raises(Http404):
        reach(getattr(cast, who), verb, Party, pk=cast.htx.pk)


@pytest.mark.parametrize(("who", "verb"), [("thu", "change"), ("quan", "change"), ("hoa", "post_person")])
def test_a_verb_one_may_not_do_on_a_row_one_sees_is_forbidden(cast, who, verb):
    with pytest.raises(PermissionDenied):
        reach(getattr(cast, who), verb, Party, pk=cast.htx.pk)


def test_a_row_that_is_not_there_is_not_found_even_for_an_administrator(cast):
    with pytest.raises(Http404):
        reach(cast.quan, "see", Party, pk=0)


def test_what_one_may_comes_through(cast):
    assert reach(cast.hoa, "change", Party, pk=cast.htx.pk) == cast.htx


def test_a_view_gets_its_row_and_says_what_it_asks_for(cast, request_of):
    @on_row(Party, "change", lookup="tax_code")
    def view(request, party, *, page):
        return HttpResponse(f"{party} {page}")

    Party.objects.filter(pk=cast.htx.pk).update(tax_code="5700100256")

    answer = view(request_of(cast.hoa), tax_code="5700100256", page=2)

    assert answer.content.decode() == "HTX Miến dong Lục Hồn 2"
    assert view.access == Access("row", Party, "change", "tax_code")


def test_a_list_gets_the_rows_one_may_see(cast, request_of):
    @on_rows(Party)
    def view(request, found):
        return HttpResponse(", ".join(map(str, found)))

    assert view(request_of(cast.tuan)).content.decode() == "HTX Miến dong Lục Hồn"
    assert view(request_of(cast.binh)).content.decode() == ""
    assert view.access == Access("list", Party, "see")


def test_only_public_views_open_without_an_account():
    def view(request):
        return HttpResponse()

    assert [
        getattr(decorate(view_of(view)), "login_required", True)
        for decorate in (public, on_rows(Party, public=True), signed_in, on_rows(Party), on_row(Party))
    ] == [False, False, True, True, True]


def view_of(view):
    """A fresh function: decorators leave their marks on it."""
    return partial(view)


@pytest.mark.parametrize(
    ("who", "verb", "status"),
    [
        (None, "see", 302),
        ("other_hoa", "see", 404),
        ("thu", "see", 200),
        ("thu", "change", 403),
        ("hoa", "change", 200),
    ],
)
def test_the_answers_through_an_address(client, cast, who, verb, status):
    page = reverse({"see": "parties:party", "change": "parties:change"}[verb], args=[cast.htx.pk])
    if who:
        client.force_login(getattr(cast, who))

    answer = client.get(page)

    assert answer.status_code == status
    if who is None:
        assert answer["Location"] == f"{reverse('account_login')}?next={page}"
