"""How fast letters of condolence come out as PDF and as docx, from the tables to the stored file.

    python -m benchmarks.letters [--database sqlite|postgres|both] [--letters 5000] [--slice 100]

The target is 5,000 in 10 seconds, either way. Beside it the ways an office goes without us, on a
slice: docxtpl, a file to a letter, and LibreOffice turning the same letters from docx into PDF.
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
    parser = argparse.ArgumentParser(prog="benchmarks.letters", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--letters", type=int, default=5_000, help="families of the place (5000)")
    parser.add_argument("--slice", type=int, default=100, help="letters for the others (100)")
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
        command = [sys.executable, "-m", "benchmarks.measure_letters"]
        command += [str(options.letters), str(options.slice)]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
