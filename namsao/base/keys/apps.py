from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "namsao.base.keys"
    label = "keys"
    verbose_name = "Mã GS1"
