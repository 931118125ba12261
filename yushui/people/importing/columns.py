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
        kind = check(self.file_name, self.content, kinds=SHEETS, max_bytes=limit)
        return replace(open_table(self.file_name, self.content), kind=kind)


def open_table(name: str, content: bytes) -> Table:
    """Find the first visible sheet with a roster's header; the content has passed its check."""
    sheets = [
        (position, sheet)
        for position, sheet in enumerate(read_sheets(name, content))
        if not sheet.is_hidden and any(True for _ in sheet.numbered())
    ]
    if not sheets:
        raise RuleViolation(f"文件“{name}”里没有内容，请核对后再上传。", field="file")
    words = [word for column in known() for word in column.words]
    refusals: list[RuleViolation] = []
    for position, sheet in sheets:
        try:
            header = find_header(sheet, words)
        except RuleViolation as refusal:
            refusals.append(refusal)
            continue
        return _table(sheet, position, header, sheets)
    raise refusals[0]


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
