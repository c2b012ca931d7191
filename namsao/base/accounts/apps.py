from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "namsao.base.accounts"
    label = "accounts"
    verbose_name = "Tài khoản"

    def ready(self) -> None:
        from namsao.base.access.bearer import keys_are_read_by  # noqa: PLC0415  # models must be loaded
        from namsao.base.accounts.bearer import holder_of  # noqa: PLC0415  # as above

        keys_are_read_by(holder_of)
