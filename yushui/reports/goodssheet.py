"""The reconciliation of a stock of gifts as a workbook: by kind in pieces, by unit in yuan."""

from yushui.kernel.money import yuan_of
from yushui.office import workbook
from yushui.office.workbook import Cell, Column, Kind
from yushui.oversight.goods import Line, Reconciliation


_NAMES = {
    "opening": "期初结存",
    "came": "收入",
    "handed": "发放",
    "taken": "名单外领用",
    "lost": "损耗",
    "down": "下拨",
    "back": "退回",
    "closing": "期末结存",
}


def xlsx(found: Reconciliation) -> bytes:
    notes = (
        f"填报单位：{found.unit.name}",
        f"{found.since:%Y年%-m月%-d日}至{found.until:%Y年%-m月%-d日}",
    )
    by_item = workbook.Table(
        title="慰问品收发存表",
        columns=(
            Column(("品种",), width=24),
            Column(("计量单位",), width=10),
            *(Column((name,), Kind.WHOLE) for name in _NAMES.values()),
            Column(("期末金额（元）",), Kind.YUAN),
        ),
        rows=[_pieces(line) for line in found.items],
        heading_notes=notes,
        notes=("期初＋收入－发放－名单外领用－损耗－下拨－退回＝期末，含在途。",),
        sheet_name="按品种",
    )
    by_unit = workbook.Table(
        title="慰问品收发存金额表",
        columns=(
            Column(("单位",), width=24),
            *(Column((name,), Kind.YUAN) for name in _NAMES.values()),
        ),
        rows=[_yuan(line) for line in found.units],
        totals=_yuan(found.total, "合计"),
        heading_notes=(*notes, "单位：元"),
        notes=("合计已抵消表内各单位之间的调拨；金额为数量乘入库单价。",),
        sheet_name="按单位",
    )
    return workbook.write([by_item, by_unit])


def line_name(line: Line) -> str:
    return f"{line.name}（本级）" if line.is_own else line.name


def _pieces(line: Line) -> list[Cell]:
    counts = [line.quantity[name] for name in _NAMES]
    return [line.name, line.measure, *counts, yuan_of(line.fen["closing"])]


def _yuan(line: Line, name: str = "") -> list[Cell]:
    return [name or line_name(line), *(yuan_of(line.fen[one]) for one in _NAMES)]
