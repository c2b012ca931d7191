"""The written parts of Form 02, and the legal representative."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.rating.actions import personal
from namsao.apps.rating.actions.dossiers import write_texts
from namsao.apps.rating.forms.dossiers import RepresentativeForm, TextsForm
from namsao.apps.rating.models import Dossier, Representative
from namsao.apps.rating.queries.dossiers import check_editable
from namsao.apps.rating.views.dossiers_trail import page
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import rows
from namsao.base.ui.forms import refusing, status_of


@on_row(Dossier, "see")
def texts(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What the producer wrote, for everybody who may see the dossier."""
    form = TextsForm(dossier=dossier)
    return render(
        request, "rating/dossiers/texts.html", page(dossier, _("Báo cáo tự đánh giá")) | {"form": form}
    )


@on_row(Dossier, "write")
def write(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Write them."""
    check_editable(dossier)
    form = TextsForm(request.POST or None, dossier=dossier)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            write_texts(dossier=dossier, texts=form.cleaned_data, by=by, at=at)
            messages.success(request, _("Đã lưu báo cáo."))
            return redirect("rating:dossier", pk=dossier.pk)
    context = page(dossier, _("Viết báo cáo tự đánh giá")) | {"form": form}
    return render(request, "rating/dossiers/write.html", context, status=status_of(form))


@on_row(Dossier, "see_personal")
def representative(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """Who represents the producer; written by the producer or its commune, read by the province."""
    actor, party = actor_of(request), dossier.product.party
    row = rows(actor, "see", Representative).filter(party=party).first()
    may_write = rows(actor, "write", Dossier).filter(pk=dossier.pk).exists()
    typed = request.POST if request.method == "POST" and may_write else None
    form = RepresentativeForm(typed, representative=row)
    if form.is_valid():
        with refusing(form):
            personal.write_representative(
                party=party,
                person=form.person(),
                consent_on=form.consented_on(),
                founded_on=form.cleaned_data["founded_on"],
                by=actor,
                at=timezone.now(),
            )
            messages.success(request, _("Đã lưu người đại diện."))
            return redirect("rating:dossier", pk=dossier.pk)
    may_erase = bool(row and rows(actor, "erase", Representative).filter(pk=row.pk).exists())
    context = page(dossier, _("Người đại diện theo pháp luật")) | {
        "form": form,
        "representative": row,
        "may": {"write": may_write, "erase": may_erase and row is not None and row.erased_at is None},
    }
    return render(request, "rating/dossiers/representative.html", context, status=status_of(form))


@on_row(Representative, "change")
def withdraw_consent(request: HttpRequest, representative: Representative) -> HttpResponse:
    """Take the consent back, after asking once."""
    back = reverse("parties:party", args=[representative.party_id])
    if request.method == "POST":
        personal.withdraw_consent(representative=representative, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã xoá giới tính, dân tộc, tình trạng khuyết tật."))
        return redirect(back)
    context = {
        "title": _("Rút lại đồng ý cho ghi thông tin nhạy cảm"),
        "consequences": [
            _("Giới tính, dân tộc, tình trạng khuyết tật của người đại diện bị xoá."),
            _("Họ tên, chức vụ, địa chỉ vẫn giữ cho Mẫu 01 và Mẫu 02."),
        ],
        "danger": _("Rút lại đồng ý"),
        "back": back,
    }
    return render(request, "ui/confirm.html", context)


@on_row(Representative, "erase")
def erase(request: HttpRequest, representative: Representative) -> HttpResponse:
    """Empty the personal fields because the person asked, after asking once."""
    back = reverse("parties:party", args=[representative.party_id])
    if request.method == "POST":
        personal.erase_representative(representative=representative, by=actor_of(request), at=timezone.now())
        messages.success(request, _("Đã xoá thông tin cá nhân của người đại diện."))
        return redirect(back)
    context = {
        "title": _("Xoá thông tin cá nhân của người đại diện"),
        "consequences": [
            _("Họ tên, chức vụ, địa chỉ, giới tính, dân tộc, tình trạng khuyết tật bị xoá hẳn."),
            _("Hồ sơ đã nộp vẫn còn; Mẫu 02 in sau này để dòng trống."),
            _("Nhật ký chỉ ghi là đã xoá, không ghi nội dung."),
        ],
        "danger": _("Xoá thông tin"),
        "back": back,
    }
    return render(request, "ui/confirm.html", context)
