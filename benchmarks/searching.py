"""How fast the one box answers at a million persons, for every role from the province to a village.

What is timed is the whole request as a browser makes it: session, scope, queries, page. The
register is made by bulk SQL, not by importing it. Compare numbers of one run only.
"""

import sys

from benchmarks import on_each


def main(arguments: list[str] | None = None) -> int:
    """Measure on each database in a process of its own."""
    parser = on_each.parser("searching", __doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=12, help="requests of each kind and role")
    parser.add_argument("--plans", action="store_true", help="print the plans of the queries")
    options = parser.parse_args(arguments)
    given = [options.persons, options.rounds, int(options.plans)]
    return on_each.run("measure_searching", given, options.database, on=on_each.unhurried)


if __name__ == "__main__":
    sys.exit(main())
