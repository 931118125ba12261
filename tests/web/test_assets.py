"""Static files: everything a page asks for is there, fingerprinted and compressed."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from tests import source
from yushui.web.assets import FILES, NodePackages


NAMED = sorted(
    {
        name
        for path in source.TEMPLATES.rglob("*.html")
        for name in re.findall(r"{% static ['\"]([^'\"{]+)['\"]", path.read_text("utf-8"))
    }
)


@pytest.mark.parametrize("name", NAMED)
def test_every_file_a_template_names_is_found(name):
    assert finders.find(name)


def test_packages_that_are_missing_are_reported(settings, tmp_path):
    assert NodePackages().check() == []
    settings.NODE_MODULES = tmp_path
    assert [found.id for found in NodePackages().check()] == ["web.W001"]
    assert finders.find("vendor/bootstrap.css") is None


@pytest.mark.slow  # compresses every file, as an installation does once
def test_collected_files_are_fingerprinted_and_compressed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    backend = "yushui.web.storage.FingerprintedStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": backend}}
    call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for name in [*FILES, *NAMED]:
        assert (tmp_path / paths[name]).is_file()
    assert (tmp_path / (paths["vendor/bootstrap.css"] + ".gz")).is_file()
