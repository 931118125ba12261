"""How fast the one box answers at a million persons, for every role from the province to a village.

What is timed is the whole request as a browser makes it: session, scope, queries, page. The
register is made by bulk SQL, not by importing it. Compare numbers of one run only.
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
    parser = argparse.ArgumentParser(prog="benchmarks.searching", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=12, help="requests of each kind and role")
    parser.add_argument("--plans", action="store_true", help="print the plans of the queries")
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
        command = [sys.executable, "-m", "benchmarks.measure_searching"]
        command += [str(options.persons), str(options.rounds), str(int(options.plans))]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
