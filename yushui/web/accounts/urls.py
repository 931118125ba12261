"""Addresses of the pages on which the system administrator keeps accounts."""

from django.urls import path

from yushui.web.accounts import views


app_name = "accounts"
urlpatterns = [
    path("", views.index, name="index"),
    path("create/", views.create, name="create"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/reset-password/", views.reset_password, name="reset_password"),
    path("<int:pk>/disable/", views.disable, name="disable"),
    path("<int:pk>/enable/", views.enable, name="enable"),
]
