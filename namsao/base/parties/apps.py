from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "namsao.base.parties"
    label = "parties"
    verbose_name = "Chủ thể và cơ quan"
