"""Runs the suite on SQLite, then on a throw-away PostgreSQL; with `--rest`, what that leaves out.

The two together are the whole (docs/adr/0002-suite-on-two-databases.md). What has to be said is
said before the runs, so that pytest's own count stays the closing line.
"""

import os
import subprocess
import sys

from tools import cluster


NO_TESTS = 5  # pytest's exit code when it found nothing to run
# Tests that touch no database have nothing to say about the second one, nor has a browser.
ON_BOTH = "django_db and not browser and not once"
# What everybody's run leaves to the rest, by database.
LEFT = {"SQLite": "thorough", "PostgreSQL": "(thorough or door)"}
NOT_COLLECTED = ("--ignore=tests/notices/reading", "--ignore=tests/browser")  # thousands
# One for each core: a third on two was slower, with Chromium and PostgreSQL beside them.
WORKERS = str(max(os.cpu_count() or 1, 2))
# What is compiled is kept, whatever the shell says: two hundred files of tests for each worker and
# database, and the product for every process that tests start.
KEPT = {"PYTHONDONTWRITEBYTECODE": ""}
PYTEST = (
    *(sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal"),
    *("--durations=8", "--durations-min=1"),
)


def run(title: str, extra: list[str], **environment: str) -> int:
    sys.stdout.write(f"\n== {title}\n")
    sys.stdout.flush()
    given = os.environ | KEPT | environment
    code = subprocess.run([*PYTEST, *extra], env=given, check=False).returncode
    if code == NO_TESTS:
        sys.stderr.write("No test was found: that is a failure of the suite, not a success.\n")
    return code


def chosen(is_rest: bool) -> tuple[list[str], list[str]]:
    """What to give to pytest on SQLite and on PostgreSQL."""
    sqlite, postgresql = (left if is_rest else f"not {left}" for left in LEFT.values())
    return ["-m", sqlite], ["-m", f"{ON_BOTH} and {postgresql}", *NOT_COLLECTED]


def main(given: list[str]) -> int:
    extra = [one for one in given if one != "--rest"]
    lite, large = chosen("--rest" in given)
    if cluster.binaries() is None:
        sys.stdout.write(
            "PostgreSQL is not installed: THE POSTGRESQL RUN IS SKIPPED "
            "(Debian: apt-get install postgresql).\n"
        )
        return run("SQLite", [*lite, *extra], YUSHUI_DATABASE="")
    on_sqlite = run("SQLite", [*lite, *extra], YUSHUI_DATABASE="")
    with cluster.cluster() as address:
        on_postgres = run("PostgreSQL", [*large, *extra], YUSHUI_DATABASE=address)
    return on_sqlite or on_postgres


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
