"""Addresses of dossiers: the list, one dossier, its score, its papers."""

from django.urls import path
from django.urls.resolvers import URLPattern

from namsao.apps.rating.views import (
    dossiers,
    dossiers_filing,
    dossiers_papers,
    dossiers_report,
    dossiers_score,
)

urlpatterns: list[URLPattern] = [
    path("dossiers/", dossiers.dossiers, name="dossiers"),
    path("product/<int:pk>/open/", dossiers.open_, name="open"),
    path("dossiers/<int:pk>/", dossiers.dossier, name="dossier"),
    path("dossiers/<int:pk>/efforts/", dossiers.efforts, name="efforts"),
    path("dossiers/<int:pk>/score/<str:section>/", dossiers_score.section, name="section"),
    path("dossiers/<int:pk>/report/", dossiers_report.texts, name="texts"),
    path("dossiers/<int:pk>/report/write/", dossiers_report.write, name="write_texts"),
    path("dossiers/<int:pk>/representative/", dossiers_report.representative, name="representative"),
    path("representatives/<int:pk>/consent/", dossiers_report.withdraw_consent, name="withdraw_consent"),
    path("representatives/<int:pk>/erase/", dossiers_report.erase, name="erase_representative"),
    path("dossiers/<int:pk>/attach/<str:criterion>/", dossiers_score.attach, name="attach"),
    path("dossiers/<int:pk>/pieces/<int:attachment>/detach/", dossiers_score.detach, name="detach"),
    path("dossiers/<int:pk>/pieces/<int:attachment>/place/", dossiers_score.reorder, name="reorder"),
    path("attachments/<int:pk>/<int:file>/", dossiers_papers.exhibit, name="exhibit"),
    path("dossiers/<int:pk>/file/", dossiers_filing.file, name="file"),
    path("filings/<int:pk>/", dossiers_filing.receipt, name="receipt"),
    path("dossiers/<int:pk>/withdraw/", dossiers_filing.withdraw, name="withdraw"),
    path("dossiers/<int:pk>/compare/", dossiers_filing.compare, name="compare"),
    path("dossiers/<int:pk>/form01.pdf", dossiers_papers.form01, name="form01"),
    path("dossiers/<int:pk>/form02.pdf", dossiers_papers.form02, name="form02"),
    path("dossiers/<int:pk>/dossier.pdf", dossiers_papers.dossier_pdf, name="dossier_pdf"),
]
