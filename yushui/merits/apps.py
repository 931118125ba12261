"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks


class Config(AppConfig):
    name = "yushui.merits"
    label = "merits"

    def ready(self) -> None:
        ours = import_module("yushui.merits.checks")
        checks.register(ours.check_classes)
        checks.register(ours.check_merges)
