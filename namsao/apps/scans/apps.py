from django.apps import AppConfig


class ScansConfig(AppConfig):
    name = "namsao.apps.scans"
    label = "scans"
    verbose_name = "Lượt quét"
