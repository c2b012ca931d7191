"""The files of a paper: added, read, taken off."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.evidence import actions
from namsao.apps.evidence.forms import FilesForm
from namsao.apps.evidence.models import Document, DocumentFile
from namsao.apps.evidence.queries import check_open
from namsao.apps.evidence.views.trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.files.serving import document_response
from namsao.base.ui.fields import in_words


@on_row(Document, "change")
def add(request: HttpRequest, document: Document) -> HttpResponse:
    """More files for a paper."""
    check_open(document)
    form = FilesForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        keep(request, document, form)
        return redirect("evidence:document", pk=document.pk)
    context = {
        "form": form,
        "document": document,
        "title": _("Thêm tệp"),
        "back": reverse("evidence:document", args=[document.pk]),
        "breadcrumb": trail(document),
    }
    return render(request, "evidence/files.html", context)


def keep(request: HttpRequest, document: Document, form: FilesForm) -> bool:
    """Add what was chosen, and say which files were refused and why. Returns: none was."""
    refused = actions.add_files(
        document=document, files=form.uploads(), by=actor_of(request), at=timezone.now()
    )
    kept = len(form.cleaned_data["files"]) - len(refused)
    if kept:
        messages.success(request, _("Đã nhận %(count)s tệp.") % {"count": kept})
    for refusal in refused:
        messages.error(request, in_words(refusal))
    return not refused


@on_row(DocumentFile, "open")
def file(request: HttpRequest, file: DocumentFile) -> FileResponse:
    """The file itself: to download, or with ?view to read in the browser."""
    return document_response(file.stored, file.name, inline="view" in request.GET)


@on_row(DocumentFile, "change")
def remove(request: HttpRequest, file: DocumentFile) -> HttpResponse:
    """Take a wrong file off, after asking once."""
    check_open(file.document)
    back = reverse("evidence:document", args=[file.document_id])
    if request.method == "POST":
        actions.remove_file(file=file, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã gỡ tệp “%(name)s”.") % {"name": file.name})
        return redirect(back)
    context = {
        "title": _("Gỡ tệp “%(name)s”") % {"name": file.name},
        "consequences": [
            _("Tệp không còn nằm trong minh chứng này."),
            _("Nhật ký hệ thống ghi lại việc gỡ."),
        ],
        "danger": _("Gỡ tệp"),
        "back": back,
        "breadcrumb": trail(file.document),
    }
    return render(request, "ui/confirm.html", context)
