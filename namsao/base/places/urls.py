from django.urls import path

from namsao.base.places import views

app_name = "places"
urlpatterns = [
    path("", views.places, name="places"),
    path("<int:pk>/", views.place, name="place"),
]
