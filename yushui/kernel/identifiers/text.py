"""What every number goes through before it is looked at."""

import re
import unicodedata

from yushui.kernel.errors import RuleViolation


_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
# Seven digits and more, whatever has come between them: perhaps somebody's number.
_RUN = re.compile(
    r"\d(?:[\s._\-\u2010-\u2015\u2212\uff0d\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]{0,3}\d){6,}"
    r"[Xx\uff38\uff58]?"
)
_DAY = re.compile(r"(?:1[89]|20)\d\d[-.]\d{1,2}[-.]\d{1,2}")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")


def plain(text: str) -> str:
    """Half width, without spaces, invisible characters and the apostrophe of a text cell."""
    if text.isascii() and text.isalnum():
        return text
    half = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return _INVISIBLE.sub("", half).lstrip("'’‘`")


def masked_runs(text: str) -> str:
    """Words of a cell as they may be repeated anywhere: days are shown, longer numbers are not."""
    return _RUN.sub(_masked, text)


def _masked(run: re.Match[str]) -> str:
    return run[0] if _DAY.fullmatch(run[0]) else f"{run[0][:3]}****{run[0][-2:]}"


def refuse_lost_digits(text: str, what: str) -> None:
    """Spreadsheets keep fifteen digits of a number; what comes after is gone for good."""
    if _SCIENTIFIC.fullmatch(text) or re.fullmatch(r"\d{16,}\.\d+", text):
        raise RuleViolation(
            f"{what}被表格软件按数字保存，后几位已经丢失，无法还原；"
            "请把这一列设为“文本”格式，再照证件重新填写。"
        )
