"""Recalls for everybody: no account, no script."""

from django.urls import path

from namsao.apps.traceability.views import recall_public

app_name = "recalls"
urlpatterns = [
    path("recalls/", recall_public.recalls, name="recalls"),
    path("recalls.json", recall_public.recalls_json, name="json"),
    path("recalls/<int:pk>/", recall_public.recall, name="recall"),
]
