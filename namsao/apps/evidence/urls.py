"""Addresses of the evidence library."""

from django.urls import path

from namsao.apps.evidence import views

app_name = "evidence"
urlpatterns = [
    path("party/<int:pk>/new/", views.new_for_party, name="new_for_party"),
    path("product/<int:pk>/new/", views.new_for_product, name="new_for_product"),
    path("<int:pk>/change/", views.change, name="change"),
]
