"""What a roster may hold: the known columns, and the table found in an uploaded file."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from django.conf import settings

from yushui.files.preflight import SHEETS, check
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import Sheet, read_sheets
from yushui.office.tables import Header, find_header
from yushui.office.values import Value
from yushui.people.importing import written


NAME = "name"
PLACES = ("county", "township", "village")

Row = list[Value]


@dataclass(frozen=True)
class Known:
    """A column a roster may have, and every label it goes by."""

    key: str
    label: str
    words: tuple[str, ...]
    hint: str = ""


@cache
def known() -> tuple[Known, ...]:
    text = (Path(__file__).parent / "columns.toml").read_text(encoding="utf-8")
    return tuple(
        Known(entry["key"], entry["label"], tuple(entry["words"]), entry.get("hint", ""))
        for entry in tomllib.loads(text)["column"]
    )


@cache
def label_of(key: str) -> str:
    return next(column.label for column in known() if column.key == key)


@dataclass(frozen=True)
class Table:
    """The roster inside a file: which sheet, where its header stands, its rows."""

    sheet: Sheet
    position: int  # of the sheet in the file
    header: Header
    unread: tuple[str, ...] = ()  # names of other sheets that hold something
    is_rebuilt: bool = False  # from text: its cells stand elsewhere in the file
    kind: str = ""  # as the pre-flight found it
    rows: list[tuple[int, Row]] = field(default_factory=list)  # numbered, as wide as the header


@dataclass(frozen=True)
class Upload:
    """A roster as it arrives; nobody has looked at the file yet.

    `choices` correct the guessed columns in words: label or letters of a column → known column.
    """

    file_name: str
    content: bytes
    source: str = "survey"
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        return self.file_name.rpartition("/")[2].rpartition(".")[0]

    def table(self) -> Table:
        """Check the file, then find the roster in it."""
        limit = settings.YUSHUI_UPLOAD_LIMIT
        kind = check(self.file_name, self.content, kinds=SHEETS | written.KINDS, max_bytes=limit)
        return replace(open_table(self.file_name, self.content), kind=kind)


def open_table(name: str, content: bytes) -> Table:
    """Find the first visible sheet with a roster's header; the content has passed its check."""
    words = [word for column in known() for word in column.words]
    sheets = [
        (position, sheet)
        for position, sheet in enumerate(_sheets(name, content, words))
        if not sheet.is_hidden and any(True for _ in sheet.numbered())
    ]
    if not sheets:
        raise RuleViolation(f"文件“{name}”里没有内容，请核对后再上传。", field="file")
    refusals: list[RuleViolation] = []
    for position, sheet in sheets:
        rebuilt = written.unfolded(sheet, words)
        try:
            header = find_header(rebuilt or sheet, words)
        except RuleViolation as refusal:
            refusals.append(refusal)
            continue
        is_rebuilt = rebuilt is not None or written.is_written(name)
        found = _table(rebuilt or sheet, position, header, sheets)
        return replace(found, is_rebuilt=is_rebuilt)
    raise refusals[0]


def _sheets(name: str, content: bytes, words: Sequence[str]) -> list[Sheet]:
    if written.is_written(name):
        return [written.sheet_of(name, content, words)]
    return read_sheets(name, content)


def _table(
    sheet: Sheet, position: int, header: Header, sheets: Sequence[tuple[int, Sheet]]
) -> Table:
    others = tuple(other.name for number, other in sheets if number != position)
    width = 1 + max(column.index for column in header.columns)
    rows = [
        (number, row if len(row) >= width else row + [""] * (width - len(row)))
        for number, row in header.body(sheet)
    ]
    return Table(sheet, position, header, others, rows=rows)
