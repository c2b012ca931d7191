"""Other systems at the gate: a key in the `Authorization` header, or the session of somebody signed in.

Keys are kept by a part above this one, which says here how they are read (`keys_are_read_by`).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_vary_headers

from namsao.core.actor import Actor

REALM = 'Bearer realm="namsao"'


class KeyHolder(Actor, Protocol):
    """Another system, acting with a key."""

    @property
    def scopes(self) -> Collection[str]: ...


@dataclass(frozen=True)
class Refusal:
    """Why a request does not pass: status (401, 403 or 429), the reason in both languages, headers to send."""

    status: int
    sentence: str
    sentence_en: str
    headers: Mapping[str, str] = field(default_factory=dict)


class TooManyTries(Exception):
    """Wrong keys came too often from this address, or this wrong key did; `wait_s` until the next try."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


# (secret, request) -> who holds the key, or None for one that opens nothing
KeyReader = Callable[[str, HttpRequest], KeyHolder | None]
# What a view makes of a refusal.
Problem = Callable[[HttpRequest, Refusal], "JsonResponse"]

_readers: list[KeyReader] = []

NOBODY = Refusal(
    401,
    "Cần khoá API (Authorization: Bearer …) hoặc phiên đăng nhập.",
    "An API key (Authorization: Bearer …) or a signed-in session is needed.",
    {"WWW-Authenticate": REALM},
)
WRONG_KEY = Refusal(
    401,
    "Khoá API không đúng, đã thu hồi hoặc đã hết hạn.",
    "The API key is wrong, revoked or expired.",
    {"WWW-Authenticate": f'{REALM}, error="invalid_token"'},
)
FORGED = Refusal(
    403,
    "Yêu cầu gửi từ trình duyệt thiếu mã chống giả mạo (X-CSRFToken).",
    "A request with a session needs the CSRF token (X-CSRFToken).",
)


def keys_are_read_by(reader: KeyReader) -> None:
    """Say, once, how the secret of a key becomes an actor. The reader raises TooManyTries."""
    _readers[:] = [reader]


def admit(request: HttpRequest, scopes: Collection[str]) -> Actor | Refusal:
    """Who asks, when their key or session opens one of `scopes`; else why not.

    A person's session has every scope: what they may do comes from their roles. A key goes before a session.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _admit_key(secret.strip(), request, scopes)
    if not request.user.is_authenticated:
        return NOBODY
    return FORGED if _is_forged(request) else request.user  # type: ignore[return-value]  # our User is an Actor


def plain_problem(request: HttpRequest, refusal: Refusal) -> JsonResponse:  # noqa: ARG001  # a Problem's shape
    """A refusal as RFC 9457 has it."""
    body = {"type": "about:blank", "title": refusal.sentence_en, "status": refusal.status}
    body["detail"] = refusal.sentence
    answer = JsonResponse(
        body, status=refusal.status, content_type="application/problem+json", headers=dict(refusal.headers)
    )
    patch_vary_headers(answer, ["Authorization", "Cookie"])
    return answer


def _admit_key(secret: str, request: HttpRequest, scopes: Collection[str]) -> Actor | Refusal:
    try:
        holder = _readers[0](secret, request) if secret else None
    except TooManyTries as tries:
        return Refusal(
            429,
            "Đã thử sai nhiều lần. Hãy đợi rồi thử lại.",
            "Too many tries with wrong keys.",
            {"Retry-After": str(tries.wait_s)},
        )
    if holder is None:
        return WRONG_KEY
    if not set(scopes) & set(holder.scopes):
        wanted = " ".join(sorted(scopes))
        return Refusal(
            403,
            f"Khoá API này không có phạm vi {wanted}.",
            f"The API key lacks the scope {wanted}.",
            {"WWW-Authenticate": f'{REALM}, error="insufficient_scope", scope="{wanted}"'},
        )
    return holder


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check, asked for by hand: the middleware lets these views pass, because of the keys."""

    def _reject(self, request: HttpRequest, reason: str) -> str:  # noqa: ARG002  # Django's signature
        return reason


def _is_forged(request: HttpRequest) -> bool:
    check = _CsrfCheck(lambda _request: None)
    check.process_request(request)
    return check.process_view(request, lambda: None, (), {}) is not None
