from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.core.checks import register


class ProjectConfig(AppConfig):
    """Reads each app's policies, receivers and tasks once the models are there."""

    name = "namsao.project"
    label = "project"

    def ready(self) -> None:
        from namsao.project import checks  # noqa: PLC0415  # models must be loaded

        for app in apps.get_app_configs():
            for part in ("policy", "receivers", "tasks"):
                if app.name.startswith("namsao.") and find_spec(f"{app.name}.{part}"):
                    import_module(f"{app.name}.{part}")
        register(checks.every_url_has_a_policy)
