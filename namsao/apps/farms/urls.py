from django.urls import path

from namsao.apps.farms.views import diary, entry, field, inputs, offline, season_diary

app_name = "farms"
urlpatterns = [
    path("", field.areas, name="areas"),
    path("new/<int:pk>/", field.new_area, name="new_area"),
    path("<int:pk>/", field.area, name="area"),
    path("<int:pk>/change/", field.change_area, name="change_area"),
    path("<int:pk>/season/", field.new_season, name="new_season"),
    path("seasons/<int:pk>/end/", field.end_season, name="end_season"),
    path("seasons/<int:pk>/harvest/", field.harvest, name="harvest"),
    path("seasons/<int:pk>/diary/", season_diary.season_diary, name="season_diary"),
    path("seasons/<int:pk>/diary.pdf", season_diary.season_diary_paper, name="season_diary_paper"),
    path("harvests/<int:pk>/", field.harvest_lot, name="harvest_lot"),
    path("harvests/<int:pk>/void/", field.void_harvest, name="void_harvest"),
    path("diary/", diary.diary, name="diary"),
    # Under the diary, so that what a phone keeps reaches no further than it.
    path("diary/worker.js", offline.worker, name="diary_worker"),
    path("diary/session/", offline.session, name="diary_session"),
    path("diary/entries/<int:pk>/", entry.entry, name="diary_entry"),
    path("diary/entries/<int:pk>/again/", entry.again, name="diary_again"),
    path("diary/entries/<int:pk>/correct/", entry.correct, name="correct_entry"),
    path("diary/entries/<int:pk>/void/", entry.void, name="void_entry"),
    path("diary/photos/<int:pk>.webp", entry.photo, name="diary_photo"),
    path("inputs/", inputs.inputs, name="inputs"),
    path("inputs/new/<int:pk>/", inputs.new_input, name="new_input"),
    path("inputs/<int:pk>/change/", inputs.change_input, name="change_input"),
]
