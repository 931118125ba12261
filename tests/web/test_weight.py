"""A first visit on a phone costs at most 400 KB over the wire."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders


pytestmark = pytest.mark.once

BUDGET = 400 * 1024


def wire(path):
    found = finders.find(path)
    assert found, f"{path} is linked and does not exist"
    return len(gzip.compress(Path(found).read_bytes()))


def linked(text):
    """Static files a page asks for, and what its modules import."""
    files = set(re.findall(rf'(?:href|src)="/{settings.STATIC_URL.strip("/")}/([^"#]+)', text))
    for module in [name for name in files if name.startswith("js/")]:
        source = Path(finders.find(module)).read_text()
        files |= {f"js/{name}" for name in re.findall(r'from "\./([^"]+)"', source)}
    return files


@pytest.mark.parametrize(("who", "path"), [(None, "/login/"), ("clerk", "/")])
def test_a_first_visit_fits_the_budget(people, enter, who, path):
    page = enter(people.users.get(who)).get(path).text
    files = linked(page)
    assert {"vendor/bootstrap.css", "js/charts.js"} <= files
    assert "vendor/echarts.js" not in files
    assert len(page.encode()) + sum(map(wire, files)) < BUDGET
