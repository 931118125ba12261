"""Runs a measurement on each database in a process of its own, in a home that is thrown away."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager

from tools.cluster import cluster


# A million rows take longer to prepare than a page may take, and want more memory than a test has.
UNHURRIED = ("statement_timeout=0", "shared_buffers=1GB")


def durable() -> AbstractContextManager[str]:
    """A PostgreSQL that waits for the disc, as an office's does."""
    return cluster(durable=True)


def unhurried() -> AbstractContextManager[str]:
    return cluster(settings=UNHURRIED)


def hurried() -> AbstractContextManager[str]:
    """An office's PostgreSQL that waits for the disc, and is tuned for a larger installation."""
    return cluster(durable=True, settings=("shared_buffers=1GB",))


def parser(name: str, description: str | None) -> argparse.ArgumentParser:
    """What every such measurement may be asked: which database."""
    made = argparse.ArgumentParser(prog=f"benchmarks.{name}", description=description)
    made.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    return made


def run(
    module: str,
    given: Sequence[object],
    database: str,
    *,
    on: Callable[[], AbstractContextManager[str]],
) -> int:
    """Start `benchmarks.MODULE` with what is given; the worst of the exit codes."""
    wanted = ("sqlite", "postgres") if database == "both" else (database,)
    return max([_once(module, given, one, on) for one in wanted])


def _once(
    module: str,
    given: Sequence[object],
    database: str,
    on: Callable[[], AbstractContextManager[str]],
) -> int:
    with home_on(on if database == "postgres" else None) as environment:
        command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, given)]
        return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def home_on(on: Callable[[], AbstractContextManager[str]] | None) -> Iterator[dict[str, str]]:
    """The environment of an installation that is thrown away, on SQLite unless said otherwise."""
    with ExitStack() as stack:
        yield os.environ | {
            "YUSHUI_HOME": stack.enter_context(tempfile.TemporaryDirectory(prefix="yushui-bench-")),
            "YUSHUI_DATABASE": stack.enter_context(on()) if on else "",
            "YUSHUI_DATABASE_POOL": "0",
            "DJANGO_SETTINGS_MODULE": "yushui.settings",
        }
