"""The public register and the verification page: no account, no JavaScript."""

from django.urls import path

from namsao.apps.rating.views import register, verify

app_name = "register"
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register.csv", register.register_spreadsheet, name="csv"),
    path("register.json", register.register_json, name="json"),
    path("register/<str:key>/", register.product, name="product"),
    path("verify/", verify.ask, name="ask"),
    path("verify/<str:code>", verify.verify, name="verify"),
    path("verify/<str:code>/", verify.verify, name="verify_slash"),
]
