"""Every benchmark, one after the other: `make bench`, or `make bench ARGS="reading ledger"`."""

import sys
from collections.abc import Callable

from benchmarks import (
    last_hour,
    ledger,
    letters,
    matching,
    payments,
    printing,
    reading,
    rosters,
    searching,
    unvisited,
)


EVERY: dict[str, Callable[[list[str]], object]] = {
    "reading": reading.main,
    "ledger": ledger.main,
    "rosters": rosters.main,
    "matching": matching.main,
    "printing": printing.main,
    "payments": payments.main,
    "letters": letters.main,
    "searching": searching.main,
    "unvisited": unvisited.main,
    "last_hour": last_hour.main,
}


def main(wanted: list[str]) -> int:
    unknown = [name for name in wanted if name not in EVERY]
    if unknown:
        print(f"No benchmark called {unknown[0]}; there are {', '.join(EVERY)}.")
        return 2
    for name in wanted or EVERY:
        print(f"\n== {name}", flush=True)
        EVERY[name]([])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
