from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "namsao.base.work"
    label = "work"
    verbose_name = "Nhắc việc"
