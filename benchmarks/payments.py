"""How long a payment batch takes: listed, checked, sealed and kept; sent; answered; posted.

Beside it a loop that does the same for one person after the other, on a slice of them, with the
application's own models. Compare numbers of one run only.
"""

import sys

from benchmarks import on_each


def main(arguments: list[str] | None = None) -> int:
    """Measure on each database in a process of its own."""
    parser = on_each.parser("payments", __doc__)
    parser.add_argument("--persons", type=int, default=100_000, help="recipients of the county")
    parser.add_argument("--slice", type=int, default=1_000, help="persons for the loop")
    options = parser.parse_args(arguments)
    given = [options.persons, options.slice]
    return on_each.run("measure_payments", given, options.database, on=on_each.durable)


if __name__ == "__main__":
    sys.exit(main())
