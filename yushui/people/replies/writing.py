"""The workbook that goes back: the sender's own columns put right, then every difference."""

from collections.abc import Sequence

from yushui.office.workbook import Cell, Column, Kind, Table, write
from yushui.people.models import Reply
from yushui.people.replies.telling import Entry


MASKED = "证件号码和电话只列头尾；需要完整号码的，请与生成单位联系。"
IN_FULL = "更正、补充的号码是完整的，请按涉密、个人信息的规定保管，用完销毁。"


def workbook(reply: Reply, labels: Sequence[Sequence[str]], entries: Sequence[Entry]) -> bytes:
    came = reply.roster.get_source_display()
    compared = reply.outcome["compared"]
    heading = (
        f"来源：{came}　共核对 {compared} 人，列出 {len(entries)} 行，其余与登记一致",
        f"地方签认：{reply.civil_unit_name}　{reply.civil_signed_by_name}",
        f"军队签认：{reply.military_unit_name}　{reply.military_signed_by_name}",
    )
    notes = (IN_FULL if reply.reason else MASKED, f"校验码：{reply.digest}")
    title = f"{reply.roster.name}更正表"
    ours = [Column(("行号",), Kind.WHOLE), *(Column(tuple(path)) for path in labels)]
    ours += [Column(("情况",)), Column(("更正说明",), width=48)]
    rows: list[list[Cell]] = [[one.row, *one.cells, one.label, _said(one)] for one in entries]
    details: list[list[Cell]] = [[one.row, one.name, *told] for one in entries for told in one.told]
    heads = ("行号", "姓名", "项目", "名册所写", "现登记", "来源", "日期")
    return write(
        [
            Table(title, ours, rows, heading_notes=heading, notes=notes, sheet_name="更正表"),
            Table(
                title,
                [Column((head,), Kind.WHOLE if head == "行号" else Kind.TEXT) for head in heads],
                details,
                notes=notes,
                sheet_name="更正明细",
            ),
        ]
    )


def _said(entry: Entry) -> str:
    told = [
        f"{one.label}：{f'原“{one.old}”，' if one.old else '补充，'}现“{one.now}”"
        for one in entry.told
    ]
    return "；".join(filter(None, [entry.note, *told]))
