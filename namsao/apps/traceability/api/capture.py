"""/capture: documents of events come in, and what came of each."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from namsao.apps.traceability.actions import capture_document
from namsao.apps.traceability.api import body, headers, paging
from namsao.apps.traceability.api.answers import JSON_KINDS, XML_KINDS, json_answer, kind_of
from namsao.apps.traceability.api.owner import owner
from namsao.apps.traceability.api.problems import XML_NAMESPACE, Problem, no_such
from namsao.apps.traceability.models import CaptureJob
from namsao.apps.traceability.query_document import moment
from namsao.base.access.gate import actor_of
from namsao.base.access.policy import rows
from namsao.core.epcis.document import Document


def capture(request: HttpRequest) -> HttpResponse:
    """Take a document in; 202 with the address of its job, which is finished by then."""
    behaviour = headers.choice(request, "GS1-Capture-Error-Behaviour", headers.BEHAVIOURS, "rollback")
    document = body.document(request)
    check_size(document)
    job = capture_document(
        document=document,
        owner=owner(request),
        by=actor_of(request),
        at=timezone.now(),
        behaviour=behaviour,
    )
    where = request.build_absolute_uri(reverse("epcis:job", args=[job.capture_id]))
    return HttpResponse(status=202, headers={"Location": where, "GS1-Capture-Error-Behaviour": behaviour})


def check_size(document: Document) -> None:
    if len(document.events) > headers.CAPTURE_LIMIT:
        said = f"At most {headers.CAPTURE_LIMIT} events a document; this one has {len(document.events)}."
        raise Problem("CaptureLimitExceededException", said, headers=headers.LIMITS)


def jobs(request: HttpRequest) -> HttpResponse:
    """Jobs one may see, newest first."""
    paging.only(request)
    headers.wanted(request)
    size, after = paging.per_page(request), paging.position(request, "capture")
    found = rows(actor_of(request), "see", CaptureJob).order_by("-id")
    if after:
        found = found.filter(pk__lt=after)
    shown = list(found[: size + 1])
    response = json_answer(request, [said(job) for job in shown[:size]])
    last = shown[size - 1].pk if len(shown) > size else ""
    paging.link_collection(response, request, "capture", last, timezone.now())
    return response


def job(request: HttpRequest, capture_id: str) -> HttpResponse:
    """One job, in JSON or XML."""
    headers.wanted(request)
    kind = kind_of(request, *JSON_KINDS, *XML_KINDS)
    found = rows(actor_of(request), "see", CaptureJob).filter(capture_id=capture_id).first()
    if found is None:
        raise no_such()
    if kind in JSON_KINDS:
        return json_answer(request, said(found))
    return HttpResponse(in_xml(said(found)), content_type=kind)


def said(job: CaptureJob) -> dict[str, Any]:
    """Source: REST binding, schema CaptureJob."""
    return {
        "captureID": str(job.capture_id),
        "createdAt": moment(job.made_at),
        **({"finishedAt": moment(job.finished_at)} if job.finished_at else {}),
        "running": job.running,
        "success": job.success,
        "captureErrorBehaviour": job.behaviour,
        "errors": job.errors,
    }


def in_xml(job: dict[str, Any]) -> str:
    """captureID, running and success are attributes. Source: REST binding, schema CaptureJob."""
    attributes = "".join(
        f" {name}={quoteattr(str(job[name]).lower())}" for name in ("captureID", "running", "success")
    )
    names = ("createdAt", "finishedAt", "captureErrorBehaviour")
    inner = "".join(f"<{name}>{escape(job[name])}</{name}>" for name in names if name in job)
    errors = "".join(
        "<error>"
        + "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in each.items())
        + "</error>"
        for each in job["errors"]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<epcis:EPCISCaptureJob xmlns:epcis="{XML_NAMESPACE}"{attributes}>{inner}<errors>{errors}</errors>'
        "</epcis:EPCISCaptureJob>"
    )
