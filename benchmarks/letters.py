"""How fast letters of condolence come out as PDF and as docx, from the tables to the stored file.

    python -m benchmarks.letters [--database sqlite|postgres|both] [--letters 5000] [--slice 100]

The target is 5,000 in 10 seconds, either way. Beside it the ways an office goes without us, on a
slice: docxtpl, a file to a letter, and LibreOffice turning the same letters from docx into PDF.
"""

import sys

from benchmarks import on_each


def main(arguments: list[str] | None = None) -> int:
    """Measure on each database in a process of its own."""
    parser = on_each.parser("letters", __doc__)
    parser.add_argument("--letters", type=int, default=5_000, help="families of the place (5000)")
    parser.add_argument("--slice", type=int, default=100, help="letters for the others (100)")
    options = parser.parse_args(arguments)
    given = [options.letters, options.slice]
    return on_each.run("measure_letters", given, options.database, on=on_each.durable)


if __name__ == "__main__":
    sys.exit(main())
