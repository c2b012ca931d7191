from django.urls import path

from namsao.apps.farms import views

app_name = "farms"
urlpatterns = [
    path("", views.areas, name="areas"),
    path("new/<int:pk>/", views.new_area, name="new_area"),
    path("<int:pk>/", views.area, name="area"),
    path("<int:pk>/change/", views.change_area, name="change_area"),
    path("<int:pk>/season/", views.new_season, name="new_season"),
    path("seasons/<int:pk>/end/", views.end_season, name="end_season"),
    path("seasons/<int:pk>/harvest/", views.harvest, name="harvest"),
    path("harvests/<int:pk>/", views.harvest_lot, name="harvest_lot"),
    path("harvests/<int:pk>/void/", views.void_harvest, name="void_harvest"),
]
