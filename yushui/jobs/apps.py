"""Django's entry for this app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "yushui.jobs"
    label = "jobs"
    verbose_name = "后台任务"
