"""Telling the sender what is wrong: a copy of the file with reasons, and a list for a page."""

from yushui.office.annotate import WHOLE_ROW, annotate
from yushui.office.values import column_letters
from yushui.people.importing.columns import Table
from yushui.people.importing.planning import Plan


LISTED = 300

Listed = list[list[int | str]]


def workbook(name: str, content: bytes, table: Table, plan: Plan) -> bytes:
    """The same file as xlsx with the wrong cells in red and a column that says why."""
    return annotate(
        name,
        content,
        plan.problems,
        header_row=table.header.last_row + 1,
        sheet=table.position,
    )


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
