"""The one way a kept file, or a paper made here, leaves the house: behind a policy, harmless where it arrives."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from namsao.base.files.models import StoredFile
from namsao.base.files.names import titled

SHOWN_INLINE = {"application/pdf", "image/webp"}
# Source: OWASP, File Upload Cheat Sheet: another's file runs nothing, fetches nothing, is not guessed at.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


def document_response(stored: StoredFile, name: str, inline: bool = False) -> FileResponse:
    """The bytes of a kept file, to download, or to read in the browser when `inline`.

    name: as the person who brought it called it, Vietnamese letters and all; its ending follows the content.
    The view that calls this has asked the policy.
    """
    response = FileResponse(stored.path.open("rb"), content_type=stored.media_type)
    shown = inline and stored.media_type in SHOWN_INLINE
    response.headers["Content-Length"] = str(stored.size)
    response.headers["Content-Disposition"] = content_disposition_header(
        as_attachment=not shown, filename=titled(name, stored.media_type)
    )
    # A page of ours may show it beside a score sheet; nobody else's may.
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if shown else "DENY"
    for header, value in HEADERS.items():
        response.headers[header] = value
    return response


def pdf_response(content: bytes, name: str, inline: bool = True) -> HttpResponse:
    """A paper made here, to read in the browser, or to download. name: ASCII, ending in .pdf."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=not inline, filename=name),
        "Cache-Control": HEADERS["Cache-Control"],
        "X-Content-Type-Options": HEADERS["X-Content-Type-Options"],
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
