"""What a bank answers, read line by line: every line is understood, or the file is refused."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Self

from yushui.files import preflight
from yushui.files.preflight import SHEETS
from yushui.funds.banking import table
from yushui.funds.lifecycle import PaymentState
from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import masked_runs
from yushui.kernel.money import fen_from_text
from yushui.office.sheets import read_sheets
from yushui.office.tables import Header, find_header, normalised
from yushui.office.values import Value, day_of, text_of
from yushui.people.importing.remarks import total


MOST_TOLD = 5
LONGEST_REASON = 200
_SERIAL = re.compile(r"0*(\d{1,7})(?:\.0+)?")
_LABELS = {
    "serial": "序号",
    "amount": "金额",
    "result": "结果",
    "reason": "失败原因",
    "day": "到账日期",
}
_MAY_LACK = frozenset({"reason", "day"})


class Said(NamedTuple):
    """What the bank says of one payment; an empty failure is that it arrived."""

    row: int  # as in the margin of the file
    serial: int
    fen: int
    failure: str
    on: date | None = None  # when it arrived, where the bank says so


@dataclass(frozen=True)
class Reading:
    """A file of answers, understood."""

    name: str
    digest: str
    lines: tuple[Said, ...]


class Expected(NamedTuple):
    """A payment as the answers are held against it."""

    pk: int
    fen: int
    state: str
    failure: str


def read(name: str, content: bytes) -> Reading:
    """Read a workbook or csv; a line nobody understands refuses the whole file, with its place."""
    preflight.check(name, content, kinds=SHEETS)
    words = {key: frozenset(map(normalised, found)) for key, found in table()["answer"].items()}
    sheet = next((one for one in read_sheets(name, content) if one.rows), None)
    if sheet is None:
        raise RuleViolation("文件里没有表格，请核对后再上传。", field="file")
    header = find_header(sheet, words["serial"] | words["amount"] | words["result"])
    at = _columns(header, words)
    problems: list[str] = []
    lines: dict[int, Said] = {}
    for number, row in header.body(sheet):
        if _is_total(row, at):
            continue
        try:
            said = _said(number, row, at, words)
        except RuleViolation as problem:
            problems.append(f"第{number}行{masked_runs(problem.message.rstrip('。'))}")
            continue
        if said.serial in lines:
            problems.append(f"第{number}行的序号{said.serial}与第{lines[said.serial].row}行重复")
        lines.setdefault(said.serial, said)
    _refuse(problems)
    if not lines:
        raise RuleViolation("表头下面没有数据行，请核对后再上传。", field="file")
    return Reading(name, hashlib.sha256(content).hexdigest(), tuple(lines.values()))


def _columns(header: Header, words: Mapping[str, frozenset[str]]) -> dict[str, int]:
    at: dict[str, int] = {}
    for key, label in _LABELS.items():
        found = [one for one in header.columns if normalised(one.label) in words[key]]
        if len(found) > 1:
            raise RuleViolation(
                f"回盘文件里“{'”“'.join(one.label for one in found)}”几列都可能是{label}，"
                "请只留一列再上传。",
                field="file",
            )
        if found:
            at[key] = found[0].index
    if missing := [label for key, label in _LABELS.items() if key not in at.keys() | _MAY_LACK]:
        raise RuleViolation(
            f"回盘文件里没有“{'”“'.join(missing)}”列；请让银行按序号、金额、结果（成功或失败）、"
            "失败原因四列回盘。",
            field="file",
        )
    return at


def _is_total(row: list[Value], at: Mapping[str, int]) -> bool:
    """Whether the row only sums up: it has no serial, and says 合计 or the like."""
    says_so = any(total(one) for one in row if isinstance(one, str))
    return says_so and (not (told := _cell(row, at, "serial")) or bool(total(told)))


def _cell(row: list[Value], at: Mapping[str, int], key: str) -> str:
    place = at.get(key, len(row))
    return text_of(row[place]) if place < len(row) else ""


def _said(
    number: int, row: list[Value], at: Mapping[str, int], words: Mapping[str, frozenset[str]]
) -> Said:
    told = {key: _cell(row, at, key) for key in _LABELS}
    if broken := [_LABELS[key] for key, text in told.items() if len(text.splitlines()) > 1]:
        raise RuleViolation(f"的{broken[0]}里有换行，请写在一行里")
    serial, result = _SERIAL.fullmatch(told["serial"]), normalised(told["result"])
    if serial is None:
        raise RuleViolation(f"的序号“{told['serial'][:20]}”不是名单上的序号，应是不超过7位的数字")
    if result not in words["paid"] | words["failed"]:
        raise RuleViolation(f"的结果“{told['result'][:20]}”看不懂，应写成功或失败")
    failure, reason = "", _printable(told["reason"])
    if result in words["failed"]:
        failure = (masked_runs(reason) or "银行没有说明原因")[:LONGEST_REASON]
    elif reason and normalised(reason) not in words["paid"]:
        raise RuleViolation(f"的结果是成功，又写了失败原因“{reason[:20]}”，请向银行核实")
    on = _day(row[at["day"]], told["day"]) if told["day"] and not failure else None
    return Said(number, int(serial[1]), fen_from_text(told["amount"]), failure, on)


def _printable(text: str) -> str:
    """Without characters that turn or hide the text beside them."""
    return "".join(one for one in text if one.isprintable()).strip()


def _day(value: Value, told: str) -> date:
    found = day_of(value)
    if found is None:
        raise RuleViolation(f"的到账日期“{told[:20]}”看不懂，应写成 2026-07-25 这样的日期")
    return found


@dataclass(frozen=True)
class Outcome:
    """What a file changes: by day whom it paid, and why not whom it did not.

    Those it says again of what is known already are in neither.
    """

    paid: Mapping[date, Sequence[int]]
    failed: Mapping[int, str]

    @property
    def paid_count(self) -> int:
        return sum(map(len, self.paid.values()))

    def told(self) -> dict[str, Any]:
        """As it is kept until everything of it is entered."""
        paid = {day.isoformat(): list(keys) for day, keys in self.paid.items()}
        return {"paid": paid, "failed": {str(pk): why for pk, why in self.failed.items()}}

    @classmethod
    def parsed(cls, told: Mapping[str, Any]) -> Self:
        paid = {date.fromisoformat(day): keys for day, keys in told["paid"].items()}
        return cls(paid, {int(pk): why for pk, why in told["failed"].items()})

    def parts(self, size: int) -> Iterator[Self]:
        for day, keys in self.paid.items():
            for start in range(0, len(keys), size):
                yield type(self)({day: keys[start : start + size]}, {})
        failed = list(self.failed.items())
        for start in range(0, len(failed), size):
            yield type(self)({}, dict(failed[start : start + size]))

    @property
    def says_anything(self) -> bool:
        return bool(self.paid or self.failed)


class Arrival(NamedTuple):
    """The day told for lines that have none of their own, and between which days money arrives."""

    told: date
    since: date
    until: date

    def strange(self, on: date) -> str:
        if on > self.until:
            return "晚于今天"
        return f"早于交银行的日期{self.since:%Y年%-m月%-d日}" if on < self.since else ""


def matched(reading: Reading, expected: Mapping[int, Expected], arrival: Arrival) -> Outcome:
    """Match by serial and amount; what does not fit refuses the whole file, with its place."""
    if strange := arrival.strange(arrival.told):
        raise RuleViolation(f"到账日期{strange}，请核对。", field="on")
    arrived: dict[date, list[int]] = {}
    failed: dict[int, str] = {}
    problems: list[str] = []
    for said in reading.lines:
        line = expected.get(said.serial)
        if problem := _misfit(said, line, arrival):
            problems.append(problem)
        elif line is not None and line.state == PaymentState.SENT:
            if said.failure:
                failed[line.pk] = said.failure
            else:
                arrived.setdefault(said.on or arrival.told, []).append(line.pk)
    _refuse(problems)
    return Outcome(arrived, failed)


def _misfit(said: Said, line: Expected | None, arrival: Arrival) -> str:
    if line is None:
        return f"第{said.row}行的序号{said.serial}不在交银行的名单里"
    if said.fen != line.fen:
        return f"第{said.row}行（序号{said.serial}）的金额与名单不符"
    was_paid = line.state == PaymentState.PAID
    if line.state != PaymentState.SENT and was_paid == bool(said.failure):
        return f"第{said.row}行（序号{said.serial}）与已经登记的结果相反"
    if said.on and (strange := arrival.strange(said.on)):
        return f"第{said.row}行（序号{said.serial}）的到账日期{strange}"
    return ""


def _refuse(problems: list[str]) -> None:
    if problems:
        more = f"等{len(problems)}处" if len(problems) > MOST_TOLD else ""
        raise RuleViolation(
            f"{'；'.join(problems[:MOST_TOLD])}{more}。整个文件没有登记，请核对后重新上传。",
            field="file",
        )


def expected_of(rows: Iterator[tuple[Any, ...]]) -> dict[int, Expected]:
    """By serial, from rows of serial, key, fen, state and failure."""
    return {serial: Expected(*told) for serial, *told in rows}
