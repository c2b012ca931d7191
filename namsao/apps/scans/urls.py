from django.urls import path

from namsao.apps.scans import views

app_name = "scans"
urlpatterns = [
    path("", views.scans, name="scans"),
    path("reports/", views.reports, name="reports"),
    path("reports/<int:pk>/", views.report, name="report"),
    path("reports/<int:pk>/closing/", views.close, name="close"),
    path("reports/<int:pk>/inspect/", views.inspect, name="inspect"),
    path("report/", views.report_new, name="report_new"),
]
