"""Addresses of the council: councils, sittings, score sheets, results."""

from django.urls import path
from django.urls.resolvers import URLPattern

from namsao.apps.rating.views import council, council_closing, council_results, council_sittings, scoring

urlpatterns: list[URLPattern] = [
    path("councils/", council.councils, name="councils"),
    path("councils/new/<int:pk>/", council.new, name="new_council"),
    path("councils/<int:pk>/", council.council, name="council"),
    path("councils/<int:pk>/change/", council.change, name="change_council"),
    path("councils/<int:pk>/seat/", council.seat, name="seat"),
    path("councils/<int:pk>/sittings/new/", council_sittings.new, name="new_sitting"),
    path("seats/<int:pk>/end/", council.end_seat, name="end_seat"),
    path("sittings/", council_sittings.sittings, name="sittings"),
    path("sittings/<int:pk>/", council_closing.sitting, name="sitting"),
    path("sittings/<int:pk>/agenda/", council_sittings.agenda, name="agenda"),
    path("sittings/<int:pk>/order/", council_sittings.order, name="order_agenda"),
    path("sittings/<int:pk>/open/", council_sittings.open_scoring, name="open_scoring"),
    path("sittings/<int:pk>/present/", council_sittings.present, name="present"),
    path("sittings/<int:pk>/meeting/", council_sittings.convert, name="convert_to_meeting"),
    path("sittings/<int:pk>/declare/", council_sittings.declare, name="declare"),
    path("sittings/<int:pk>/propose/", council_closing.propose, name="propose_results"),
    path("sittings/<int:pk>/minutes.pdf", council_closing.minutes, name="minutes_pdf"),
    path("hearings/<int:pk>/", council_closing.hearing, name="hearing"),
    path("hearings/<int:pk>/remove/", council_sittings.remove, name="remove_from_agenda"),
    path("hearings/<int:pk>/stand-back/", council_sittings.stand_back, name="stand_back"),
    path("hearings/<int:pk>/score/", scoring.score, name="score"),
    path("hearings/<int:pk>/scores/", scoring.save_score, name="save_score"),
    path("hearings/<int:pk>/submit/", scoring.submit, name="submit_sheet"),
    path("hearings/<int:pk>/close/", council_closing.close, name="close_hearing"),
    path("hearings/<int:pk>/rescore/", council_closing.rescore, name="rescore"),
    path("hearings/<int:pk>/discussion/", council_closing.discuss, name="discussion"),
    path("hearings/<int:pk>/stop/", council_closing.stop, name="stop_rating"),
    path("scoring/", scoring.mine, name="my_scoring"),
    path("sheets/<int:pk>/sheet.pdf", scoring.sheet_pdf, name="sheet_pdf"),
    path("rounds/<int:pk>/results/", council_results.results, name="results"),
    path("rounds/<int:pk>/results.pdf", council_results.results_pdf, name="results_pdf"),
]
