"""What goes wrong, as the problem documents of EPCIS 2.0, in JSON or XML as the other side likes.

Source: EPCIS 2.0, section 12.3 and the REST binding; RFC 7807. The name of the XML element is the binding's.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse

from namsao.apps.traceability.api.negotiate import preferred
from namsao.base.access.bearer import Refusal
from namsao.core.epcis.faults import Malformed
from namsao.core.epcis.query import BadQuery, Kind
from namsao.core.errors import AlreadyDone, NotPermitted, Refused

JSON, XML = "application/problem+json", "application/problem+xml"
XML_NAMESPACE = "urn:epcglobal:epcis:xsd:2"

# exception of the standard -> (status, title); `Problem` takes another status where one serves several.
KINDS = {
    "ValidationException": (400, "The document is not valid EPCIS"),
    "QueryParameterException": (400, "A query parameter is wrong"),
    "QueryValidationException": (400, "The query is not valid"),
    "SubscriptionControlsException": (400, "The subscription cannot be kept so"),
    "SecurityException": (401, "Not authorised"),
    "NoSuchNameException": (404, "No query or subscription of that name"),
    "NoSuchResourceException": (404, "No such resource"),
    "NotAcceptableException": (406, "The answer cannot be given as asked"),
    "ResourceAlreadyExistsException": (409, "It exists already"),
    "CaptureLimitExceededException": (413, "The document is too large"),
    "QueryTooLargeException": (413, "The result is too large"),
    "QueryTooComplexException": (413, "The query asks for too much"),
    "URITooLongException": (414, "The address is too long"),
    "UnsupportedMediaTypeException": (415, "The format is not understood"),
    "ImplementationException": (500, "The server failed"),
}
# The standard names no exception for a method that is not there, nor for too many requests. Source: RFC 7807, 4.2.
PLAIN = "about:blank"
# Characters that XML cannot hold, even escaped. Source: XML 1.0, production 2.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Problem(Exception):
    """An answer that is no success. kind: a name of `KINDS`; more: further members, such as "errors"."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        status: int = 0,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(kind, detail)
        own_status, self.title = KINDS.get(kind, (status, detail))
        self.type = f"epcisException:{kind}" if kind in KINDS else kind
        self.status = status or own_status
        self.detail = detail
        self.headers = dict(headers or {})
        self.more = more

    def members(self) -> dict[str, Any]:
        said = {"type": self.type, "title": self.title, "status": self.status, "detail": self.detail}
        return {name: value for name, value in said.items() if value} | self.more


def no_such(kind: str = "NoSuchResourceException") -> Problem:
    return Problem(kind, "It is not there, or not yours to see.")


def problem_of(refused: Refused) -> Problem:
    """A broken rule of ours in the words of the standard."""
    if isinstance(refused, Malformed):
        faults = [
            {"path": each.path, "rule": each.rule, "detail": each.what_en, "detailVi": each.what}
            for each in refused.faults
        ]
        return Problem("ValidationException", refused.sentence_en, errors=faults)
    if isinstance(refused, BadQuery):
        named = {"parameter": refused.parameter} if refused.parameter else {}
        return Problem(str(Kind(refused.kind)), refused.sentence_en, **named)
    if isinstance(refused, AlreadyDone):
        return Problem("ResourceAlreadyExistsException", refused.sentence_en)
    if isinstance(refused, NotPermitted):
        return Problem("SecurityException", refused.sentence_en, status=403)
    return Problem("ValidationException", refused.sentence_en)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem document; JSON unless XML alone is asked for or liked better."""
    kind = preferred(request, [JSON, "application/json", XML, "application/xml", "text/xml"])
    is_xml = kind is not None and kind.endswith("xml")
    members = problem.members()
    text = _xml(members) if is_xml else json.dumps(members)
    return HttpResponse(
        text, status=problem.status, content_type=XML if is_xml else JSON, headers=problem.headers
    )


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What the gate refuses, for `with_scope`."""
    if refusal.status == 429:
        problem = Problem(PLAIN, refusal.sentence_en, status=429, headers=refusal.headers)
    else:
        problem = Problem(
            "SecurityException", refusal.sentence_en, status=refusal.status, headers=refusal.headers
        )
    return answer(request, problem)


def _xml(members: Mapping[str, Any]) -> str:
    inner = "".join(_element(name, value) for name, value in members.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<epcis:EPCISException xmlns:epcis="{XML_NAMESPACE}">{inner}</epcis:EPCISException>'
    )


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        each = "".join(_element("error", one) for one in value)
        return f"<{name}>{each}</{name}>"
    if isinstance(value, Mapping):
        return f"<{name}>" + "".join(_element(*pair) for pair in value.items()) + f"</{name}>"
    return f"<{name}>{escape(_UNWRITABLE.sub('?', str(value)))}</{name}>"
