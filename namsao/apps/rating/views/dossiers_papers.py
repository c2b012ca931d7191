"""Papers of a dossier as files, and the files behind its evidence."""

from collections.abc import Callable
from datetime import datetime

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating import dossier_papers as papers
from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.queries.dossiers import whole
from namsao.apps.rating.views.dossiers_trail import page
from namsao.base.access.gate import actor_of, on_row
from namsao.base.files.serving import document_response, pdf_response
from namsao.core.vietnamese import fold

QUICK_BYTES = 8 << 20  # so much is bound in about two seconds
Maker = Callable[[Dossier, papers.Reader, datetime], bytes]


@on_row(Dossier, "see")
def form01(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Form 01 as PDF."""
    return _made(request, dossier, papers.form01, "mau-01")


@on_row(Dossier, "see")
def form02(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Form 02 as PDF, personal fields only for who works on the dossier."""
    return _made(request, dossier, papers.form02, "mau-02")


@on_row(Dossier, "see")
def dossier_pdf(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """The whole paper set. A heavy one is announced by a page that fetches it and stays until it has come."""
    weight = papers.weight(dossier)
    if weight > QUICK_BYTES and "now" not in request.GET:
        context = page(dossier, _("Đang ghép bộ hồ sơ")) | {"weight": weight}
        waiting = render(request, "rating/dossiers/binding.html", context)
        waiting.headers["Refresh"] = "1; url=?now=1"
        return waiting
    return _made(request, dossier, papers.dossier_pdf, "ho-so")


@on_row(Attachment, "open")
def exhibit(request: HttpRequest, attachment: Attachment, file: int) -> FileResponse:
    """A file behind a piece of evidence: to download, or with ?view to read in the browser."""
    found = attachment.document.files.select_related("stored").filter(pk=file).first()
    if found is None:
        raise Http404
    return document_response(found.stored, found.name, inline="view" in request.GET)


def _made(request: HttpRequest, dossier: Dossier, make: Maker, name: str) -> HttpResponse:
    dossier = whole(dossier)
    content = make(dossier, papers.reader_of(dossier, actor_of(request)), timezone.now())
    product = "-".join(fold(dossier.product.name).split())[:60]
    shown = f"{name}-{''.join(each for each in product if each.isascii() and (each.isalnum() or each == '-'))}.pdf"
    return pdf_response(content, shown, inline=False)
