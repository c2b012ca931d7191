"""How a view gets its rows: through one of these, or it does not exist for the permission matrix.

A row one may not see answers 404, a verb one may not do 403, no account the sign-in page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from namsao.base.access.policy import may, rows
from namsao.base.access.visitor import VISITOR
from namsao.core.actor import Actor

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """What a view asks for: `kind` is public, signed_in, list or row."""

    kind: str
    model: type[Model] | None = None
    verb: str = "see"
    lookup: str = "pk"


def actor_of(request: HttpRequest) -> Actor:
    """The person behind the request, as the policies see them."""
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


def reach(actor: Actor, verb: str, model: type[Model], **lookup: Any) -> Model:
    """The one access function. Raises: Http404, PermissionDenied."""
    row = rows(actor, "see", model).filter(**lookup).first()
    if row is None:
        raise Http404
    if verb != "see" and not may(actor, verb, row):
        raise PermissionDenied
    return row
