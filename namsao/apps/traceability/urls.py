from django.urls import path

from namsao.apps.traceability import views

app_name = "traceability"
urlpatterns = [
    path("", views.events, name="events"),
    path("<int:pk>/", views.event, name="event"),
    path("<int:pk>/event.jsonld", views.document, name="document"),
]
