"""What a dry run or an import comes to, in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from yushui.office.values import column_letters
from yushui.people.importing.columns import Table, known


NAMED = 5

Remarks = Iterable[Sequence[int | str]]


def sentence(outcome: Mapping[str, int], remarks: Remarks = ()) -> str:
    """The counts in one line, and the rows that are no persons by number and word."""
    said = (
        f"共 {outcome['rows']:,} 行：新增 {outcome['new']:,} 人，更新 {outcome['changed']:,} 人，"
        f"没有变化 {outcome['same']:,} 人，有问题 {outcome['wrong']:,} 行；"
        f"新建家庭 {outcome['households']:,} 户。"
    )
    if outcome["by_name"]:
        said += f"其中 {outcome['by_name']:,} 人没有身份证号，凭同户、生日或电话认出。"
    if outcome.get("by_likeness"):
        said += f"其中 {outcome['by_likeness']:,} 人写法不同，比对后认出。"
    if outcome.get("asked"):
        said += f"另有 {outcome['asked']:,} 人可能与库中的人是同一人，导入后请逐个核对。"
    if outcome.get("waiting"):
        said += f"另有 {outcome['waiting']:,} 行以前已列入待核对，不重复列出。"
    return said + _left_out(outcome.get("remarks", 0), list(remarks)[:NAMED])


def _left_out(count: int, named: Sequence[Sequence[int | str]]) -> str:
    if not count:
        return ""
    listed = "、".join(f"第 {number} 行“{word}”" for number, word in named)
    return f"{listed}{'' if len(named) == count else f' 等 {count:,} 行'}不是人员，未导入。"


def columns(table: Table, mapping: Mapping[str, int | None]) -> Iterator[str]:
    """How the columns of the file were taken, and which were not."""
    labels = {column.index: column.label for column in table.header.columns}
    for column in known():
        index = mapping.get(column.key)
        if index is not None:
            yield f"{column_letters(index)} 列“{labels[index]}” → {column.label}"
    left = [label for index, label in labels.items() if index not in mapping.values()]
    if left:
        yield f"没有用到的列：{'、'.join(left)}"
    if table.unread:
        yield f"没有读的工作表：{'、'.join(table.unread)}"
