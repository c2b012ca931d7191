"""Addresses of files that come in and go out, below /trace/."""

from django.urls import path

from namsao.apps.traceability.views import exports, imports, jobs

urlpatterns = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new, name="new_import"),
    path("imports/sample/<slug:kind>.csv", imports.sample, name="import_sample"),
    path("imports/<int:pk>/", imports.import_, name="import"),
    path("imports/<int:pk>/columns/", imports.columns, name="import_columns"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="import_confirm"),
    path("imports/<int:pk>/drop/", imports.drop, name="import_drop"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("exports/", exports.exports, name="exports"),
    path("exports/file/", exports.file, name="export_file"),
]
