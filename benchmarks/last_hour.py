"""The last hour before a table is due: 200 township workers record visits at the same time.

    python -m benchmarks.last_hour [--households 1000000] [--workers 200] [--seconds 60]

PostgreSQL that waits for the disc, a million households listed and unvisited, two gunicorn workers
as the README tells larger installations, the product's worker of jobs and locust, all on this one
machine. First the workers record at the pace of people at doors; then a few of them as fast as
they are answered, and beside that, in the same run, a plain Django view that stores two rows.
"""

import argparse
import contextlib
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import on_each


LIMIT = 150  # ms until a save is answered, for 95 of 100
HURRIED = 16  # users who never wait keep two cores busy
PATIENCE = 60  # seconds until a server must answer


@dataclass(frozen=True)
class Rush:
    """How one run of locust goes: who, how long, and how many seconds each has for a family."""

    name: str
    module: str
    users: int
    seconds: int
    pace: float


def main(arguments: list[str] | None = None) -> int:
    """Prepare, serve, load, and count what arrived against what was acknowledged."""
    parser = argparse.ArgumentParser(prog="benchmarks.last_hour", description=__doc__)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--pace", type=float, default=15, help="seconds a worker has for a family")
    options = parser.parse_args(arguments)
    rushes = (
        Rush("at the pace of doors", "yushui.wsgi", options.workers, options.seconds, options.pace),
        Rush("as fast as answered", "yushui.wsgi", HURRIED, options.seconds, 0),
        Rush("two rows by plain Django", "benchmarks.plain", HURRIED, options.seconds, 0),
    )
    with on_each.home_on(on_each.hurried) as environment:
        home = Path(environment["YUSHUI_HOME"])
        _measure(environment, "prepare", options.households, options.workers)
        for rush in rushes:
            with _served(environment, rush.module) as address:
                _load(environment, rush, address, home)
        return _measure(environment, "prove", LIMIT, check=False)


def _measure(environment: dict[str, str], *words: object, check: bool = True) -> int:
    command = [sys.executable, "-m", "benchmarks.measure_last_hour", *map(str, words)]
    return subprocess.run(command, env=environment, check=check).returncode


@contextlib.contextmanager
def _served(environment: dict[str, str], module: str) -> Iterator[str]:
    """The pages and the background work of a larger installation, until they have stopped."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    pages = ("gunicorn", f"{module}:application", "--bind", address, "--workers", "2",
             "--worker-class", "gthread", "--threads", "4", "--log-level", "warning")  # fmt: skip
    commands = [pages, ("yushui", "work")]
    started = [
        subprocess.Popen([sys.executable, "-m", *command], env=environment) for command in commands
    ]
    try:
        _wait_for(address)
        yield f"http://{address}"
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(f"http://{address}/login/", timeout=5).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _load(environment: dict[str, str], rush: Rush, address: str, home: Path) -> None:
    """Let locust loose; its figures and what it was promised are left in the home."""
    told = {"rush": rush.name, "module": rush.module, "users": rush.users, "pace": rush.pace}
    own = environment | {"LAST_HOUR": json.dumps(told | {"home": str(home)})}
    command = [
        sys.executable, "-m", "locust", "--headless", "--only-summary", "--host", address,
        "--locustfile", str(Path(__file__).with_name("workers.py")), "--users", str(rush.users),
        "--spawn-rate", str(max(1, rush.users // 4)), "--run-time", f"{rush.seconds}s",
        "--stop-timeout", "20", "--loglevel", "WARNING",
        "--exit-code-on-error", "0",
    ]  # fmt: skip
    subprocess.run(command, env=own, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
