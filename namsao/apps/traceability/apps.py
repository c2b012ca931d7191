from django.apps import AppConfig


class TraceabilityConfig(AppConfig):
    name = "namsao.apps.traceability"
    label = "traceability"
    verbose_name = "Truy xuất"
