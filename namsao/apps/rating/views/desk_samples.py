"""Samples of a dossier: where they are, and every hand-over with its slip."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating import desk_papers
from namsao.apps.rating.actions.samples import move_samples
from namsao.apps.rating.forms.desk_samples import SamplesForm
from namsao.apps.rating.models import Dossier, SampleMove
from namsao.apps.rating.queries.samples import PRODUCER, balances, needed
from namsao.apps.rating.views.desk_trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import may
from namsao.base.files.serving import pdf_response
from namsao.base.ui.forms import refusing


@on_row(Dossier, "see")
def samples(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Balances and movements; who works on the dossier notes the next hand-over."""
    can_track = may(actor_of(request), "track_samples", dossier)
    held, wanted = balances(dossier), needed(dossier)
    first = {"source": PRODUCER, "target": "commune", "quantity": wanted} if not held else {}
    form = SamplesForm(request.POST or None, held=held, initial=first) if can_track and wanted else None
    if request.method == "POST" and not can_track:
        raise PermissionDenied
    if form and form.is_valid():
        with refusing(form):
            given = form.cleaned_data
            move_samples(dossier=dossier, **given, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã ghi sổ mẫu."))
            return redirect("rating:samples", pk=dossier.pk)
    context = {
        "dossier": dossier,
        "form": form,
        "needed": wanted,
        "held": [(SampleMove.Desk(desk).label, left) for desk, left in held.items()],
        "moves": dossier.samples.select_related("by").order_by("-at", "-id"),
        "breadcrumb": [*trail_of(dossier)],
    }
    return render(request, "rating/desk/samples.html", context)


@on_row(SampleMove, "see")
def sample_slip(request: HttpRequest, move: SampleMove) -> HttpResponse:  # noqa: ARG001  # a view takes a request
    """The slip of one hand-over, to print and sign."""
    content = desk_papers.sample_slip(move, at=timezone.now())
    return pdf_response(content, f"phieu-giao-nhan-mau-{move.pk}.pdf")


def trail_of(dossier: Dossier) -> list[dict[str, str]]:
    """Only the dossier: people of several desks come here."""
    return trail("home", _("Việc của tôi"), dossier)
