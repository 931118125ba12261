"""Report and table are handed in together, and what both say has to agree (S1-53).

Both are read from the ledger, but not at the same moment: a visit recorded after the table went in
is in the report alone. A cell that a person changed, with a reason, is no disagreement: the ledger
said the same, and the reason stands in the table.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yushui.filings.cells import printed
from yushui.filings.definitions import Definition
from yushui.filings.kinds import Binding, Repeat
from yushui.filings.lifecycle import State
from yushui.filings.models import Cell, Report
from yushui.reports import figures


@dataclass(frozen=True)
class Difference:
    """A figure of which the table handed in and the report say different things."""

    label: str
    in_table: str
    in_report: str
    cell: Cell

    @property
    def told(self) -> str:
        return (
            f"“{self.label}”在统计表里是 {self.in_table}，在报告里是 {self.in_report}。"
            "请撤回统计表（已审核通过的请上级退回），重新统计后再提交。"
        )


def differences(report: Report, numbers: Mapping[str, int]) -> Iterator[Difference]:
    """Figures cited in the text that a table of the unit, already handed in, counts otherwise."""
    cited = {
        figures.CITABLE[key].definition: key
        for key in figures.cited(report.sections)
        if key in figures.CITABLE
    }
    for cell in _counted(report):
        key = cited.get(Definition.of(cell.column.rule))
        if key is not None and cell.counted is not None and cell.counted != numbers[key]:
            yield Difference(
                label=figures.CITABLE[key].label,
                in_table=printed(cell.column.type, cell.counted),
                in_report=printed(cell.column.type, numbers[key]),
                cell=cell,
            )


def _counted(report: Report) -> list[Cell]:
    """Cells of the unit's tables that hold a figure of the whole unit."""
    cells = Cell.objects.filter(
        filing__unit=report.unit,
        filing__edition__campaign=report.campaign,
        filing__state__in=[State.SUBMITTED, State.ACCEPTED],
        filing__edition__stubs=[],
        column__binding=Binding.LEDGER,
        column__repeat=Repeat.ONCE,
    )
    return list(cells.select_related("column", "filing__edition").order_by("pk"))
