from django.urls import path

from namsao.base.work import views

app_name = "work"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("<int:pk>/reading/", views.read, name="read"),
    path("<int:pk>/end/", views.finish, name="finish"),
    path("settings/", views.choices, name="choices"),
    path("messages/", views.sent, name="messages"),
    path("messages/<int:pk>/again/", views.resend, name="resend"),
]
