"""Answers that hold events: negotiated, paged, in the form asked for."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from namsao.apps.traceability.api import headers, paging
from namsao.apps.traceability.api.negotiate import preferred
from namsao.apps.traceability.api.problems import Problem
from namsao.apps.traceability.queries.search import Page, Row, TooLarge, search
from namsao.apps.traceability.query_document import SIMPLE_QUERY, as_json, query_document
from namsao.base.access.gate import actor_of
from namsao.base.keys.queries import company_prefixes
from namsao.core.epcis.document import Document
from namsao.core.epcis.faults import Malformed
from namsao.core.epcis.query import Query
from namsao.core.epcis.xml.write import write_xml

JSON_KINDS = ("application/json", "application/ld+json")
XML_KINDS = ("application/xml", "text/xml")


def kind_of(request: HttpRequest, *offers: str) -> str:
    """The media type of the answer. Raises: Problem when none of the offers is taken."""
    kind = preferred(request, offers)
    if kind is None:
        raise Problem("NotAcceptableException", f"We answer in {', '.join(offers)}.")
    return kind


def json_answer(request: HttpRequest, content: Any, status: int = 200) -> HttpResponse:
    """Any JSON, as application/json or application/ld+json."""
    kind = kind_of(request, *JSON_KINDS)
    return HttpResponse(json.dumps(content, ensure_ascii=False), status=status, content_type=kind)


def page_of(request: HttpRequest, query: Query) -> Page:
    """Raises: Problem, also when there are more events than the query allows; BadQuery."""
    paging.live_token(request)
    try:
        return search(actor_of(request), query, at=timezone.now())
    except TooLarge as trouble:
        raise Problem("QueryTooLargeException", f"More than {trouble.most} events fit.") from trouble


def page_answer(request: HttpRequest, page: Page, query_name: str = SIMPLE_QUERY) -> HttpResponse:
    response = events_answer(request, page.rows, query_name)
    if page.token and page.expires:
        paging.link(response, request, page.token, page.expires)
    return response


def events_answer(request: HttpRequest, rows: Sequence[Row], query_name: str = SIMPLE_QUERY) -> HttpResponse:
    """An EPCISQueryDocument, in JSON-LD or XML, of the newest version that both sides speak."""
    wanted = headers.wanted(request)
    kind = kind_of(request, *JSON_KINDS, *XML_KINDS)
    is_xml = kind in XML_KINDS
    if wanted.version < (2, 0, 0) and not is_xml:
        raise Problem("NotAcceptableException", "EPCIS before 2.0 has no JSON; ask for XML.")
    prefixes = company_prefixes()
    document = query_document(
        rows,
        at=timezone.now(),
        query_name=query_name,
        epc_format=wanted.epc_format,
        cbv_format=wanted.cbv_format if is_xml else "",
        company_prefixes=prefixes,
    )
    form = "xml2" if wanted.version >= (2, 0, 0) else "xml12"
    content = _xml(document, form, prefixes) if is_xml else as_json(document)
    response = HttpResponse(content, content_type=kind)
    response["GS1-EPC-Format"] = wanted.epc_format
    response["GS1-EPCIS-Version"] = ".".join(map(str, wanted.version))
    if is_xml:
        response["GS1-CBV-XML-Format"] = wanted.cbv_format
    return response


def _xml(document: Document, form: str, prefixes: Sequence[str]) -> bytes:
    """Raises: Problem when an event says what XML cannot."""
    try:
        return write_xml(document, form, prefixes)
    except Malformed as refused:
        said = f"In XML it cannot be said: {refused.sentence_en}"
        raise Problem("NotAcceptableException", said) from refused
