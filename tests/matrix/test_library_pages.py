"""Pages of libraries and the living page: each is listed here with who may open it; an unlisted one fails."""

import pytest
from django.urls import get_resolver, reverse

from namsao.project.checks import is_library

pytestmark = pytest.mark.django_db

# Open without an account: the way in, the choice of language, the living page of the components.
OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "set_language",
    "design",
    "design_page",
}
ARGUMENTS = {"design_page": {"page": "404"}, "mfa_remove_webauthn": {"pk": 1}, "mfa_edit_webauthn": {"pk": 1}}


def names() -> set[str]:
    found: set[str] = set()
    collect(get_resolver(), "", "", found)
    return found


def collect(resolver, prefix, namespace, found):
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            collect(entry, route, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, found)
        elif is_library(route):
            found.add(f"{namespace}{entry.name}")


def leads_to_sign_in(answer) -> bool:
    return answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_the_listed_pages_are_open_to_a_visitor(client, method):
    found = names()
    assert found >= OPEN
    closed = {
        name
        for name in found
        if leads_to_sign_in(getattr(client, method)(reverse(name, kwargs=ARGUMENTS.get(name, {}))))
    }
    # A second step without a first one, and signing out, lead to the sign-in page by themselves.
    assert found - closed <= OPEN


def test_no_page_of_a_library_breaks_for_anybody(client, cast):
    broken = []
    for person in ("hoa", "lan", "quan", "binh"):
        for name in sorted(names()):
            client.force_login(getattr(cast, person))
            status = client.get(reverse(name, kwargs=ARGUMENTS.get(name, {}))).status_code
            if status >= 500 and name != "design_page":
                broken.append(f"{person} {name}: {status}")
    assert broken == []
