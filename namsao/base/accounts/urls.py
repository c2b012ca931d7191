from django.urls import path

from namsao.base.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.people, name="people"),
    path("new/party/<int:pk>/", views.new_for_party, name="new_for_party"),
    path("new/place/<int:pk>/", views.new_for_place, name="new_for_place"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    path("postings/<int:pk>/end/", views.end, name="end"),
    path("keys/", views.keys, name="keys"),
    path("keys/new/party/<int:pk>/", views.new_key_for_party, name="new_key_for_party"),
    path("keys/new/place/<int:pk>/", views.new_key_for_place, name="new_key_for_place"),
    path("keys/<int:pk>/revoke/", views.revoke_key, name="revoke_key"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/second-factor/", views.reset_factor, name="reset_factor"),
    path("<int:pk>/suspend/", views.suspend, name="suspend"),
]
