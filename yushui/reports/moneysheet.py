"""The reconciliation of a campaign's money as a workbook: yuan to the fen, 万元 rounded once."""

from typing import NamedTuple

from yushui.kernel.money import wan_text, yuan_of
from yushui.office import workbook
from yushui.office.workbook import Cell, Column, Kind
from yushui.oversight.money import Line, Reconciliation


class Figure(NamedTuple):
    """An amount of a line, and the labels above it, outermost first."""

    name: str  # of the line's attribute
    path: tuple[str, ...]
    is_always_told: bool = False

    @property
    def label(self) -> str:
        return self.path[-1]


# 到账 less 下拨, 交回 and 账户支出 is 结余; what was spent beside the purses stands apart.
FIGURES = (
    Figure("came", ("资金账户", "到账"), True),
    Figure("down", ("资金账户", "下拨")),
    Figure("back", ("资金账户", "交回")),
    Figure("drawn", ("资金账户", "账户支出"), True),
    Figure("left", ("资金账户", "结余"), True),
    Figure("sent", ("其中银行处理中",)),
    Figure("own", ("账户以外的支出", "自有资金")),
    Figure("prizes", ("账户以外的支出", "奖励金")),
    Figure("unaccounted", ("账户以外的支出", "未列账支出")),
    Figure("cash", ("登记的慰问金",), True),
    Figure("goods", ("慰问品折算经费",)),
)
_COLUMNS = (
    Column(("单位",), width=24),
    *(Column(figure.path, Kind.YUAN) for figure in FIGURES),
)


def xlsx(found: Reconciliation) -> bytes:
    total = found.total
    spent = total.cash + total.prizes + total.goods
    table = workbook.Table(
        title=f"{found.campaign.name}资金对账表",
        columns=_COLUMNS,
        rows=[cells(line_name(line), line) for line in found.lines],
        totals=cells("合计", total),
        heading_notes=(f"填报单位：{found.unit.name}", "单位：元"),
        notes=(
            "到账－下拨－交回－账户支出＝结余。",
            "账户支出－银行处理中＋自有资金＋未列账支出＝登记的慰问金。",
            f"支出合计 {wan_text(spent)} 万元（慰问金、奖励金、慰问品，按分相加后一次取整）。",
            "合计的到账、下拨、交回已抵消表内各单位之间的往来。",
        ),
        sheet_name="资金对账",
    )
    return workbook.write([table])


def line_name(line: Line) -> str:
    return f"{line.unit.name}（本级）" if line.is_own else line.unit.name


def cells(name: str, line: Line) -> list[Cell]:
    return [name, *(yuan_of(getattr(line, figure.name)) for figure in FIGURES)]
