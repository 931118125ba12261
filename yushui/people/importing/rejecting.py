"""Telling the sender what is wrong: a copy of the file with reasons, and a list for a page."""

from yushui.office.annotate import WHOLE_ROW, annotate_sheet
from yushui.office.formulas import cells_with_formula
from yushui.office.values import column_letters
from yushui.people.importing.columns import Table
from yushui.people.importing.planning import Plan
from yushui.people.importing.reading import FORMULA, Places


LISTED = 300

Listed = list[list[int | str]]


def explain_formulas(content: bytes, table: Table, mapping: Places, plan: Plan) -> None:
    """Say of cells that look empty in a wrong row that they hold a formula nobody calculated.

    The file is searched only where such a cell may be the reason: a row without a name, a place.
    Rows that would be right without the cell are made wrong while they are read (`lost`).
    """
    columns = [index for index in mapping.values() if index is not None]
    suspects = {
        (number, index)
        for number, row in table.rows
        if number in plan.problems
        for index in columns
        if row[index] == ""
    }
    if suspects and not table.is_rebuilt:
        for number, index in suspects & cells_with_formula(content, sheet=table.position):
            plan.problems[number][index] = FORMULA


def workbook(table: Table, plan: Plan) -> bytes:
    """The same sheet as xlsx with the wrong cells in red and a column that says why."""
    return annotate_sheet(table.sheet, plan.problems, header_row=table.header.last_row + 1)


def listed(table: Table, plan: Plan) -> Listed:
    """The first problems as [row, where, sentence], in the order of the file."""
    labels = {column.index: column.label for column in table.header.columns}
    found: Listed = []
    for number in sorted(plan.problems):
        for index, sentence in sorted(plan.problems[number].items()):
            where = (
                "整行"
                if index == WHOLE_ROW
                else f"{column_letters(index)} 列 {labels.get(index, '')}".strip()
            )
            found.append([number, where, sentence])
        if len(found) >= LISTED:
            break
    return found[:LISTED]


def remarks(plan: Plan) -> Listed:
    """The first rows that are no persons as [row, word], in the order of the file."""
    return [[number, word] for number, word in list(plan.remarks.items())[:LISTED]]
