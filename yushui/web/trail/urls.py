"""Addresses of the pages of the audit administrator."""

from django.urls import path

from yushui.web.trail import views


app_name = "trail"
urlpatterns = [
    path("", views.index, name="index"),
    path("personal-data/", views.catalogue, name="catalogue"),
    path("verify/", views.verify, name="verify"),
]
