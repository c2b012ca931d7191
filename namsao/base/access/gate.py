"""How a view gets its rows: through one of these, or it does not exist for the permission matrix.

A row one may not see answers 404, a verb one may not do 403, no account the sign-in page. Views for other
systems answer 401 and 403 as problem documents instead (`with_scope`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from namsao.base.access.bearer import Problem, Refusal, admit, plain_problem
from namsao.base.access.policy import may, rows
from namsao.base.access.visitor import VISITOR
from namsao.core.actor import Actor

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """What a view asks for: `kind` is public, signed_in, list, row, or api with the scope a key needs."""

    kind: str
    model: type[Model] | None = None
    verb: str = "see"
    lookup: str = "pk"
    scope: str = ""


def actor_of(request: HttpRequest) -> Actor:
    """The person or system behind the request, as the policies see them."""
    if hasattr(request, "key_holder"):
        return request.key_holder
    return request.user if request.user.is_authenticated else VISITOR  # type: ignore[return-value]  # our User is an Actor


def public(view: View) -> View:
    """Open to everybody, with or without an account."""
    open_view = login_not_required(view)
    open_view.access = Access("public")  # type: ignore[attr-defined]  # read by the permission matrix
    return open_view


def signed_in(view: View) -> View:
    """Open to every account; shows only what belongs to it."""
    view.access = Access("signed_in")  # type: ignore[attr-defined]  # read by the permission matrix
    return view


def on_rows(model: type[Model], verb: str = "see", *, public: bool = False) -> Callable[[View], View]:
    """Give the view, as its second argument, the rows of `model` on which the actor may do `verb`."""

    def decorate(view: View) -> View:
        @wraps(view)
        def with_rows(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return view(request, rows(actor_of(request), verb, model), **kwargs)

        with_rows.access = Access("list", model, verb)  # type: ignore[attr-defined]  # read by the matrix
        return login_not_required(with_rows) if public else with_rows

    return decorate


def on_row(model: type[Model], verb: str = "see", lookup: str = "pk") -> Callable[[View], View]:
    """Give the view, as its second argument, the row the URL names.

    The URL's keyword argument is called like `lookup`. 404 when the actor may not
    see the row, 403 when they may see it but not do the verb.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def with_row(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            wanted = {lookup: kwargs.pop(lookup)}
            return view(request, reach(actor_of(request), verb, model, **wanted), **kwargs)

        with_row.access = Access("row", model, verb, lookup)  # type: ignore[attr-defined]  # read by the matrix
        return with_row

    return decorate


def with_scope(scope: str, *, problem: Problem = plain_problem, **by_method: str) -> Callable[[View], View]:
    """Open to keys with the scope, and to every account in a session; `actor_of` tells who it is.

    by_method: another scope for a method, as in POST="epcis.capture"; OPTIONS and HEAD take any of them.
    problem: how a refusal is answered. Sessions keep their protection against forged requests.
    """
    every = {scope, *by_method.values()}

    def decorate(view: View) -> View:
        @wraps(view)
        def with_holder(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            is_asking = request.method in {"OPTIONS", "HEAD"}
            wanted = every if is_asking else {by_method.get(request.method or "", scope)}
            holder = admit(request, wanted)
            if isinstance(holder, Refusal):
                return problem(request, holder)
            request.key_holder = holder  # type: ignore[attr-defined]  # read by actor_of
            return view(request, **kwargs)

        open_view = csrf_exempt(login_not_required(with_holder))
        open_view.access = Access("api", scope=scope)  # type: ignore[attr-defined]  # read by the matrix
        return open_view

    return decorate


def reach(actor: Actor, verb: str, model: type[Model], **lookup: Any) -> Model:
    """The one access function. Raises: Http404, PermissionDenied."""
    row = rows(actor, "see", model).filter(**lookup).first()
    if row is None:
        raise Http404
    if verb != "see" and not may(actor, verb, row):
        raise PermissionDenied
    return row
