from django.urls import path

from namsao.apps.labels import views

app_name = "labels"
urlpatterns = [
    path("", views.runs, name="runs"),
    path("batch/<int:pk>/new/", views.new, name="new"),
    path("batch/<int:pk>/code.svg", views.code_svg, name="code_svg"),
    path("batch/<int:pk>/code.png", views.code_png, name="code_png"),
    path("<int:pk>/", views.run, name="run"),
    path("<int:pk>/sheet.pdf", views.sheet, name="sheet"),
    path("<int:pk>/codes.csv", views.codes_list, name="codes"),
]
