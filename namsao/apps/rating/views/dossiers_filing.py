"""Handing a dossier in, the receipt, taking it back, and what changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.actions.filing import file_dossier
from namsao.apps.rating.actions.filing import withdraw as take_back
from namsao.apps.rating.flow import after
from namsao.apps.rating.forms.dossiers import FileForm
from namsao.apps.rating.models import Dossier, Filing
from namsao.apps.rating.packs import deadlines
from namsao.apps.rating.queries import changes
from namsao.apps.rating.queries.completeness import blocking, findings
from namsao.apps.rating.queries.dossiers import whole
from namsao.apps.rating.queries.filings import sha256_of
from namsao.apps.rating.queries.selfscore import self_score
from namsao.apps.rating.views.dossiers_trail import page, tasks
from namsao.base.access.gate import actor_of, on_row
from namsao.base.ui.forms import WhyForm, refusing, status_of
from namsao.core.finding import by_severity


@on_row(Dossier, "file")
def file(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What is handed in, what still lacks, the pledge of Form 01; then the receipt."""
    after("file", dossier.state)
    form = FileForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusing(form):
            filing = file_dossier(dossier=dossier, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã nộp hồ sơ. Giữ biên nhận này."))
            return redirect("rating:receipt", pk=filing.pk)
    dossier = whole(dossier)
    found = findings(dossier, timezone.localdate())
    must = blocking(found)
    rest = by_severity(each for each in found if each.is_open and not each.is_blocking)
    context = page(dossier, _("Nộp hồ sơ")) | {
        "form": form,
        "must": tasks(dossier, must),
        "should": tasks(dossier, rest),
        "score": self_score(dossier),
        "papers": dossier.attachments.values("document").distinct().count(),
        "samples": deadlines().samples_of(dossier.set_number),
    }
    return render(request, "rating/dossiers/file.html", context, status=status_of(form))


@on_row(Filing, "see")
def receipt(request: HttpRequest, filing: Filing) -> HttpResponse:
    """The receipt: number, moment, SHA-256 of what was handed in, and whether it still is that."""
    dossier = whole(filing.dossier)
    context = page(dossier, _("Biên nhận %(number)s") % {"number": filing.number}) | {
        "filing": filing,
        "is_intact": sha256_of(filing.content) == filing.sha256,
        "papers": len({each["document"] for each in filing.content.get("attachments", [])}),
        "due": deadlines().commune_due(filing.at.astimezone(timezone.get_current_timezone()).date()),
        "samples": deadlines().samples_of(dossier.set_number),
    }
    return render(request, "rating/dossiers/receipt.html", context)


@on_row(Dossier, "withdraw")
def withdraw(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Take the dossier back, with the reason, after asking once."""
    after("withdraw", dossier.state)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusing(form):
            take_back(dossier=dossier, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã rút hồ sơ."))
            return redirect("rating:dossier", pk=dossier.pk)
    context = page(dossier, _("Rút hồ sơ %(name)s") % {"name": dossier.product}) | {
        "consequences": [
            _("Hồ sơ dừng lại, không xã, tỉnh hay hội đồng nào xét tiếp."),
            _("Giấy chứng nhận đang còn hiệu lực, nếu có, không đổi."),
            _("Muốn tham gia lại thì mở hồ sơ mới; điểm và minh chứng của hồ sơ này vẫn xem được."),
        ],
        "danger": _("Rút hồ sơ"),
        "form": form,
        "back": reverse("rating:dossier", args=[dossier.pk]),
    }
    return render(request, "ui/confirm.html", context)


@on_row(Dossier, "see")
def compare(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What changed: ?with=previous against the last dossier, ?with=filing against what was handed in before."""
    offered = {
        against: found for against in ("previous", "filing") if (found := changes.before(dossier, against))
    }
    asked = request.GET.get("with", "")
    against = asked if asked in offered else next(iter(offered), "")
    name, old = offered[against] if against else ("", None)
    context = page(dossier, _("Những gì đã đổi")) | {
        "against": against,
        "name": name,
        "offered": list(offered),
        "changes": changes.compare(dossier, old) if old else None,
    }
    return render(request, "rating/dossiers/compare.html", context)
