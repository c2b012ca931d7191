"""Addresses of the register."""

from django.urls import path

from namsao.apps.products.views import batch, despatch, facility, goods, product, register, unit, work

app_name = "products"
urlpatterns = [
    path("", register.products, name="products"),
    path("new/<int:pk>/", product.new, name="new"),
    path("facilities/new/<int:pk>/", facility.new, name="new_facility"),
    path("facilities/<int:pk>/", facility.facility, name="facility"),
    path("batches/<int:pk>/", batch.batch, name="batch"),
    path("batches/<int:pk>/step/", batch.new_step, name="new_step"),
    path("batches/<int:pk>/void/", batch.void, name="void_batch"),
    path("batches/<int:pk>/stages/", work.work_batch, name="work_batch"),
    path("batches/<int:pk>/stage/", work.stage, name="stage"),
    path("batches/<int:pk>/cases/", work.cases, name="cases"),
    path("work/", work.work, name="work"),
    path("work/<int:pk>/", work.work_of, name="work_of"),
    path("work/<int:pk>/find/", work.find, name="find"),
    path("work/<int:pk>/receive/", goods.receive, name="receive"),
    path("work/<int:pk>/land/", goods.land, name="land"),
    path("work/<int:pk>/pallet/", goods.stack, name="stack"),
    path("work/<int:pk>/ship/", goods.ship, name="ship"),
    path("lots/<int:pk>/", goods.lot, name="lot"),
    path("units/<int:pk>/", unit.unit, name="unit"),
    path("units/<int:pk>/unpack/", unit.unpack, name="unpack"),
    path("units/<int:pk>/label.pdf", unit.unit_label, name="unit_label"),
    path("slips/<int:pk>/", unit.slip, name="slip"),
    path("slips/<int:pk>/void/", unit.void, name="void_slip"),
    path("slips/<int:pk>/labels.pdf", unit.slip_labels, name="slip_labels"),
    path("despatches/<int:pk>/", despatch.despatch, name="despatch"),
    path("despatches/<int:pk>/note.pdf", despatch.note, name="note"),
    path("despatches/<int:pk>/confirm/", despatch.confirm, name="confirm"),
    path("despatches/<int:pk>/take-back/", despatch.take_back, name="take_back"),
    path("<int:pk>/", product.product, name="product"),
    path("<int:pk>/process/", work.process, name="process"),
    path("<int:pk>/change/", product.change, name="change"),
    path("<int:pk>/story/", product.story, name="story"),
    path("<int:pk>/photo/", product.photo, name="photo"),
    path("<int:pk>/photo.webp", product.photo_file, name="photo_file"),
    path("<int:pk>/batch/", batch.new, name="new_batch"),
]
