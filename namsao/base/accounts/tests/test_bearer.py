"""Other systems at the gate: a key with the scope, or a session; what is answered to everybody else."""

import json

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from namsao.base.access.bearer import FORGED, NOBODY, WRONG_KEY, Refusal
from namsao.base.access.gate import Access, actor_of, with_scope
from namsao.base.accounts import actions, key_limits
from namsao.base.accounts.models import ApiKey
from namsao.base.accounts.tests.cast import NOW
from namsao.base.accounts.tests.test_keys import a_key


@with_scope("epcis.query", POST="epcis.capture")
def view(request):
    return HttpResponse(str(actor_of(request)))


def ask(secret=None, *, method="GET", user=None, scheme="Bearer", csrf=False, **meta):
    headers = {"Authorization": f"{scheme} {secret}"} if secret is not None else {}
    request = RequestFactory(enforce_csrf_checks=csrf).generic(method, "/", headers=headers, **meta)
    request.user = user or AnonymousUser()
    request._dont_enforce_csrf_checks = not csrf
    return view(request)


def test_a_view_for_systems_says_its_scope_and_lets_strangers_reach_the_gate():
    assert view.access == Access("api", scope="epcis.query")
    assert (view.login_required, view.csrf_exempt) == (False, True)


def test_a_key_with_the_scope_passes_and_is_the_actor(cast):
    key, secret = a_key()

    answer = ask(secret)

    assert (answer.status_code, answer.content.decode()) == (200, "khoá API Kho")
    key.refresh_from_db()
    assert key.last_used_on is not None


@pytest.mark.parametrize("scheme", ["bearer", "BEARER"])
def test_the_scheme_is_read_in_any_case(cast, scheme):
    assert ask(a_key()[1], scheme=scheme).status_code == 200


@pytest.mark.parametrize(
    ("scopes", "method", "status"),
    [
        (["epcis.query"], "GET", 200),
        (["epcis.query"], "POST", 403),
        (["epcis.capture"], "GET", 403),
        (["epcis.capture"], "POST", 200),
        (["epcis.query"], "OPTIONS", 200),
        (["epcis.capture"], "OPTIONS", 200),
        (["epcis.capture"], "DELETE", 403),
    ],
)
def test_each_method_asks_for_its_scope(cast, scopes, method, status):
    answer = ask(a_key(scopes=scopes)[1], method=method)

    assert answer.status_code == status
    if status == 403:
        assert 'error="insufficient_scope"' in answer["WWW-Authenticate"]


def test_nobody_is_told_how_to_come_in(db):
    answer = ask()

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == 'Bearer realm="namsao"'
    assert json.loads(answer.content) == {
        "type": "about:blank",
        "title": NOBODY.sentence_en,
        "status": 401,
        "detail": NOBODY.sentence,
    }


@pytest.mark.parametrize("secret", ["", "x", "x" * 10_000, "khoá", "a b c", "\x80"])
def test_a_wrong_key_is_refused(db, secret):
    answer = ask(secret)

    assert (answer.status_code, json.loads(answer.content)["title"]) == (401, WRONG_KEY.sentence_en)
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_a_wrong_key_does_not_pass_because_of_a_session(cast):
    assert ask("wrong", user=cast.lan).status_code == 401


def test_a_session_passes_without_a_key(cast):
    assert ask(user=cast.hoa).content.decode() == "Hoa"


def test_a_session_that_changes_something_needs_the_token_and_a_key_does_not(cast):
    _key, secret = a_key()

    forged = ask(user=cast.hoa, method="POST", csrf=True)
    by_key = ask(secret, method="POST", csrf=True)

    assert (forged.status_code, json.loads(forged.content)["title"]) == (403, FORGED.sentence_en)
    assert by_key.status_code == 200
    assert ask(user=cast.hoa, method="GET", csrf=True).status_code == 200


def test_a_session_with_the_token_passes(cast):
    token = "a" * 32
    headers = {"HTTP_X_CSRFTOKEN": token, "HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}={token}"}

    assert ask(user=cast.hoa, method="POST", csrf=True, **headers).status_code == 200


def test_a_revoked_key_is_refused(cast):
    key, secret = a_key()
    assert ask(secret).status_code == 200

    actions.revoke_key(key=key, why="lộ", by=cast.quan, at=NOW)

    assert ask(secret).status_code == 401


@time_machine.travel(NOW, tick=False)
def test_one_wrong_key_again_and_again_has_to_wait(db):
    statuses = [ask("wrong", REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(12)]

    assert statuses == [401] * key_limits.PER_KEY[0] + [429, 429]
    answer = ask("wrong", REMOTE_ADDR="10.0.0.99")
    assert (answer["Retry-After"], answer["Content-Type"]) == ("300", "application/problem+json")


@pytest.mark.parametrize(
    "addresses",
    [lambda n: "203.0.113.7", lambda n: f"2001:db8:1:2::{n:x}"],
    ids=["one IPv4 address", "one IPv6 network"],
)
@time_machine.travel(NOW, tick=False)
def test_guessing_from_one_place_has_to_wait_and_a_good_key_there_does_not(cast, addresses):
    _key, secret = a_key()
    most = key_limits.PER_ADDRESS[0]

    statuses = [ask(f"guess{n}", REMOTE_ADDR=addresses(n)).status_code for n in range(most + 2)]

    assert statuses == [401] * most + [429, 429]
    assert ask(secret, REMOTE_ADDR=addresses(1)).status_code == 200
    assert ask("guess", REMOTE_ADDR="198.51.100.1").status_code == 401


def test_a_view_may_answer_refusals_in_its_own_way(db):
    @with_scope("epcis.query", problem=lambda _request, refusal: HttpResponse(status=refusal.status + 1))
    def other(request):
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert other(request).status_code == 402
    assert isinstance(NOBODY, Refusal)


def test_a_use_that_cannot_be_noted_stops_nobody(cast, monkeypatch):
    def busy(*_args, **_kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr("django.db.models.query.QuerySet.update", busy)
    _key, secret = a_key()

    assert ask(secret).status_code == 200
    assert ApiKey.objects.get().last_used_on is None
