"""Addresses that belong to no subject: the first page, signing in, one's own settings."""

from django.urls import path

from yushui.web.home import views as home
from yushui.web.sessions import views as sessions


app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("login/", sessions.login, name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("password/", sessions.change_password, name="change_password"),
    path("large-type/", sessions.large_type, name="large_type"),
    path("menu/", sessions.menu, name="menu"),
]
