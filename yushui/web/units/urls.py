"""Addresses of the pages about units and places."""

from django.urls import path

from yushui.web.units import changes, views


app_name = "units"
urlpatterns = [
    path("", views.index, name="index"),
    path("suggest/", views.suggest, name="suggest"),
    path("<int:pk>/", views.show, name="show"),
    path("places/", views.places, name="places"),
    path("places/<int:pk>/", views.place, name="place"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:pk>/", changes.change, name="change"),
    path("places/<int:pk>/<slug:kind>/", changes.change_region, name="change_region"),
    path("<int:pk>/<slug:kind>/", changes.change_unit, name="change_unit"),
    path("changes/left/<int:pk>/", changes.left, name="left"),
]
