"""The columns of the measures, as they stand in SQL."""

from collections.abc import Iterable

from yushui.ledger.measures import Measure


def each(pattern: str, measures: Iterable[str] = Measure) -> str:
    """The pattern once for every measure, its column in place of the braces, with commas."""
    return ", ".join([pattern.format(Measure(measure).value) for measure in measures])


COLUMNS = each("{}")
SUMS = each("SUM({0}) AS {0}")
