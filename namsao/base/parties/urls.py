from django.urls import path

from namsao.base.parties import views

app_name = "parties"
urlpatterns = [
    path("", views.parties, name="parties"),
    path("new/<int:pk>/", views.new, name="new"),
    path("<int:pk>/", views.party, name="party"),
    path("<int:pk>/change/", views.change, name="change"),
]
