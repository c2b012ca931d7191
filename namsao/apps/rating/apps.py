from django.apps import AppConfig


class RatingConfig(AppConfig):
    name = "namsao.apps.rating"
    label = "rating"
    verbose_name = "Đánh giá, phân hạng"
