from django.apps import AppConfig


class FarmsConfig(AppConfig):
    name = "namsao.apps.farms"
    label = "farms"
    verbose_name = "Vùng trồng"

    def ready(self) -> None:
        from namsao.apps.farms.queries.background import seasons_of  # noqa: PLC0415  # models must be loaded
        from namsao.apps.farms.queries.naming import names_of_areas, names_of_harvests  # noqa: PLC0415  # as above
        from namsao.apps.farms.queries.portal import Field  # noqa: PLC0415  # as above
        from namsao.apps.traceability.queries.background import seasons_are_known_by  # noqa: PLC0415  # as above
        from namsao.apps.traceability.queries.naming import name_with  # noqa: PLC0415  # as above
        from namsao.apps.traceability.queries.sources import facts_come_from  # noqa: PLC0415  # as above

        seasons_are_known_by(seasons_of)
        name_with(names_of_harvests)
        name_with(names_of_areas)
        facts_come_from(Field())
