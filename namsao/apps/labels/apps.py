from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "namsao.apps.labels"
    label = "labels"
    verbose_name = "Tem"
