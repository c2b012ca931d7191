"""The self score: one section a page, with the papers under each criterion."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from namsao.apps.farms.queries import contracted_share
from namsao.apps.rating.actions.attachments import attach as put_under
from namsao.apps.rating.actions.attachments import attach_new as put_new_under
from namsao.apps.rating.actions.attachments import detach as take_off
from namsao.apps.rating.actions.attachments import reorder as move_to
from namsao.apps.rating.actions.dossiers import write_scores
from namsao.apps.rating.forms.dossiers import AttachForm, SectionForm
from namsao.apps.rating.forms.dossiers_paper import PaperForm
from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.dossiers import check_editable, doubts_of, library_of
from namsao.apps.rating.queries.exhibits import exhibits
from namsao.apps.rating.queries.proof import asks_for_contracts, trace_of, trace_option
from namsao.apps.rating.queries.selfscore import section_codes, self_score
from namsao.apps.rating.views.autosave import is_autosave, not_saved, saved
from namsao.apps.rating.views.dossiers_trail import page, papers_address
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed, rows
from namsao.base.ui.forms import refusing, status_of
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
            held = write_scores(dossier=dossier, scores=form.scores(), notes=form.notes(), by=by, at=at)
            return _after_saving(request, held, section)
    if is_autosave(request):
        return not_saved()
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
    return render(request, "rating/dossiers/section.html", context, status=status_of(form))


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
            _attach(request, dossier, criterion, form)
            messages.success(request, _("Đã gắn vào tiêu chí %(code)s.") % {"code": criterion})
            return redirect(papers_address(dossier, criterion))
    context = page(dossier, _("Minh chứng cho tiêu chí %(code)s") % {"code": criterion}) | {
        "criterion": wanted,
        "form": form,
        "chosen": chosen,
        "brought": brought,
        "has_library": library.exists(),
        "back": papers_address(dossier, criterion),
    }
    return render(request, "rating/dossiers/attach.html", context, status=status_of(form))


@on_row(Dossier, "write")
@require_POST
def detach(request: HttpRequest, dossier: Dossier, attachment: int) -> HttpResponse:
    """Take a paper off; the page then offers to put it back."""
    piece = _piece(request, dossier, attachment)
    code, document = piece.criterion, piece.document_id
    take_off(attachment=piece, by=actor_of(request), at=timezone.now())
    return redirect(papers_address(dossier, code, f"?undo={document}&code={code}"))


@on_row(Dossier, "write")
@require_POST
def reorder(request: HttpRequest, dossier: Dossier, attachment: int) -> HttpResponse:
    """Move a paper to the place named in the form, counted from 0."""
    piece = _piece(request, dossier, attachment)
    wanted = request.POST.get("position", "")
    place = int(wanted) if wanted.isdigit() and len(wanted) < 4 else 0
    move_to(attachment=piece, position=place, by=actor_of(request), at=timezone.now())
    return redirect(papers_address(dossier, piece.criterion))


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


def _attach(request: HttpRequest, dossier: Dossier, criterion: str, form: AttachForm | PaperForm) -> None:
    """What either form of the page asks for."""
    given, by, at = form.cleaned_data, actor_of(request), timezone.now()
    under: dict[str, Any] = {
        "dossier": dossier,
        "criterion": criterion,
        "note": given["note"],
        "by": by,
        "at": at,
    }
    if isinstance(form, AttachForm):
        put_under(document=given["document"], **under)
    else:
        upload = given["file"]
        put_new_under(facts=form.facts(dossier.product), file=(upload.name, upload.read()), **under)


def _typed(request: HttpRequest, may: dict[str, bool]) -> Any:
    """What was sent. Raises: PermissionDenied for who may only read."""
    if request.method != "POST":
        return None
    if not may["write"]:
        raise PermissionDenied
    return request.POST


def _after_saving(request: HttpRequest, dossier: Dossier, section: str) -> HttpResponse:
    if is_autosave(request):
        score = self_score(dossier)
        shown = {"points": score.points, "answered": score.answered, "stars": stars(score.stars)}
        gates = render_to_string("ui/components/_gates.html", {"gates": score.gates})
        return saved(dossier.changed_at, **shown, gates=gates)
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
            "contracted": contracted_share(dossier.product.party, year=timezone.localdate().year)
            if asks_for_contracts(line.criterion)
            else None,
        }
        for line in form.lines()
    ]


def _undo(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    """What was just taken off, to be put back."""
    key, code = request.GET.get("undo", ""), request.GET.get("code", "")
    if not key.isdigit() or code not in criteria_of(dossier):
        return None
    return {"document": key, "code": code}
