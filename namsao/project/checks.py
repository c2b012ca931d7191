"""What must be true of the whole house before it serves."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

# Views of libraries carry no `access`; each namespace is listed here with what it is.
LIBRARY_PREFIXES = {
    "account/": "allauth: sign-in, second factor, own account",
    "i18n/": "language choice, public",
    "design/": "living page of the components, public; base/ui stands below the gate",
}


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(whole route, pattern) for every URL of the house."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


def is_library(route: str) -> bool:
    return any(route.startswith(prefix) for prefix in LIBRARY_PREFIXES)


def every_url_has_a_policy(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """An unlisted URL fails the build (rule 8)."""
    return [
        Error(
            f"URL {route!r} has no policy",
            hint="Put @public, @signed_in, @on_rows or @on_row of namsao.base.access.gate on its view.",
            id="namsao.E001",
        )
        for route, pattern in patterns()
        if not is_library(route) and not hasattr(pattern.callback, "access")
    ]
