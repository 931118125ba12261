"""How well and how fast the matcher tells who is who, on lists with known truth.

    python -m benchmarks.matching [--part quality|others|speed]

*quality* is every sender of `benchmarks.dirty` and their mixture; *others* are Splink trained on
the lists, and `recordlinkage`, with the columns as we standardise them; *speed* is a nation.
"""

import argparse
import os
import subprocess
import sys
import tempfile


PARTS = ("quality", "others", "speed")


def main(arguments: list[str] | None = None) -> int:
    """Measure each part in a process of its own, so that its memory is its own."""
    parser = argparse.ArgumentParser(prog="benchmarks.matching", description=__doc__)
    parser.add_argument("--part", choices=PARTS, help="default: all of them")
    parser.add_argument("--known", type=int, help="rows of the known list (20000; speed: 1000000)")
    parser.add_argument("--incoming", type=int, help="rows sent (5000; speed: 100000)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args(arguments)
    return max(_measure(part, options) for part in ([options.part] if options.part else PARTS))


def _measure(part: str, options: argparse.Namespace) -> int:
    known, incoming = (1_000_000, 100_000) if part == "speed" else (20_000, 5_000)
    sizes = [options.known or known, options.incoming or incoming]
    command = [sys.executable, "-m", "benchmarks.measure_matching", part]
    command += map(str, [*sizes, *options.seeds])
    with tempfile.TemporaryDirectory(prefix="yushui-bench-") as home:
        own = {"YUSHUI_HOME": home, "DJANGO_SETTINGS_MODULE": "yushui.settings"}
        return subprocess.run(command, env=os.environ | own, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
