from django.urls import path

from namsao.base.audit import views

app_name = "audit"
urlpatterns = [path("", views.entries, name="entries")]
