"""Addresses of ratings, one module for each desk."""

from namsao.apps.rating.urls import after, council, decisions, desk, dossiers

app_name = "rating"
urlpatterns = [
    *dossiers.urlpatterns,
    *desk.urlpatterns,
    *council.urlpatterns,
    *decisions.urlpatterns,
    *after.urlpatterns,
]
