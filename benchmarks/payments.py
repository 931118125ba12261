"""How long a payment batch takes: listed, checked, sealed and kept; sent; answered; posted.

Beside it a loop that does the same for one person after the other, on a slice of them, with the
application's own models. Compare numbers of one run only.
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
    parser = argparse.ArgumentParser(prog="benchmarks.payments", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--persons", type=int, default=100_000, help="recipients of the county")
    parser.add_argument("--slice", type=int, default=1_000, help="persons for the loop")
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
        command = [sys.executable, "-m", "benchmarks.measure_payments"]
        command += [str(options.persons), str(options.slice)]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
