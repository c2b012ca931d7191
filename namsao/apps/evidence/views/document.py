"""A paper: entered with its files, corrected, replaced by a newer version, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from namsao.apps.evidence import actions, queries
from namsao.apps.evidence.facts import facts_of
from namsao.apps.evidence.forms import DocumentForm, NewDocumentForm
from namsao.apps.evidence.kinds import kinds
from namsao.apps.evidence.masking import Shown, on_screen
from namsao.apps.evidence.models import Certificate, Document
from namsao.apps.evidence.views.files import keep
from namsao.apps.evidence.views.trail import trail
from namsao.base.access.gate import actor_of, on_row
from namsao.base.access.policy import allowed, rows
from namsao.base.parties.models import Party
from namsao.base.ui.display import day as show_day
from namsao.base.ui.forms import WhyForm, refusing
from namsao.core.words import LANGUAGES

COVERED = ("product", "facility", "area", "batch")


@on_row(Party, "add_certificate")
def new(request: HttpRequest, party: Party) -> HttpResponse:
    """First which kind (?kind=), then what the paper says, with its files.

    ?product=, ?facility=, ?area= or ?batch= say what it is for; ?certificate= the entry it proves.
    """
    kind = request.GET.get("kind", "")
    if kind not in kinds() and request.method != "POST":
        return _choose(request, party)
    certificate = _certificate(request, party)
    start = _start(request, certificate) | {"kind": kind}
    form = NewDocumentForm(request.POST or None, request.FILES or None, party=party, initial=start)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            document = actions.add_document(
                party=party, facts=form.facts(), certificate=certificate, by=by, at=at
            )
            messages.success(request, _("Đã thêm minh chứng."))
            return _after(request, document, all_kept=keep(request, document, form))
    context = {**_page(form, _("Thêm minh chứng"), party), "breadcrumb": trail()}
    return render(request, "evidence/document_form.html", context)


@on_row(Document, "see")
def document(request: HttpRequest, document: Document) -> HttpResponse:
    """One paper: what it says, its files, its versions, which products it speaks for."""
    actor = actor_of(request)
    [shown] = on_screen([document], actor)
    may = allowed(actor, document, "change", "open")
    context = {
        "document": document,
        "shown": shown,
        "card": {"kind": _("Hiệu lực"), "valid_from": document.valid_from, "valid_until": document.valid_to},
        "facts": _facts(shown),
        "files": document.files.select_related("stored") if may["open"] else [],
        "versions": _versions(shown),
        "products": queries.products_covered(document),
        "may": may | {"change": may["change"] and document.is_current},
        "is_urgent": document.state_on(timezone.localdate())
        in {Document.State.ENDS_SOON, Document.State.EXPIRED},
        "breadcrumb": trail(),
    }
    return render(request, "evidence/document.html", context)


@on_row(Document, "change")
def change(request: HttpRequest, document: Document) -> HttpResponse:
    """Correct what the entry says."""
    queries.check_current(document)
    form = DocumentForm(request.POST or None, party=document.party, initial=_typed(document))
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            held = actions.change(document=document, facts=form.facts(), by=by, at=at)
            messages.success(request, _("Đã lưu minh chứng."))
            return redirect("evidence:document", pk=held.pk)
    context = {**_page(form, _("Sửa minh chứng"), document.party, document), "is_used": document.used_at}
    return render(request, "evidence/document_form.html", context)


@on_row(Document, "change")
def replace(request: HttpRequest, document: Document) -> HttpResponse:
    """The renewed paper: what stays is filled in, the days and the files are new."""
    queries.check_current(document)
    start = _typed(document) | {"valid_from": None, "valid_to": None}
    form = NewDocumentForm(request.POST or None, request.FILES or None, party=document.party, initial=start)
    if form.is_valid():
        with refusing(form):
            by, at = actor_of(request), timezone.now()
            newer = actions.replace(document=document, facts=form.facts(), by=by, at=at)
            messages.success(request, _("Đã thay bằng bản mới. Bản cũ vẫn lưu trong lịch sử."))
            keep(request, newer, form)
            return redirect("evidence:document", pk=newer.pk)
    context = {**_page(form, _("Thay bản mới"), document.party, document), "is_newer": True}
    return render(request, "evidence/document_form.html", context)


@on_row(Document, "change")
def withdraw(request: HttpRequest, document: Document) -> HttpResponse:
    """Take back what was entered by mistake, with the reason."""
    queries.check_current(document)
    form = WhyForm(request.POST or None)
    back = reverse("evidence:document", args=[document.pk])
    if form.is_valid():
        with refusing(form):
            actions.withdraw(document=document, **form.cleaned_data, by=actor_of(request), at=timezone.now())
            messages.success(request, _("Đã rút minh chứng."))
            return redirect(back)
    context = {
        "title": _("Rút “%(title)s”") % {"title": document},
        "consequences": [
            _("Giấy không còn được tính cho hồ sơ nào nộp sau này."),
            _("Hồ sơ đã nộp vẫn giữ giấy này; lịch sử vẫn ghi."),
        ],
        "danger": _("Rút minh chứng"),
        "form": form,
        "back": back,
        "breadcrumb": trail(document),
    }
    return render(request, "ui/confirm.html", context)


def _choose(request: HttpRequest, party: Party) -> HttpResponse:
    asked = request.GET.copy()
    asked.pop("kind", None)
    context = {"party": party, "kinds": kinds().values(), "rest": asked.urlencode(), "breadcrumb": trail()}
    return render(request, "evidence/choose.html", context)


def _certificate(request: HttpRequest, party: Party) -> Certificate | None:
    key = request.GET.get("certificate", "")
    seen = rows(actor_of(request), "see", Certificate)
    return seen.filter(party=party, pk=key).first() if key.isdigit() else None


def _start(request: HttpRequest, certificate: Certificate | None) -> dict[str, Any]:
    """What the form begins with: nothing the house knows is typed twice."""
    named = [(sort, request.GET[sort]) for sort in COVERED if request.GET.get(sort, "").isdigit()]
    start: dict[str, Any] = {"covers": ":".join(named[0])} if named else {}
    if certificate is None:
        return start
    sort = "batch" if certificate.batch_id else "product" if certificate.product_id else ""
    return {
        "title": certificate.scheme,
        "covers": f"{sort}:{getattr(certificate, f'{sort}_id')}" if sort else "",
        **{name: getattr(certificate, name) for name in ("number", "issuer", "valid_from", "valid_to")},
    }


def _typed(document: Document) -> dict[str, Any]:
    """What stands there, as the form shows it."""
    facts = facts_of(document)
    sort = next((sort for sort in ("batch", *COVERED) if getattr(document, f"{sort}_id")), "")
    covers = f"{sort}:{getattr(document, f'{sort}_id')}" if sort else ""
    return vars(facts) | {"covers": covers}


def _after(request: HttpRequest, document: Document, *, all_kept: bool) -> HttpResponse:
    """Back to the wall of the product one came from (?back=); to the paper when a file is still to be brought."""
    product = next(
        (p for p in queries.products_covered(document) if str(p.pk) == request.GET.get("back")), None
    )
    if product and all_kept:
        return redirect("evidence:coverage", pk=product.pk)
    return redirect("evidence:document", pk=document.pk)


def _page(form: DocumentForm, title: str, party: Party, document: Document | None = None) -> dict[str, Any]:
    back = reverse("evidence:document", args=[document.pk]) if document else reverse("evidence:documents")
    return {"form": form, "title": title, "party": party, "back": back, "breadcrumb": trail(document)}


def _facts(shown: Shown) -> list[tuple[str, Any]]:
    document, kind = shown.document, shown.document.kind_said
    number = f"{kind.form02}. {kind.name}" if kind.form02 else kind.name
    tick = next((each.name for each in kind.ticks if each.slug == document.tick), "")
    party = format_html(
        '<a href="{}">{}</a>', reverse("parties:party", args=[document.party_id]), document.party
    )
    return [
        (_("Loại giấy"), number),
        (_("Ô ở Mẫu 02"), tick),
        (_("Chủ thể"), party),
        (_("Dùng cho"), document.covers or _("tất cả sản phẩm của chủ thể")),
        (_("Số"), shown.number),
        (_("Nơi cấp"), shown.issuer),
        (_("Phạm vi"), shown.scope),
        (_("Ngày cấp"), show_day(document.valid_from)),
        (_("Hết hạn"), show_day(document.valid_to) or _("không ghi hạn")),
        (_("Viết bằng"), ", ".join(LANGUAGES.get(tag, tag) for tag in document.languages)),
        (_("Ai được xem"), document.get_visibility_display()),
    ]


def _versions(shown: Shown) -> list[dict[str, Any]]:
    """Happenings for the timeline, the newest first."""
    document = shown.document
    found: list[dict[str, Any]] = []
    if document.replaced_by_id:
        newer = reverse("evidence:document", args=[document.replaced_by_id])
        found.append({"what": _("Có bản mới thay"), "when": document.replaced_by.made_at, "url": newer})
    if document.withdrawn_at:
        found.append(
            {
                "what": _("Đã rút"),
                "when": document.withdrawn_at,
                "note": "" if shown.is_masked else document.withdraw_why,
                "kind": "bad",
            }
        )
    if document.used_at:
        found.append({"what": _("Dùng trong hồ sơ đã nộp"), "when": document.used_at})
    found.append({"what": _("Bản này được thêm"), "when": document.made_at})
    for older in queries.history_of(document):
        address = reverse("evidence:document", args=[older.pk])
        note = _("hết hạn %(day)s") % {"day": show_day(older.valid_to)} if older.valid_to else ""
        found.append({"what": _("Bản trước"), "when": older.made_at, "url": address, "note": note})
    return found
