"""A cell as a plain value, and how numbers are printed."""

from dataclasses import dataclass

from yushui.filings.kinds import ColumnType
from yushui.kernel.money import wan_text, yuan_text


@dataclass(frozen=True)
class Value:
    """A number (persons, things or fen) or a text; neither when the hand fills it."""

    number: int | None = None
    text: str = ""


Key = tuple[int, int]  # column position, row


def printed(kind: str, number: int | None, text: str = "") -> str:
    """A cell as the table shows it: fen as 元 or 万元, converted at this moment only."""
    if kind == ColumnType.TEXT or number is None:
        return text
    if kind == ColumnType.YUAN:
        return yuan_text(number)
    if kind == ColumnType.WAN:
        return wan_text(number)
    return f"{number:,}"
