"""Results of a round: list, CSV, printed list."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from namsao.apps.rating.council_papers import results_paper
from namsao.apps.rating.models import Round
from namsao.apps.rating.queries.hearing import open_count
from namsao.apps.rating.queries.results import Line, results_of
from namsao.apps.rating.tables.council import ResultTable
from namsao.base.access.gate import actor_of, on_row
from namsao.base.files.serving import pdf_response
from namsao.base.files.spreadsheet import csv_response

PAGE = 50
STARS = range(5, -1, -1)


@on_row(Round, "see")
def results(request: HttpRequest, the_round: Round) -> HttpResponse:
    """Closed products of the round one may see, by points; ?format=csv for a spreadsheet."""
    lines = results_of(the_round, actor_of(request))
    if request.GET.get("format") == "csv":
        return results_csv(the_round, lines)
    table = ResultTable(lines)
    RequestConfig(request, paginate={"per_page": PAGE}).configure(table)
    counts = {star: sum(line.stars == star for line in lines) for star in STARS}
    context = {
        "round": the_round,
        "table": table,
        "lines": lines,
        "counts": [(_("%(stars)s sao") % {"stars": star}, count) for star, count in counts.items() if count],
        "open_count": open_count(the_round, actor_of(request)),
        "wrong": sum(not line.agrees for line in lines),
    }
    return render(request, "rating/council/results.html", context)


@on_row(Round, "see")
def results_pdf(request: HttpRequest, the_round: Round) -> HttpResponse:
    """The list of results, to print and sign."""
    content = results_paper(the_round, results_of(the_round, actor_of(request)), timezone.now())
    return pdf_response(content, f"ket-qua-dot-{the_round.pk}.pdf")


def results_csv(the_round: Round, lines: Sequence[Line]) -> HttpResponse:
    head = [
        _("Hạng"),
        _("Mã sản phẩm"),
        _("Sản phẩm"),
        _("Chủ thể"),
        _("Xã, phường"),
        _("Lần đánh giá"),
        _("Điểm"),
        "A",
        "B",
        "C",
        _("Sao"),
        _("Mức chưa đạt"),
        _("Dừng đánh giá"),
        _("Chênh lệch"),
        _("Số phiếu"),
        _("Dữ liệu minh hoạ"),
    ]
    return csv_response(
        f"ket-qua-{the_round.year}-{the_round.number}.csv", head, (_cells(line) for line in lines)
    )


def _cells(line: Line) -> list[object]:
    product, parts = line.dossier.product, dict(line.shown_parts)
    return [
        line.place or "",
        product.ocop_code,
        product.name,
        product.party,
        line.dossier.place,
        line.dossier.get_kind_display(),
        line.shown,
        *(parts.get(code, "") for code in "ABC"),
        line.stars,
        line.missed_words,
        "; ".join(line.stop_words),
        line.spread,
        line.sheets,
        _("có") if product.is_illustrative else "",
    ]
