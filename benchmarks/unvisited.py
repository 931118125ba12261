"""How fast the list of who is left to visit answers for a county, at a million households.

What is timed is the whole request as a browser makes it: session, scope, queries, page. The
households, targets and visits are made by bulk SQL. Compare numbers of one run only.
"""

import sys

from benchmarks import on_each


def main(arguments: list[str] | None = None) -> int:
    """Measure on each database in a process of its own."""
    parser = on_each.parser("unvisited", __doc__)
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=12, help="requests of each kind and role")
    options = parser.parse_args(arguments)
    given = [options.households, options.rounds]
    return on_each.run("measure_unvisited", given, options.database, on=on_each.unhurried)


if __name__ == "__main__":
    sys.exit(main())
