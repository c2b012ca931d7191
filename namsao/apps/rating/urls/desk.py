"""Addresses of the desks: commune, provincial intake, rounds, samples, advisory group."""

from django.urls import path
from django.urls.resolvers import URLPattern

from namsao.apps.rating.views import (
    desk_advice,
    desk_commune,
    desk_intake,
    desk_rounds,
    desk_samples,
    desk_tests,
)

urlpatterns: list[URLPattern] = [
    path("commune/", desk_commune.commune_desk, name="commune_queue"),
    path("dossiers/<int:pk>/form03/", desk_commune.form03, name="form03"),
    path("form03/<int:pk>/form03.pdf", desk_commune.form03_pdf, name="form03_pdf"),
    path("dossiers/<int:pk>/return/", desk_commune.give_back, name="return"),
    path("dossiers/<int:pk>/propose/", desk_commune.propose, name="propose"),
    path("intake/", desk_intake.intake, name="intake"),
    path("intake/accept/", desk_intake.accept_many, name="accept_many"),
    path("dossiers/<int:pk>/accept/", desk_intake.accept, name="accept"),
    path("dossiers/<int:pk>/round/", desk_intake.put_in_round, name="put_in_round"),
    path("dossiers/<int:pk>/send-back/", desk_intake.send_back, name="send_back"),
    path("rounds/", desk_rounds.rounds, name="rounds"),
    path("rounds/<int:pk>/", desk_rounds.round_page, name="round"),
    path("rounds/new/<int:pk>/", desk_rounds.new_round, name="new_round"),
    path("rounds/regular/<int:pk>/", desk_rounds.regular_rounds, name="regular_rounds"),
    path("dossiers/<int:pk>/samples/", desk_samples.samples, name="samples"),
    path("samples/<int:pk>/slip.pdf", desk_samples.sample_slip, name="sample_slip"),
    path("advice/", desk_advice.advice_desk, name="advice_queue"),
    path("dossiers/<int:pk>/advice/", desk_advice.advice, name="advice"),
    path("dossiers/<int:pk>/advice/<str:part>/score/", desk_advice.advice_part, name="advice_part"),
    path("dossiers/<int:pk>/advice/assign/", desk_advice.assign_advice, name="assign_advice"),
    path("dossiers/<int:pk>/advice/photos/", desk_advice.add_photos, name="add_survey_photos"),
    path("dossiers/<int:pk>/advice/submit/", desk_advice.submit_advice, name="submit_advice"),
    path("dossiers/<int:pk>/tests/new/", desk_tests.ask_test, name="ask_test"),
    path("dossiers/<int:pk>/tests/<int:test>/drop/", desk_tests.drop_test, name="drop_test"),
    path("tests/<int:pk>/answer/", desk_tests.answer_test, name="answer_test"),
    path("tests/<int:pk>/files/<int:file>/", desk_tests.test_file, name="test_file"),
    path("advice/<int:pk>/advice.pdf", desk_advice.advice_pdf, name="advice_pdf"),
    path("advice/<int:pk>/photos/<str:sha256>/", desk_advice.survey_photo, name="survey_photo"),
]
