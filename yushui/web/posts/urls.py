"""Addresses of the pages on which the security administrator gives and ends posts."""

from django.urls import path

from yushui.web.posts import views


app_name = "posts"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/grant/", views.grant, name="grant"),
    path("<int:pk>/end/", views.end, name="end"),
]
