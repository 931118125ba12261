"""How fast a roster comes in, beside django-import-export on a slice of the same file.

The whole pipeline is measured: pre-flight, parsing, validation, places, recognition, encryption,
writing and the trail, from the bytes of an xlsx to the commit. Compare numbers of one run only.
"""

import sys

from benchmarks import on_each


def main(arguments: list[str] | None = None) -> int:
    """Measure on each database in a process of its own."""
    parser = on_each.parser("rosters", __doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the roster")
    parser.add_argument("--slice", type=int, default=2_000, help="rows for django-import-export")
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    options = parser.parse_args(arguments)
    given = [options.rows, options.slice, int(options.profile)]
    return on_each.run("measure_rosters", given, options.database, on=on_each.durable)


if __name__ == "__main__":
    sys.exit(main())
