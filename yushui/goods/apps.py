"""App configuration."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "yushui.goods"
    label = "goods"
