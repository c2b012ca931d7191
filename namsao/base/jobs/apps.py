from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "namsao.base.jobs"
    label = "jobs"
    verbose_name = "Việc nền"
