from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "namsao.apps.products"
    label = "products"
    verbose_name = "Sản phẩm"

    def ready(self) -> None:
        from namsao.apps.products.queries import naming  # noqa: PLC0415  # as above
        from namsao.apps.products.queries.background import goods_of  # noqa: PLC0415  # models must be loaded
        from namsao.apps.products.queries.portal import Register  # noqa: PLC0415  # as above
        from namsao.apps.traceability.queries.background import goods_are_known_by  # noqa: PLC0415  # as above
        from namsao.apps.traceability.queries.naming import name_with  # noqa: PLC0415  # as above
        from namsao.apps.traceability.queries.sources import facts_come_from  # noqa: PLC0415  # as above

        goods_are_known_by(goods_of)
        name_with(naming.names_of_goods)
        name_with(naming.names_of_material)
        name_with(naming.names_of_facilities)
        name_with(naming.names_of_units)
        facts_come_from(Register())
