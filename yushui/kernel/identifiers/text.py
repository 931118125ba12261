"""What every number goes through before it is looked at."""

import re
import unicodedata

from yushui.kernel.errors import RuleViolation


_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")


def plain(text: str) -> str:
    """Half width, without spaces, invisible characters and the apostrophe of a text cell."""
    if text.isascii() and text.isalnum():
        return text
    half = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return _INVISIBLE.sub("", half).lstrip("'’‘`")


def refuse_lost_digits(text: str, what: str) -> None:
    """Spreadsheets keep fifteen digits of a number; what comes after is gone for good."""
    if _SCIENTIFIC.fullmatch(text) or re.fullmatch(r"\d{16,}\.\d+", text):
        raise RuleViolation(
            f"{what}被表格软件按数字保存，后几位已经丢失，无法还原；"
            "请把这一列设为“文本”格式，再照证件重新填写。"
        )
