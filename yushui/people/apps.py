"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.core import checks


class Config(AppConfig):
    name = "yushui.people"
    label = "people"

    def ready(self) -> None:
        found = import_module("yushui.people.checks")
        checks.register(found.check_merges)
        checks.register(found.check_departures)
