"""The body of a request: its kind, its size, and what it says."""

import json
from typing import Any

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from namsao.apps.traceability.api import headers
from namsao.apps.traceability.api.headers import CAPTURE_SIZE_LIMIT, LIMITS
from namsao.apps.traceability.api.problems import Problem
from namsao.core.epcis.document import Document, read_json
from namsao.core.epcis.xml.read import read_xml

JSON_TYPES = frozenset({"application/json", "application/ld+json"})
XML_TYPES = frozenset({"application/xml", "text/xml"})
QUERY_SIZE_LIMIT = 200_000  # bytes of a named query or a subscription


def document(request: HttpRequest) -> Document:
    """An EPCIS document, or one event, in JSON-LD or XML. Raises: Problem; Malformed, with its faults."""
    headers.check_sent_versions(request)
    kind = _media_type(request, JSON_TYPES | XML_TYPES)
    content = _content(request, CAPTURE_SIZE_LIMIT)
    return read_xml(content) if kind in XML_TYPES else read_json(content)


def json_object(request: HttpRequest, wrong: str) -> dict[str, Any]:
    """A JSON object. wrong: the exception to raise when it is none. Raises: Problem."""
    _media_type(request, JSON_TYPES)
    content = _content(request, QUERY_SIZE_LIMIT)
    try:
        found = json.loads(content, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Problem(wrong, f"The body is not JSON: {type(error).__name__}.") from error
    if not isinstance(found, dict):
        raise Problem(wrong, "The body is a JSON object.")
    if not _is_writable(found):
        raise Problem(wrong, "The body holds text that cannot be kept.")
    return found


def _is_writable(content: Any) -> bool:
    """Half a surrogate pair is no text, and PostgreSQL keeps no zero character."""
    try:
        text = json.dumps(content, ensure_ascii=False)
        text.encode()
    except (ValueError, RecursionError):
        return False
    return "\\u0000" not in text


def _media_type(request: HttpRequest, known: frozenset[str]) -> str:
    kind = (request.content_type or "").lower()
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    coding = request.headers.get("Content-Encoding", "identity").lower()
    if kind not in known or coding != "identity" or (kind in JSON_TYPES and charset not in {"utf-8", "utf8"}):
        takes = ", ".join(sorted(known))
        raise Problem("UnsupportedMediaTypeException", f"We take {takes}; UTF-8, not compressed.")
    return kind


def _content(request: HttpRequest, most: int) -> bytes:
    """Read here and not by Django, whose limit is that of forms. Raises: Problem when it is larger than `most`."""
    length = request.headers.get("Content-Length", "")
    too_large = Problem("CaptureLimitExceededException", f"At most {most} bytes.", headers=LIMITS)
    if length.isascii() and length.isdigit() and int(length) > most:
        raise too_large
    # Django reads nothing of a body in chunks, whose length is not told before; a server that marks its end lets us.
    is_chunked = not length and request.META.get("wsgi.input_terminated")
    try:
        content = (request.META["wsgi.input"] if is_chunked else request).read(most + 1)
    except UnreadablePostError as error:
        raise Problem("ValidationException", "The body broke off.") from error
    if len(content) > most:
        raise too_large
    return content


def _refuse_constant(text: str) -> None:
    raise ValueError(text)
