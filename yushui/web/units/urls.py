"""Addresses of the pages about units and places."""

from django.urls import path

from yushui.web.units import views


app_name = "units"
urlpatterns = [
    path("", views.index, name="index"),
    path("suggest/", views.suggest, name="suggest"),
    path("<int:pk>/", views.show, name="show"),
    path("places/", views.places, name="places"),
    path("places/<int:pk>/", views.place, name="place"),
]
