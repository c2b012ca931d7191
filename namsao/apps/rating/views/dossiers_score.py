"""The self score: one section a page, with the papers under each criterion."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namsao.apps.evidence.actions import add_document, add_files
from namsao.apps.evidence.models import Document
from namsao.apps.rating.actions.attachments import attach as put_under
from namsao.apps.rating.actions.attachments import detach as take_off
from namsao.apps.rating.actions.attachments import reorder as move_to
from namsao.apps.rating.actions.dossiers import write_scores
from namsao.apps.rating.forms.dossiers import AttachForm, SectionForm
from namsao.apps.rating.forms.dossiers_paper import PaperForm
from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.dossiers import check_editable, doubts_of, library_of
from namsao.apps.rating.queries.exhibits import exhibits
from namsao.apps.rating.queries.proof import trace_of, trace_option
from namsao.apps.rating.queries.selfscore import section_codes, self_score
from namsao.apps.rating.views.dossiers_trail import criterion_address, page
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed, rows
from namsao.base.ui.fields import in_words
from namsao.base.ui.forms import refusing
from namsao.base.ui.templatetags.ui import stars
from namsao.core.rating.criterion import Criterion, Section


@on_row(Dossier, "see")
def section(request: HttpRequest, dossier: Dossier, section: str) -> HttpResponse:
    """The criteria of one section: what was chosen, what proves it; the producer changes it here."""
    part, wanted = _section(dossier, section)
    actor = actor_of(request)
    may = allowed(actor, dossier, "write")
    form = SectionForm(_typed(request, may), section=wanted, dossier=dossier)
    if form.is_valid():
        with refusing(form):
            by, at = actor, timezone.now()
            saved = write_scores(dossier=dossier, scores=form.scores(), notes=form.notes(), by=by, at=at)
            return _saved(request, saved, section)
    if _wants_json(request):
        return JsonResponse({"errors": form.errors}, status=422)
    shown = _lines(dossier, form, actor)
    context = page(dossier, f"{wanted.code}. {wanted.title}") | {
        "part": part,
        "section": wanted,
        "form": form,
        "lines": shown,
        "may": {"write": may["write"] and dossier.is_with_producer},
        "undo": _undo(request, dossier),
        **_around(dossier, section),
    }
    return render(request, "rating/dossiers/section.html", context, status=422 if form.errors else 200)


@on_row(Dossier, "write")
def attach(request: HttpRequest, dossier: Dossier, criterion: str) -> HttpResponse:
    """Choose a paper of the library for a criterion, or bring a new one, which goes into the library first."""
    wanted = _criterion(dossier, criterion)
    check_editable(dossier)
    library = library_of(dossier, criterion)
    bringing = request.method == "POST" and "kind" in request.POST
    chosen = AttachForm(None if bringing else request.POST or None, library=library)
    brought = PaperForm(request.POST, request.FILES) if bringing else PaperForm()
    form = brought if bringing else chosen
    if form.is_valid():
        with refusing(form):
            document = _bring(request, dossier, brought) if bringing else chosen.cleaned_data["document"]
            by, at = actor_of(request), timezone.now()
            note = form.cleaned_data["note"]
            put_under(dossier=dossier, criterion=criterion, document=document, note=note, by=by, at=at)
            messages.success(request, _("Đã gắn vào tiêu chí %(code)s.") % {"code": criterion})
            return redirect(criterion_address(dossier, criterion))
    context = page(dossier, _("Minh chứng cho tiêu chí %(code)s") % {"code": criterion}) | {
        "criterion": wanted,
        "form": form,
        "chosen": chosen,
        "brought": brought,
        "has_library": library.exists(),
        "back": criterion_address(dossier, criterion),
    }
    return render(request, "rating/dossiers/attach.html", context, status=422 if form.errors else 200)


@on_row(Dossier, "write")
@require_POST
def detach(request: HttpRequest, dossier: Dossier, attachment: int) -> HttpResponse:
    """Take a paper off; the page then offers to put it back."""
    piece = _piece(request, dossier, attachment)
    code, document = piece.criterion, piece.document_id
    take_off(attachment=piece, by=actor_of(request), at=timezone.now())
    path, _hash, anchor = criterion_address(dossier, code).partition("#")
    return redirect(f"{path}?undo={document}&code={code}#{anchor}")


@on_row(Dossier, "write")
@require_POST
def reorder(request: HttpRequest, dossier: Dossier, attachment: int) -> HttpResponse:
    """Move a paper to the place named in the form, counted from 0."""
    piece = _piece(request, dossier, attachment)
    wanted = request.POST.get("position", "")
    place = int(wanted) if wanted.isdigit() and len(wanted) < 4 else 0
    move_to(attachment=piece, position=place, by=actor_of(request), at=timezone.now())
    return redirect(criterion_address(dossier, piece.criterion))


def _section(dossier: Dossier, code: str) -> tuple[Any, Section]:
    for part in criteria_of(dossier).parts:
        for each in part.sections:
            if each.code == code:
                return part, each
    raise Http404


def _criterion(dossier: Dossier, code: str) -> Criterion:
    criteria_set = criteria_of(dossier)
    if code not in criteria_set:
        raise Http404
    return criteria_set.criterion(code)


def _piece(request: HttpRequest, dossier: Dossier, key: int) -> Attachment:
    found = rows(actor_of(request), "see", Attachment).filter(dossier=dossier, pk=key)
    piece = found.select_related("dossier", "document").first()
    if piece is None:
        raise Http404
    return piece


def _bring(request: HttpRequest, dossier: Dossier, form: PaperForm) -> Document:
    """The new paper with its file. A file that is refused is told of; the paper stays, to be given another file."""
    by, at = actor_of(request), timezone.now()
    document = add_document(party=dossier.product.party, facts=form.facts(dossier.product), by=by, at=at)
    upload = form.cleaned_data["file"]
    for refused in add_files(document=document, files=[(upload.name, upload.read())], by=by, at=at):
        messages.error(request, in_words(refused))
    return document


def _typed(request: HttpRequest, may: dict[str, bool]) -> Any:
    """What was sent. Raises: PermissionDenied for who may only read."""
    if request.method != "POST":
        return None
    if not may["write"]:
        raise PermissionDenied
    return request.POST


def _wants_json(request: HttpRequest) -> bool:
    return request.method == "POST" and "application/json" in request.headers.get("Accept", "")


def _saved(request: HttpRequest, dossier: Dossier, section: str) -> HttpResponse:
    score = self_score(dossier)
    if _wants_json(request):
        drawn = stars(score.stars)
        return JsonResponse({"points": score.points, "answered": score.answered, "drawn": drawn})
    messages.success(request, _("Đã lưu mục %(code)s.") % {"code": section})
    following = _around(dossier, section)["following"]
    if "next" not in request.POST:
        return redirect(request.path)
    if following:
        return redirect("rating:section", pk=dossier.pk, section=following)
    return redirect("rating:dossier", pk=dossier.pk)


def _around(dossier: Dossier, section: str) -> dict[str, Any]:
    """The score so far, the sections before and after."""
    codes = section_codes(criteria_of(dossier))
    place = codes.index(section)
    return {
        "score": self_score(dossier),
        "codes": codes,
        "earlier": codes[place - 1] if place else None,
        "following": codes[place + 1] if place + 1 < len(codes) else None,
    }


def _lines(dossier: Dossier, form: SectionForm, actor: Any) -> list[dict[str, Any]]:
    criteria_set, papers, trace = criteria_of(dossier), exhibits(dossier, actor), trace_of(dossier)
    return [
        {
            "line": line,
            "papers": papers.get(line.criterion.code, []),
            "doubts": doubts_of(criteria_set, line.criterion.code),
            "trace": trace if trace_option(line.criterion) else None,
        }
        for line in form.lines()
    ]


def _undo(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    """What was just taken off, to be put back."""
    key, code = request.GET.get("undo", ""), request.GET.get("code", "")
    if not key.isdigit() or code not in criteria_of(dossier):
        return None
    return {"document": key, "code": code}
