"""How fast contact cards and family files come out as PDF, from the tables to the finished file.

    python -m benchmarks.printing [--cards 1000 5000] [--files 200] [--slice 100]

The target is 1,000 cards in 5 seconds. Beside it the way an office goes without typst: the same
cards as a table in docx, turned into PDF by LibreOffice, on a slice.
"""

import argparse
import os
import subprocess
import sys
import tempfile


def main(arguments: list[str] | None = None) -> int:
    """Measure in a process of its own, with a database of its own."""
    parser = argparse.ArgumentParser(prog="benchmarks.printing", description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[1_000, 5_000])
    parser.add_argument("--files", type=int, default=200, help="family files (200)")
    parser.add_argument("--slice", type=int, default=100, help="cards by LibreOffice (100)")
    options = parser.parse_args(arguments)
    command = [sys.executable, "-m", "benchmarks.measure_printing"]
    command += map(str, [options.files, options.slice, *options.cards])
    with tempfile.TemporaryDirectory(prefix="yushui-bench-") as home:
        own = {"YUSHUI_HOME": home, "DJANGO_SETTINGS_MODULE": "yushui.settings"}
        return subprocess.run(command, env=os.environ | own, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
