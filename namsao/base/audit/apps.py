from django.apps import AppConfig
from django.db.models.signals import post_migrate

from namsao.base.audit.locks import installed_after_migrate


class AuditConfig(AppConfig):
    name = "namsao.base.audit"
    label = "audit"
    verbose_name = "Nhật ký hệ thống"

    def ready(self) -> None:
        post_migrate.connect(installed_after_migrate, dispatch_uid="namsao.locks")
