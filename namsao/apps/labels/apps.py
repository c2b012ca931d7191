from django.apps import AppConfig


class LabelsConfig(AppConfig):
    name = "namsao.apps.labels"
    label = "labels"
    verbose_name = "Tem"

    def ready(self) -> None:
        from namsao.apps.labels.queries import issued_for, lot_of_serial  # noqa: PLC0415  # models are there now
        from namsao.apps.traceability.queries.minted import mint_with  # noqa: PLC0415  # as above

        mint_with(self.label, lot_of_serial, issued_for)
