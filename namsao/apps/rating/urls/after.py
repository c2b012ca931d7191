"""See rating.urls: what comes after the stars."""

from django.urls import path

from namsao.apps.rating.views import after_expiring, after_inspections, after_revocations

urlpatterns = [
    path("expiring/", after_expiring.expiring, name="expiring"),
    path("certificates/<int:pk>/remind/", after_expiring.remind, name="remind"),
    path("certificates/<int:pk>/extend/", after_expiring.extend, name="extend"),
    path("certificates/<int:pk>/inspect/", after_inspections.new, name="new_inspection"),
    path("certificates/<int:pk>/revoke/", after_revocations.open_, name="open_revocation"),
    path("certificates/<int:pk>/stopped/", after_revocations.report_stopped, name="report_stopped"),
    path("inspections/", after_inspections.inspections, name="inspections"),
    path("inspections/plan/", after_inspections.plan, name="plan_inspections"),
    path("inspections/<int:pk>/", after_inspections.inspection, name="inspection"),
    path("inspections/<int:pk>/findings/", after_inspections.findings, name="write_inspection"),
    path("inspections/<int:pk>/conclude/", after_inspections.conclude, name="conclude"),
    path("inspections/<int:pk>/fixed/", after_inspections.fixed, name="fixed"),
    path("inspections/<int:pk>/report.pdf", after_inspections.report, name="inspection_pdf"),
    path("revocations/", after_revocations.revocations, name="revocations"),
    path("revocations/<int:pk>/", after_revocations.revocation, name="revocation"),
    path("revocations/<int:pk>/answer/", after_revocations.answer, name="answer_case"),
    path("revocations/<int:pk>/answer/paper/", after_revocations.answer_file, name="answer_paper"),
    path("revocations/<int:pk>/verify/", after_revocations.verify, name="verify_case"),
    path("revocations/<int:pk>/submit/", after_revocations.submit, name="submit_case"),
    path("revocations/<int:pk>/decide/", after_revocations.decide, name="decide_case"),
    path("revocations/<int:pk>/drop/", after_revocations.drop, name="drop_case"),
    path("revocations/<int:pk>/decision.pdf", after_revocations.draft, name="revocation_pdf"),
]
