"""Addresses of households, persons and rosters."""

from django.urls import path

from yushui.web.people import adding, merges, persons, questions, rosters, searching, views


app_name = "people"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", adding.add_household, name="add_household"),
    path("<int:pk>/add/", adding.add_person, name="add_person"),
    path("<int:pk>/add/alike/", adding.check_alike, name="alike"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="suggest"),
    path("search/number/", searching.search_number, name="search_number"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/edit/", persons.edit_household, name="edit_household"),
    path("persons/<int:pk>/edit/", persons.edit_person, name="edit_person"),
    path("persons/<int:pk>/reveal/<str:field>/", persons.reveal, name="reveal"),
    path("persons/<int:pk>/categories/", persons.add_category, name="add_category"),
    path("persons/<int:pk>/dead/", persons.mark_dead, name="mark_dead"),
    path("categories/<int:pk>/end/", persons.end_category, name="end_category"),
    path("persons/<int:pk>/records/", persons.records, name="records"),
    path("<int:pk>/merge/", merges.merge_household, name="merge_household"),
    path("doubles/", merges.doubles, name="doubles"),
    path("persons/<int:pk>/same/<int:other>/", merges.pair, name="pair"),
    path("merges/", merges.merges, name="merges"),
    path("merges/<int:pk>/part/", merges.part, name="part"),
    path("questions/", questions.questions, name="questions"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/settle/", questions.settle, name="settle"),
    path("rosters/", rosters.listing, name="rosters"),
    path("rosters/upload/", rosters.upload, name="upload"),
    path("rosters/<int:pk>/", rosters.show, name="roster"),
    path("rosters/<int:pk>/columns/", rosters.check, name="check"),
    path("rosters/<int:pk>/rejected/", rosters.rejected, name="rejected"),
    path("rosters/<int:pk>/load/", rosters.load, name="load"),
    path("rosters/<int:pk>/stop/", rosters.stop, name="stop"),
    path("rosters/<int:pk>/refuse/", rosters.refuse, name="refuse"),
]
