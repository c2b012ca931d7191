from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "namsao.base.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"
