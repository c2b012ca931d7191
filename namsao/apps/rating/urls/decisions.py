"""See rating.urls."""

from django.urls import path

from namsao.apps.rating.views import decisions, decisions_certificates, decisions_submit, ministry

urlpatterns = [
    path("submit/", decisions_submit.submit, name="submit"),
    path("submit/draft.pdf", decisions_submit.draft, name="submission_draft"),
    path("submissions/", decisions_submit.submissions, name="submissions"),
    path("submissions/<int:pk>/", decisions_submit.submission, name="submission"),
    path("submissions/<int:pk>/list.pdf", decisions_submit.submission_pdf, name="submission_pdf"),
    path("submissions/<int:pk>/paper/", decisions_submit.submission_paper, name="submission_paper"),
    path("decide/<int:pk>/", decisions.decide, name="decide"),
    path("decide/<int:pk>/draft.pdf", decisions.draft, name="decision_draft"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/list.pdf", decisions.decision_pdf, name="decision_pdf"),
    path("decisions/<int:pk>/paper/", decisions.decision_paper, name="decision_paper"),
    path("decisions/<int:pk>/notices/", decisions.notices, name="notices"),
    path("decisions/<int:pk>/correct/", decisions.correct, name="correct"),
    path("notices/<int:pk>/notice.pdf", decisions.notice_pdf, name="notice_pdf"),
    path("certificates/", decisions_certificates.certificates, name="certificates"),
    path("certificates/<int:pk>/", decisions_certificates.certificate, name="certificate"),
    path(
        "certificates/<int:pk>/certificate.pdf",
        decisions_certificates.certificate_pdf,
        name="certificate_pdf",
    ),
    path("ministry/", ministry.with_ministry, name="with_ministry"),
    path("dossiers/<int:pk>/forward/", ministry.forward, name="forward"),
    path("dossiers/<int:pk>/ministry/", ministry.answer, name="ministry_answer"),
    path("dossiers/<int:pk>/ministry/five/", ministry.five, name="ministry_five"),
    path("dossiers/<int:pk>/ministry/below/", ministry.below, name="ministry_below"),
    path("dossiers/<int:pk>/ministry/redo/", ministry.redo, name="ministry_redo"),
    path("dossiers/<int:pk>/ministry/withdrawal/", ministry.take_back, name="ministry_withdrawal"),
]
