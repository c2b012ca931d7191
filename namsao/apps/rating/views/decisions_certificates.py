"""Star certificates: the list, one of them, and its paper."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating import decision_papers as papers
from namsao.apps.rating.filters.decisions import CertificateFilter
from namsao.apps.rating.models import StarCertificate
from namsao.apps.rating.queries import after
from namsao.apps.rating.queries.register import with_word
from namsao.apps.rating.queries.verification import judge
from namsao.apps.rating.register_files import certificate_rows
from namsao.apps.rating.tables.decisions import CertificateTable, standing_badge
from namsao.apps.rating.views.papers import paper_answer
from namsao.base.access.gate import actor_of, on_row, on_rows
from namsao.base.files.serving import pdf_response
from namsao.base.files.spreadsheet import csv_response
from namsao.core.errors import NotAllowedNow


@on_rows(StarCertificate)
def certificates(request: HttpRequest, found: QuerySet[StarCertificate]) -> HttpResponse:
    """Certificates by standing, stars, commune and last day; ?format=csv and ?format=pdf take the same filters."""
    filtered = _filtered(request, found)
    if request.GET.get("format") == "csv":
        return csv_response("giay-chung-nhan-ocop.csv", *certificate_rows(filtered.qs))
    if request.GET.get("format") == "pdf":
        return pdf_response(
            papers.register_paper(list(filtered.qs), timezone.now()), "giay-chung-nhan-ocop.pdf"
        )
    table = CertificateTable(filtered.qs)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "table": table,
        "filters": filtered.form,
        "is_empty": not table.page.paginator.count,
    }
    return render(request, "rating/decisions/certificates.html", context)


@on_row(StarCertificate)
def certificate(request: HttpRequest, certificate: StarCertificate) -> HttpResponse:
    """One certificate: what it says, how it stands, what ended it, what may follow while it is the newest."""
    verdict = judge(certificate, timezone.localdate())
    box = after.box(certificate.product, actor_of(request))
    context = {
        "certificate": certificate,
        "verdict": verdict,
        "badge": standing_badge(verdict.standing.value),
        "box": box if box and box["certificate"] == certificate else None,
        "has_paper": bool(certificate.paper or not certificate.is_ministry),
        "breadcrumb": [{"label": _("Giấy chứng nhận sao"), "url": reverse("rating:certificates")}],
    }
    return render(request, "rating/decisions/certificate.html", context)


@on_row(StarCertificate)
def certificate_pdf(request: HttpRequest, certificate: StarCertificate) -> HttpResponse:  # noqa: ARG001  # a view takes it
    """The province's certificate, made here; the ministry's only as it was uploaded."""
    if certificate.is_ministry and certificate.paper is None:
        raise NotAllowedNow(
            "Giấy 5 sao do Bộ cấp; hệ thống chưa có bản chụp nên không in ra được.",
            "The ministry issues five-star certificates; no copy of this one is kept here.",
        )
    if certificate.is_ministry:
        return paper_answer(certificate.paper, certificate.number)
    return pdf_response(papers.certificate_paper(certificate), f"giay-chung-nhan-{certificate.code}.pdf")


def _filtered(request: HttpRequest, found: QuerySet[StarCertificate]) -> CertificateFilter:
    rows = with_word(found, timezone.localdate()).select_related(
        "product__party__place", "row__decision", "extension"
    )
    return CertificateFilter(request.GET, rows, request=request)
