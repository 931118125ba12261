"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks


class Config(AppConfig):
    name = "yushui.discipline"
    label = "discipline"

    def ready(self) -> None:
        checks.register(import_module("yushui.discipline.checks").check_checklist)
