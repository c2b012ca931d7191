from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "namsao.base.places"
    label = "places"
    verbose_name = "Đơn vị hành chính"
