"""How fast the ledger is: recording beside the bare inserts, and reading while others write.

The defaults take less than three minutes. `--visits 10000000 --nodes 660000 --seconds 30` is the
full size and takes the better part of an hour. Compare numbers of one run only.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from tools.cluster import cluster


# As a server with some memory and a solid disc is set up; commits wait for the disc.
SETTINGS = (
    "shared_buffers=2GB",
    "max_wal_size=8GB",
    "checkpoint_timeout=30min",
    "random_page_cost=1.1",
    "effective_cache_size=6GB",
    "work_mem=64MB",
    "synchronous_commit=on",
)


def main(arguments: list[str] | None = None) -> int:
    """Start a database and measure in a process that has known no other."""
    parser = argparse.ArgumentParser(prog="benchmarks.ledger", description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="postgres")
    parser.add_argument("--visits", type=int, default=50_000, help="visits there beforehand")
    parser.add_argument("--nodes", type=int, default=20_000, help="nodes of either tree")
    parser.add_argument("--seconds", type=float, default=5, help="length of one round")
    parser.add_argument("--rounds", type=int, default=4, help="rounds with and without the ledger")
    options = parser.parse_args(arguments)
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="yushui-bench-"))
        address = ""
        if options.database == "postgres":
            address = stack.enter_context(cluster(durable=True, settings=SETTINGS))
        environment = os.environ | {
            "YUSHUI_HOME": home,
            "YUSHUI_DATABASE": address,
            "YUSHUI_DATABASE_POOL": "1",
            "DJANGO_SETTINGS_MODULE": "yushui.settings",
        }
        numbers = (options.visits, options.nodes, options.seconds, options.rounds)
        command = [sys.executable, "-m", "benchmarks.measure_ledger", *map(str, numbers)]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
