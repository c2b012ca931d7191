"""Every address of the EPCIS interface × no key, a key of each scope, a key that was revoked."""

import pytest
from django.urls import reverse

from namsao.apps.traceability.tests.api.build import CONTEXT, a_document, an_event
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.actions import make_key, revoke_key
from namsao.base.accounts.tests.cast import NOW
from tests.matrix.api import API, CAPTURE, QUERY

pytestmark = pytest.mark.django_db

METHODS = [
    (name, method, scope)
    for name, entry in API.items()
    for method, scope in (("get", entry.get), ("post", entry.post))
    if scope
]


def asked(client, name, method, secret=""):
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return getattr(client, method)(reverse(name, kwargs=API[name].arguments), headers=headers).status_code


def a_key(*scopes):
    return make_key(name="thử", scopes=scopes, by=INSTALLER, at=NOW)


@pytest.mark.parametrize(("name", "method", "scope"), METHODS)
def test_nobody_comes_in_without_a_key(client, cast, name, method, scope):
    assert asked(client, name, method) == 401


def test_a_key_opens_what_its_scope_says_and_nothing_else(client, cast):
    secrets = {scope: a_key(scope)[1] for scope in (CAPTURE, QUERY)}
    got = {
        (name, method, key): asked(client, name, method, secret) == 403
        for name, method, _scope in METHODS
        for key, secret in secrets.items()
    }

    assert got == {(name, method, key): key != scope for name, method, scope in METHODS for key in secrets}


def test_a_revoked_key_opens_nothing(client, cast):
    key, secret = a_key(CAPTURE, QUERY)
    revoke_key(key=key, why="thôi dùng", by=cast.quan, at=NOW)

    first, *rest = [asked(client, name, method, secret) for name, method, _scope in METHODS]
    assert first == 401
    assert set(rest) <= {401, 429}  # wrong keys are counted


BODIES = {
    "epcis:capture": a_document(an_event()),
    "epcis:events": {"@context": [CONTEXT]} | an_event(),
    "epcis:queries": {"name": "moi", "query": {"EQ_bizStep": ["shipping"]}},
}


@pytest.mark.parametrize(
    ("person", "status"), [("tuan", 403), ("thu", 403), ("binh", 403), ("hoa", 0), ("lan", 0)]
)
def test_who_only_reads_on_the_pages_only_reads_here(client, cast, person, status):
    client.force_login(getattr(cast, person))
    got = {
        name: client.post(reverse(name), body, content_type="application/json").status_code
        for name, body in BODIES.items()
    }

    if status:
        assert got == dict.fromkeys(BODIES, status)
    else:
        assert got == {"epcis:capture": 202, "epcis:events": 201, "epcis:queries": 201}
