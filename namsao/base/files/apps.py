from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "namsao.base.files"
    label = "files"
    verbose_name = "Tệp"
