from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "namsao.base.audit"
    label = "audit"
    verbose_name = "Nhật ký hệ thống"
