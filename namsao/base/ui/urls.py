"""The living page of the components, and one address for each frame."""

from django.urls import path

from namsao.base.ui import views

urlpatterns = [
    path("", views.design, name="design"),
    path("<slug:page>/", views.design_page, name="design_page"),
]
