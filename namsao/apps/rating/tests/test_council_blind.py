"""Before a product is closed nobody learns anything of another's sheet: whatever is in it, all pages are the same."""

import re
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from namsao.apps.rating.actions.scoring import save_scores, start_sheet, submit_sheet
from namsao.apps.rating.models import Hearing, Member, Result, Sheet
from namsao.apps.rating.queries.council import box
from namsao.apps.rating.queries.results import results_of
from namsao.apps.rating.tests.build import best
from namsao.apps.rating.tests.heard import a_heard_product, all_in, closed, handed_in, lowered, scorers
from namsao.base.access.policy import rows
from namsao.base.accounts.tests.cast import NOW

pytestmark = pytest.mark.django_db
SECRET = "Nước mắm chua quá"
PAPERS = {"sheet_pdf", "results_pdf", "minutes_pdf"}
CHANGING = re.compile(r'csrfmiddlewaretoken" value="[^"]*"')


def addresses() -> list[str]:
    """Every address of ratings that needs no key or one, for the first row of what it is about, or for all sheets."""
    found = []
    for resolver in get_resolver().url_patterns:
        if getattr(resolver, "namespace", None) != "rating":
            continue
        for entry in resolver.url_patterns:
            access = getattr(entry.callback, "access", None)
            converters = entry.pattern.converters
            if access is None or (".pdf" in str(entry.pattern) and entry.name not in PAPERS):
                continue
            name = f"rating:{entry.name}"
            if not converters:
                found += [reverse(name), f"{reverse(name)}?format=csv"]
            elif set(converters) == {access.lookup} and access.model is not None:
                keys = access.model._default_manager.order_by("pk").values_list(access.lookup, flat=True)
                some = keys if access.model is Sheet else keys[:1]
                found += [reverse(name, kwargs={access.lookup: key}) for key in some]
    return found


def seen_by(person: object) -> dict[str, tuple[int, bytes | str]]:
    client = Client()
    client.force_login(person)
    pages = {}
    for url in addresses():
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        is_text = answer["Content-Type"].startswith("text")
        pages[url] = answer.status_code, CHANGING.sub("", body.decode()) if is_text else body
    return pages


def everybody_else(cast: SimpleNamespace) -> dict[str, object]:
    """Everybody but the second member, whose sheet it is."""
    return {
        "another member": cast.members[3],
        "secretary": cast.secretary,
        "chair": cast.chair,
        "adviser": cast.advisers[1],
        "province": cast.lan,
        "auditor": cast.thu,
        "leader": cast.leader,
        "producer": cast.hoa,
        "commune": cast.tuan,
        "admin": cast.quan,
    }


class _Undone(Exception):
    pass


def worlds(people: dict[str, object], *makers) -> list[dict[str, dict]]:
    """What these people see in each world, one made after the other from the same start."""
    found = []
    for make in makers:
        with pytest.raises(_Undone), transaction.atomic():
            make()
            found.append({name: seen_by(person) for name, person in people.items()})
            raise _Undone
    return found


def low_and_high(member: Member, *, is_in: bool) -> list:
    """Two worlds that differ in the member's sheet alone."""
    hearing = Hearing.objects.get()
    sheet = start_sheet(hearing=hearing, member=member, by=member.user, at=NOW)
    notes = {next(iter(best(hearing.dossier))): SECRET}

    def made(scores, **rest):
        def make():
            save_scores(sheet=sheet, scores=scores, **rest, by=member.user, at=NOW)
            if is_in:
                submit_sheet(sheet=sheet, by=member.user, at=NOW)

        return make

    return [made(lowered(hearing, 12), notes=notes, comment=SECRET), made(best(hearing.dossier))]


def differing(one: dict[str, dict], other: dict[str, dict]) -> list[str]:
    return [
        f"{name}: {url}" for name, pages in one.items() for url in pages if pages[url] != other[name][url]
    ]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("is_in", [False, True], ids=["in work", "handed in"])
def test_no_page_tells_what_is_in_the_sheet_of_another(cast, is_in):
    hearing = a_heard_product(cast)
    member, colleague = scorers(hearing.sitting.council)[1:3]
    handed_in(hearing, colleague)  # so that a distance between two sheets, too, would tell

    first, second = worlds(everybody_else(cast), *low_and_high(member, is_in=is_in))

    assert differing(first, second) == []
    told = [url for pages in first.values() for url, (_status, body) in pages.items() if SECRET in str(body)]
    assert told == []


@time_machine.travel(NOW, tick=False)
def test_the_same_comparison_finds_what_the_members_own_pages_show(cast):
    """The positive control."""
    hearing = a_heard_product(cast)
    member = scorers(cast.council)[1]

    first, second = worlds({"own": member.user}, *low_and_high(member, is_in=True))

    assert f"own: {reverse('rating:score', args=[hearing.pk])}" in differing(first, second)


@time_machine.travel(NOW, tick=False)
def test_who_runs_a_sitting_learns_distances_alone_once_all_sheets_are_in(client, cast):
    hearing = a_heard_product(cast)
    all_in(hearing, lowered(hearing, 12))
    url = reverse("rating:hearing", args=[hearing.pk])
    shown = {}
    for name, person in everybody_else(cast).items():
        client.force_login(person)
        answer = client.get(url)
        shown[name] = answer.context["apart"] if answer.status_code == 200 else answer.status_code

    assert {name for name, found in shown.items() if isinstance(found, dict)} == {"secretary", "chair"}
    assert {name for name, found in shown.items() if found is None} == {
        "another member",
        "province",
        "auditor",
        "leader",
    }
    apart = shown["secretary"]
    assert (apart["distance"], apart["allowed"], apart["is_over"]) == (12, 10, True)
    assert {key for row in apart["criteria"] for key in row} == {"criterion", "width", "heat"}


def test_closing_opens_the_sheets_to_the_council_and_not_to_the_producer(client, cast):
    hearing = a_heard_product(cast)
    sheet = all_in(hearing)[1]
    closed(cast, hearing)
    url = reverse("rating:sheet_pdf", args=[sheet.pk])

    seen = {}
    for name, person in everybody_else(cast).items():
        client.force_login(person)
        seen[name] = client.get(url).status_code

    assert seen == {
        "another member": 200,
        "secretary": 200,
        "chair": 200,
        "adviser": 404,
        "province": 200,
        "auditor": 200,
        "leader": 404,
        "producer": 404,
        "commune": 404,
        "admin": 404,
    }


def test_the_box_of_a_dossier_has_no_number_before_closing_and_the_result_after(cast):
    hearing = a_heard_product(cast)
    all_in(hearing)
    before = {name: box(hearing.dossier, person) for name, person in everybody_else(cast).items()}
    closed(cast, hearing)
    dossier = Hearing.objects.get().dossier
    after = {name: box(dossier, person) for name, person in everybody_else(cast).items()}

    assert {name: found and found["result"] for name, found in before.items()} == dict.fromkeys(before)
    result = Result.objects.get()
    assert {name for name, found in after.items() if found and found["result"] == result} == {
        "another member",
        "secretary",
        "chair",
        "province",
        "auditor",
        "leader",
    }


def test_open_products_are_in_no_list_of_results(cast):
    hearing = a_heard_product(cast)
    all_in(hearing)

    found = {name: results_of(hearing.dossier.round, who) for name, who in everybody_else(cast).items()}

    assert found == {name: [] for name in found}


def test_who_stood_back_sees_neither_the_product_nor_its_sheets(cast):
    from namsao.apps.rating.actions.sitting import stand_back

    hearing = a_heard_product(cast)
    last = scorers(cast.council)[-1]
    stand_back(hearing=hearing, why="Người nhà", by=last.user, at=NOW)
    for member in scorers(cast.council)[:-1]:
        handed_in(hearing, member)
    closed(cast, hearing)

    assert not rows(last.user, "see", Hearing).exists()
    assert not rows(last.user, "see", Sheet).exists()
    assert Sheet.objects.count() == 4
