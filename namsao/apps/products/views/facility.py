"""Where a producer makes and packs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from namsao.apps.products.actions import add_facility
from namsao.apps.products.forms import FacilityForm
from namsao.apps.products.models import Facility
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed
from namsao.base.parties.models import Party
from namsao.base.ui.forms import refusing


@on_row(Party, "add_facility")
def new(request: HttpRequest, party: Party) -> HttpResponse:
    """Add a facility of the party."""
    form = FacilityForm(request.POST or None, party=party)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            facility = add_facility(party=party, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Đã thêm cơ sở, mã GLN %(gln)s.") % {"gln": facility.gln})
            return redirect("products:facility", pk=facility.pk)
    return render(request, "products/facility_new.html", {"form": form, "party": party})


@on_row(Facility, "see")
def facility(request: HttpRequest, facility: Facility) -> HttpResponse:
    """One facility and what is made there."""
    context = {
        "facility": facility,
        "facts": [
            (_("Chủ thể"), facility.party),
            (_("Xã, phường"), facility.place.title),
            (_("Địa chỉ"), facility.address),
            (_("GLN"), facility.gln),
        ],
        "products": facility.products.all(),
        "may": allowed(actor_of(request), facility.party, "add_product"),
        "breadcrumb": [{"label": pgettext("danh sách", "Sản phẩm"), "url": reverse("products:products")}],
    }
    return render(request, "products/facility.html", context)
