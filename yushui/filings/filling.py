"""What the ledger says for every cell of a filing, before a person confirms it."""

from collections.abc import Iterable, Sequence

from yushui.filings import gathering
from yushui.filings.cells import Key, Value
from yushui.filings.definitions import Definition, Subject
from yushui.filings.kinds import Binding, ColumnType, Repeat
from yushui.filings.models import Column, Filing
from yushui.ledger.measures import MONEY
from yushui.ledger.models import Tree
from yushui.ledger.reading import Figure, read


def values(filing: Filing, columns: Sequence[Column]) -> dict[Key, Value]:
    """Every cell of the filing as the ledger and the records have it now."""
    wanted = _definitions(filing, columns)
    figures = _figures(filing, set(wanted.values()))
    found: dict[Key, Value] = {key: Value(figures[one]) for key, one in wanted.items()}
    found |= gathering.texts(filing, columns)
    found |= gathering.per_troop(filing, columns)
    _blank_the_rest(filing, columns, found)
    return found | totals(columns, found)


def _definitions(filing: Filing, columns: Sequence[Column]) -> dict[Key, Definition]:
    stubs = filing.edition.stubs
    found: dict[Key, Definition] = {}
    for column in columns:
        if column.binding != Binding.LEDGER or column.repeat != Repeat.ONCE:
            continue
        definition = Definition.of(column.rule)
        if not stubs:
            found[column.position, 0] = definition
        for row, stub in enumerate(stubs):
            found[column.position, row] = definition.for_subject(
                Subject(stub["subject"]), frozenset(stub["any_of"])
            )
    return found


def _figures(filing: Filing, definitions: set[Definition]) -> dict[Definition, int]:
    """One reading of the ledger for all columns of the table."""
    if not definitions:
        return {}
    node = filing.unit.node_id
    named = {str(index): one for index, one in enumerate(sorted(definitions, key=repr))}
    figures = read(
        filing.edition.campaign_id,
        tree=Tree.UNIT,
        nodes=[node],
        measures=sorted({measure for one in definitions for measure in one.measures}),
        predicates={key: one.predicate for key, one in named.items()},
    )
    return {
        one: sum(_amount(measure, figures.get((node, measure, key))) for measure in one.measures)
        for key, one in named.items()
    }


def _amount(measure: str, figure: Figure | None) -> int:
    if figure is None:
        return 0
    return figure.fen if measure in MONEY else figure.count


def _blank_the_rest(filing: Filing, columns: Iterable[Column], found: dict[Key, Value]) -> None:
    for row, stub in enumerate(filing.edition.stubs or [{}]):
        for column in columns:
            if column.binding == Binding.STUB:
                found[column.position, row] = Value(text=stub.get("label", ""))
            found.setdefault((column.position, row), Value())


def totals(columns: Sequence[Column], cells: dict[Key, Value]) -> dict[Key, Value]:
    """Formula cells from the others: summed in fen first, converted only when printed (S1-69).

    In a table with row names each row adds up its own amounts; elsewhere the one total takes in
    every row of the columns it names.
    """
    has_stub = any(column.binding == Binding.STUB for column in columns)
    rows = sorted({row for _, row in cells}) if has_stub else [0]
    found: dict[Key, Value] = {}
    for column in columns:
        if column.binding != Binding.FORMULA:
            continue
        for row in rows:
            found[column.position, row] = Value(
                sum(
                    value.number or 0
                    for (position, at), value in cells.items()
                    if position in column.rule["sum_of"] and (at == row or not has_stub)
                )
            )
    return found


def is_number(column: Column) -> bool:
    return column.type != ColumnType.TEXT
