"""What every test gets: a database, its own keys, and a clock that stands still."""

from datetime import UTC, datetime

import pytest
from django.test import override_settings

from yushui.kernel import clock
from yushui.kernel.keys import FileKeys


NOW = datetime(2026, 7, 25, 2, tzinfo=UTC)  # 2026-07-25 10:00 in Shanghai, before 八一


# Pure functions are tested without a database, so that they stay pure.
PURE = ("tests/kernel/", "tests/notices/reading/", "tests/office/")


def pytest_collection_modifyitems(items):
    for item in items:
        is_marked = item.get_closest_marker("django_db") is not None
        if not is_marked and not item.nodeid.startswith(PURE):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session", autouse=True)
def _keys(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    FileKeys.create(path)
    with override_settings(YUSHUI_KEYS=path):
        yield


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())
