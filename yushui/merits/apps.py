"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks


class Config(AppConfig):
    name = "yushui.merits"
    label = "merits"

    def ready(self) -> None:
        checks.register(import_module("yushui.merits.checks").check_classes)
