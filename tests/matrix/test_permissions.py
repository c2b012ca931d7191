"""Every address × every role × own or another's row, from the URLconf itself (rule 8)."""

import pytest
from django.urls import reverse

from namsao.project.checks import is_library, patterns
from tests.matrix.api import API
from tests.matrix.expected import ADDRESSES, EVERYBODY, PUBLIC
from tests.matrix.stars import ONCE, WRITTEN_BY
from tests.matrix.world import a_world

pytestmark = pytest.mark.django_db


def names() -> dict[str, str]:
    """url name with its namespace -> route, for every address of the house's own."""
    from django.urls import get_resolver

    found = {}
    for resolver in [get_resolver()]:
        collect(resolver, "", "", found)
    return found


def collect(resolver, prefix, namespace, found):
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            collect(entry, route, inner, found)
        elif not is_library(route):
            found[f"{namespace}{entry.name}"] = route


def test_every_address_is_in_the_matrix_and_none_is_left_over():
    assert set(names()) == set(ADDRESSES) | PUBLIC | set(API)


def test_every_view_says_what_it_asks_for():
    assert [
        route for route, p in patterns() if not is_library(route) and not hasattr(p.callback, "access")
    ] == []


def verdict(status: int) -> str:
    if status in {200, 302, 405, 409, 422}:
        return "does"
    return {403: "sees", 404: "hidden"}.get(status, f"status {status}")


def expected(address, name: str) -> str:
    if name in address.does:
        return "does"
    return "sees" if name in address.sees else "hidden"


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_gets_what_the_plan_says(client, cast, method):
    """405 and 422 count as reached: the gate let them in, the view wanted something else."""
    world = a_world(cast)
    wrong = []
    for person in sorted(EVERYBODY):
        client.force_login(getattr(cast, person))
        for name, address in ADDRESSES.items():
            if (
                method == "post"
                and name in {"accounts:suspend", "farms:end_season"} | ONCE
                and person in address.does
            ):
                continue  # would change the world for those who come after
            got = verdict(getattr(client, method)(reverse(name, kwargs=world[address.row])).status_code)
            may = WRITTEN_BY.get(name, address.does) if method == "post" else address.does
            want = expected(address._replace(does=may), person)
            if got != want:
                wrong.append(f"{person} {method} {name}: {got}, not {want}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_led_to_sign_in_everywhere_but_the_public_pages(client, cast, method):
    world = a_world(cast)
    login = reverse("account_login")
    open_to_all = [
        name
        for name, address in ADDRESSES.items()
        if not getattr(client, method)(reverse(name, kwargs=world[address.row]))
        .headers.get("Location", "")
        .startswith(login)
    ]
    assert open_to_all == []


def test_public_pages_answer_a_visitor(client, cast):
    world = a_world(cast)
    arguments = {
        "accounts:welcome": world["welcome"],
        "recalls:recall": world["recall"],
        "register:product": world["key"],
        "register:verify": world["code"],
        "register:verify_slash": world["code"],
    }
    got = {name: client.get(reverse(name, kwargs=arguments.get(name, {}))).status_code for name in PUBLIC}
    assert got == dict.fromkeys(PUBLIC, 200)


# Lists answer everybody; what they show is what counts.
SHOWN = {
    "farms:areas": "Nương dong đồi Nà Sao",
    "products:products": "Miến dong Bình Liêu",
    "labels:runs": "ML2611A",
    "scans:reports": "Miến dong Bình Liêu",
    "traceability:events": "ML2611A",
}

# Goods of the batch were shipped to her.
HANDED_ON = {"traceability:events": {"other_hoa"}}


@pytest.mark.parametrize("name", SHOWN)
def test_a_list_shows_the_rows_of_the_one_who_looks_and_no_others(client, cast, name):
    a_world(cast)
    seen_by = set()
    for person in EVERYBODY:
        client.force_login(getattr(cast, person))
        if SHOWN[name] in client.get(reverse(name)).content.decode():
            seen_by.add(person)
    assert seen_by == {"hoa", "tuan", "lan", "thu"} | HANDED_ON.get(name, set())


def test_an_open_view_is_caught(client, cast, monkeypatch):
    """Positive control: a policy that lets everybody see products must turn the matrix red."""
    from namsao.apps.products.models import Product
    from namsao.base.access import policy
    from namsao.base.access.rules import everyone

    world = a_world(cast)
    monkeypatch.setitem(policy._rules[Product], "see", everyone)
    client.force_login(cast.other_hoa)
    got = verdict(client.get(reverse("products:product", kwargs=world["product"])).status_code)
    assert got != expected(ADDRESSES["products:product"], "other_hoa")
