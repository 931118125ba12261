"""App configuration."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "yushui.audit"
    label = "audit"
    verbose_name = "审计"
