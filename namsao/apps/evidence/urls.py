"""Addresses of the evidence library."""

from django.urls import path

from namsao.apps.evidence.views import certificate, coverage, document, files, library

app_name = "evidence"
urlpatterns = [
    path("", library.documents, name="documents"),
    path("party/<int:pk>/document/new/", document.new, name="new_document"),
    path("documents/<int:pk>/", document.document, name="document"),
    path("documents/<int:pk>/change/", document.change, name="change_document"),
    path("documents/<int:pk>/replace/", document.replace, name="replace"),
    path("documents/<int:pk>/withdraw/", document.withdraw, name="withdraw"),
    path("documents/<int:pk>/file/", files.add, name="add_file"),
    path("files/<int:pk>/", files.file, name="file"),
    path("files/<int:pk>/remove/", files.remove, name="remove_file"),
    path("product/<int:pk>/", coverage.coverage, name="coverage"),
    path("party/<int:pk>/new/", certificate.new_for_party, name="new_for_party"),
    path("product/<int:pk>/new/", certificate.new_for_product, name="new_for_product"),
    path("<int:pk>/change/", certificate.change, name="change"),
]
