"""How fast the list of who is left to visit answers for a county, at a million households.

What is timed is the whole request as a browser makes it: session, scope, queries, page. The
households, targets and visits are made by bulk SQL. Compare numbers of one run only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from tools.cluster import cluster


# A million rows may take longer than a statement of a test.
UNHURRIED = ("statement_timeout=0", "shared_buffers=1GB")


def main(arguments: list[str] | None = None) -> int:
    """Measure on each database in a process of its own."""
    parser = argparse.ArgumentParser(prog="benchmarks.unvisited", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=12, help="requests of each kind and role")
    options = parser.parse_args(arguments)
    wanted = ("sqlite", "postgres") if options.database == "both" else (options.database,)
    return max([_measure(database, options) for database in wanted])


def _measure(database: str, options: argparse.Namespace) -> int:
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="yushui-bench-"))
        address = stack.enter_context(cluster(settings=UNHURRIED)) if database == "postgres" else ""
        environment = os.environ | {
            "YUSHUI_HOME": home,
            "YUSHUI_DATABASE": address,
            "YUSHUI_DATABASE_POOL": "0",
            "DJANGO_SETTINGS_MODULE": "yushui.settings",
        }
        command = [sys.executable, "-m", "benchmarks.measure_unvisited"]
        command += [str(options.households), str(options.rounds)]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
