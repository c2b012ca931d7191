from django.apps import AppConfig


class ProductsConfig(AppConfig):
    name = "namsao.apps.products"
    label = "products"
    verbose_name = "Sản phẩm"
