from django.urls import include, path

from namsao.apps.traceability.views import events, trace

app_name = "traceability"
urlpatterns = [
    path("", events.events, name="events"),
    path("<int:pk>/", events.event, name="event"),
    path("of/", trace.of, name="of"),
    path("of/report.pdf", trace.report, name="of_report"),
    path("of/events.jsonld", trace.events_json, name="of_json"),
    path("of/events.xml", trace.events_xml, name="of_xml"),
    path("of/things.csv", trace.things, name="of_csv"),
    path("<int:pk>/event.jsonld", events.document, name="document"),
    path("recalls/", include("namsao.apps.traceability.recall_urls")),
    path("", include("namsao.apps.traceability.import_urls")),
]
