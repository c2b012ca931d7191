from django.apps import AppConfig


class FarmsConfig(AppConfig):
    name = "namsao.apps.farms"
    label = "farms"
    verbose_name = "Vùng trồng"
