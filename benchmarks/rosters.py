"""How fast a roster comes in, beside django-import-export on a slice of the same file.

The whole pipeline is measured: pre-flight, parsing, validation, places, recognition, encryption,
writing and the trail, from the bytes of an xlsx to the commit. Compare numbers of one run only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from tools.cluster import cluster


def main(arguments: list[str] | None = None) -> int:
    """Measure on each database in a process of its own."""
    parser = argparse.ArgumentParser(prog="benchmarks.rosters", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the roster")
    parser.add_argument("--slice", type=int, default=2_000, help="rows for django-import-export")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    options = parser.parse_args(arguments)
    wanted = ("sqlite", "postgres") if options.database == "both" else (options.database,)
    return max([_measure(database, options) for database in wanted])


def _measure(database: str, options: argparse.Namespace) -> int:
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="yushui-bench-"))
        address = stack.enter_context(cluster(durable=True)) if database == "postgres" else ""
        environment = os.environ | {
            "YUSHUI_HOME": home,
            "YUSHUI_DATABASE": address,
            "YUSHUI_DATABASE_POOL": "0",
            "DJANGO_SETTINGS_MODULE": "yushui.settings",
        }
        command = [sys.executable, "-m", "benchmarks.measure_rosters"]
        command += [str(options.rows), str(options.slice), str(int(options.profile))]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
