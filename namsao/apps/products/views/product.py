"""A product: its page, its entry in the register, its words and its picture."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from namsao.apps.products import queries
from namsao.apps.products.actions import add_product, change_product, set_photo, tell_story
from namsao.apps.products.forms import ChangeForm, PhotoForm, ProductForm, StoryForm
from namsao.apps.products.models import Product
from namsao.apps.products.templatetags.products import valid_until
from namsao.apps.products.views.certificates import cards
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed
from namsao.base.parties.models import Party
from namsao.base.ui.forms import refusing
from namsao.core.words import LANGUAGES, NATIVE

TEXTS = ("summary", "story", "ingredients", "usage")


@on_row(Party, "add_product")
def new(request: HttpRequest, party: Party) -> HttpResponse:
    """Enter a product of the party; its facility comes first."""
    form = ProductForm(request.POST or None, party=party)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            product = add_product(party=party, **form.cleaned_data, by=by, at=at)
            messages.success(request, _("Đã thêm sản phẩm. Bước tiếp theo: thêm ảnh và câu chuyện."))
            return redirect("products:product", pk=product.pk)
    context = {"form": form, "party": party, "has_facility": party.facilities.exists()}
    return render(request, "products/new.html", context)


@on_row(Product, "see")
def product(request: HttpRequest, product: Product) -> HttpResponse:
    """Everything about one product, and what to do with it."""
    today = timezone.localdate()
    row = queries.register_row(product, today)
    may = allowed(actor_of(request), product, "change", "make_batch", "add_certificate")
    language = _language(request)
    context = {
        "product": row,
        "facts": _facts(row, today),
        "may": may,
        "today": today,
        "recognitions": row.recognitions.all(),
        "delisting": row.delistings.first() if row.is_delisted else None,
        "languages": LANGUAGES,
        "language": language,
        "texts": {field: getattr(row, field).get(language, "") for field in TEXTS},
        "certificates": cards(queries.certificates_of(row), may_change=may["add_certificate"]),
        "batches": queries.batches_of(row),
        "passport": queries.passport_url(row),
        "breadcrumb": [{"label": pgettext("danh sách", "Sản phẩm"), "url": reverse("products:products")}],
    }
    return render(request, "products/product.html", context)


@on_row(Product, "change")
def change(request: HttpRequest, product: Product) -> HttpResponse:
    """Correct the entry in the register."""
    fields = ("name", "set_number", "net_content", "net_g", "facility", "ocop_code")
    initial = {field: getattr(product, field) for field in fields}
    form = ChangeForm(request.POST or None, party=product.party, initial=initial)
    if form.is_valid():
        with refusing(form):
            change_product(product=product, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã lưu thông tin sản phẩm."))
            return redirect("products:product", pk=product.pk)
    return render(request, "products/form.html", _page(product, form, _("Sửa thông tin sản phẩm")))


@on_row(Product, "change")
def story(request: HttpRequest, product: Product) -> HttpResponse:
    """The words of a product, one language a page."""
    language = _language(request)
    form = StoryForm(request.POST or None, product=product, language=language)
    if form.is_valid():
        with refusing(form):
            tell_story(product=product, **form.texts(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã lưu bản %(language)s.") % {"language": LANGUAGES[language]})
            return redirect(f"{reverse('products:product', args=[product.pk])}?lang={language}")
    context = {
        **_page(product, form, _("Câu chuyện sản phẩm")),
        "languages": [(tag, name, bool(product.story.get(tag))) for tag, name in LANGUAGES.items()],
        "language": language,
        "is_native": language == NATIVE,
    }
    return render(request, "products/story.html", context)


@on_row(Product, "change")
def photo(request: HttpRequest, product: Product) -> HttpResponse:
    """Put a picture on the product."""
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusing(form):
            set_photo(product=product, content=form.content(), by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã lưu ảnh."))
            return redirect("products:product", pk=product.pk)
    return render(request, "products/photo.html", _page(product, form, _("Ảnh sản phẩm")))


@on_row(Product, "see")
def photo_file(request: HttpRequest, product: Product) -> FileResponse:  # noqa: ARG001  # a view takes a request
    """The picture itself."""
    if product.photo is None:
        raise Http404
    response = FileResponse(product.photo.path.open("rb"), content_type=product.photo.media_type)
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("lang", NATIVE)
    return asked if asked in LANGUAGES else NATIVE


def _page(product: Product, form: Any, title: str) -> dict[str, Any]:
    """Context of a page with one form about a product."""
    own = reverse("products:product", args=[product.pk])
    trail = [
        {"label": pgettext("danh sách", "Sản phẩm"), "url": reverse("products:products")},
        {"label": product.name, "url": own},
    ]
    return {"product": product, "form": form, "title": title, "back": own, "breadcrumb": trail}


def _link(page: str, row: Model) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse(page, args=[row.pk]), row)


def _facts(product: Product, today: date) -> list[tuple[str, Any]]:
    return [
        (_("Chủ thể"), _link("parties:party", product.party)),
        (_("Cơ sở sản xuất"), product.facility and _link("products:facility", product.facility)),
        (_("Xã, phường"), product.party.place.title),
        (_("Công nhận đến"), valid_until(product.last_until, today)),
        (_("Bộ tiêu chí"), f"{product.set_number}. {queries.set_name(product.set_number)}"),
        (_("Quy cách"), product.net_content),
        (_("Mã OCOP"), product.ocop_code),
        (_("GTIN"), product.gtin),
    ]
