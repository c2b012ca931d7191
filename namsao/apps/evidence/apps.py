from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "namsao.apps.evidence"
    label = "evidence"
    verbose_name = "Minh chứng"
