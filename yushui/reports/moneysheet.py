"""The reconciliation of a campaign's money as a workbook: yuan to the fen, 万元 rounded once."""

from yushui.kernel.money import wan_text, yuan_of
from yushui.office import workbook
from yushui.office.workbook import Cell, Column, Kind
from yushui.oversight.money import Line, Reconciliation


COLUMNS = (
    Column(("单位",), width=24),
    Column(("到账",), Kind.YUAN),
    Column(("下拨",), Kind.YUAN),
    Column(("支出", "慰问金"), Kind.YUAN),
    Column(("支出", "奖励金"), Kind.YUAN),
    Column(("支出", "其中自有资金"), Kind.YUAN),
    Column(("交回",), Kind.YUAN),
    Column(("结余",), Kind.YUAN),
    Column(("未列账支出",), Kind.YUAN),
    Column(("慰问品折算经费",), Kind.YUAN),
)


def xlsx(found: Reconciliation) -> bytes:
    total = found.total
    spent = total.cash + total.prizes + total.goods
    table = workbook.Table(
        title=f"{found.campaign.name}资金对账表",
        columns=COLUMNS,
        rows=[_cells(line_name(line), line) for line in found.lines],
        totals=_cells("合计", total),
        heading_notes=(f"填报单位：{found.unit.name}", "单位：元"),
        notes=(
            f"支出合计 {wan_text(spent)} 万元（含慰问品折算经费，按分相加后一次取整）。",
            "合计的到账、下拨、交回已抵消表内各单位之间的往来。",
        ),
        sheet_name="资金对账",
    )
    return workbook.write([table])


def line_name(line: Line) -> str:
    return f"{line.unit.name}（本级）" if line.is_own else line.unit.name


def _cells(name: str, line: Line) -> list[Cell]:
    amounts = (
        line.came,
        line.down,
        line.cash,
        line.prizes,
        line.own,
        line.back,
        line.left,
        line.unaccounted,
        line.goods,
    )
    return [name, *map(yuan_of, amounts)]
