"""Django's entry for this app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "yushui.files"
    label = "files"
    verbose_name = "文件"
