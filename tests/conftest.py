"""What every test gets: a database, its own keys and files, and a clock that stands still."""

import itertools
import os
import random
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.trail import sweep
from yushui.ledger import interning


NOW = datetime(2026, 7, 25, 2, tzinfo=UTC)  # 2026-07-25 10:00 in Shanghai, before 八一
# Pages and the made-up world: their tests ask little of the database that others do not.
DOORS = ("web/", "demonstration/")
# Tests below these need no database, and prove it by not having one.
WITHOUT_DATABASE = (
    "benchmarks",
    "kernel",
    "notices/reading",
    "office",
    "people/matching",
    "tools",
    "test_repository.py",
    "test_settings.py",
)
TESTS = Path(__file__).parent

hypothesis_settings.register_profile("dev", max_examples=30, deadline=None)
hypothesis_settings.register_profile("ci", max_examples=60, deadline=None, derandomize=True)
hypothesis_settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev")
)

_serial = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    Path(django_settings.HOME).mkdir(mode=0o700, parents=True, exist_ok=True)
    _shuffle_what_nobody_ordered()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the run's own process, after its workers
        shutil.rmtree(django_settings.RUN, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the markers their meaning."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "localhost"]))
        # A fixture that asks for `db` at run time comes too late: pytest-django looks before.
        below = item.path.relative_to(TESTS).as_posix()
        if not below.startswith(WITHOUT_DATABASE) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)
        if below.startswith(DOORS):
            item.add_marker(pytest.mark.door)
        if item.get_closest_marker("postgres_only") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="only PostgreSQL does this"))


@pytest.hookimpl(specname="pytest_collection_modifyitems", trylast=True)
def begin_with_the_slow(items: list[pytest.Item]) -> None:
    """A test of half a minute that comes last would keep one worker busy and the others idle."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let go of the database at the end, whatever connection a test's thread still holds."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _sweep_trail(request: pytest.FixtureRequest) -> Iterator[None]:
    """Afterwards a transactional test empties every table, which the trail would not allow."""
    marker = request.node.get_closest_marker("django_db")
    is_transactional = marker is not None and marker.kwargs.get("transaction", False)
    if is_transactional or {"transactional_db", "live_server"} & {*request.fixturenames}:
        request.getfixturevalue("transactional_db")
        yield
        sweep()
        interning.forget()  # ids of rows that are about to be emptied too
    else:
        yield


@pytest.fixture(autouse=True)
def _still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    # Below kernel.clock, so that a model's `default=clock.today` stands still too.
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def move_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Let the clock stand at another moment from here on."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture(autouse=True)
def _own_files(settings: django_settings) -> None:
    """A store that knows nothing of the last test's files, made when first written to."""
    settings.YUSHUI_FILES = Path(django_settings.HOME) / f"files-{next(_serial)}"


@pytest.fixture(autouse=True)
def _browser_beside_django(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    if request.node.get_closest_marker("browser"):
        monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def _shuffle_what_nobody_ordered() -> None:
    """A query without an order gives its rows in any order, so that no test leans on luck."""
    fetch = QuerySet._fetch_all

    def fetch_and_shuffle(self: QuerySet) -> None:
        is_fresh = self._result_cache is None
        fetch(self)
        if is_fresh and not self.ordered and not self.query.is_sliced:
            random.Random(len(self._result_cache)).shuffle(self._result_cache)

    QuerySet._fetch_all = fetch_and_shuffle
