"""Addresses of the register."""

from django.urls import path

from namsao.apps.products.views import batch, facility, product, register

app_name = "products"
urlpatterns = [
    path("", register.products, name="products"),
    path("new/<int:pk>/", product.new, name="new"),
    path("facilities/new/<int:pk>/", facility.new, name="new_facility"),
    path("facilities/<int:pk>/", facility.facility, name="facility"),
    path("batches/<int:pk>/", batch.batch, name="batch"),
    path("batches/<int:pk>/step/", batch.new_step, name="new_step"),
    path("batches/<int:pk>/void/", batch.void, name="void_batch"),
    path("<int:pk>/", product.product, name="product"),
    path("<int:pk>/change/", product.change, name="change"),
    path("<int:pk>/story/", product.story, name="story"),
    path("<int:pk>/photo/", product.photo, name="photo"),
    path("<int:pk>/photo.webp", product.photo_file, name="photo_file"),
    path("<int:pk>/batch/", batch.new, name="new_batch"),
]
