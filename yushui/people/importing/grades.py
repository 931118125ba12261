"""Columns beside the category: grade and cause of a disability, class of merit."""

import re
import unicodedata

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import masked_runs
from yushui.people import categories
from yushui.people.models import Cause
from yushui.people.rules import check_cause


_BETWEEN = re.compile(r"[、,;/|\s]+")
_NOTHING = frozenset({"", "无", "否", "-", "—", "0", "未评", "没有"})
_GRADE = re.compile(r"(\d{1,2}|[一二三四五六七八九]|十)级?")
_AROUND_GRADE = re.compile(r"因?(?:战|公|病)(?:致残)?|革命|伤残|残疾|军人|评定|等级|[()]")
_AROUND_MERIT = re.compile(r"荣立|荣获|立|个人|[\d一二两三四五]次")
_DIGITS = "零一二三四五六七八九"


def parse_grade(text: str) -> tuple[str, ...]:
    """The label of a grade 1 to 10; a name from before 2004 is the band it was moved into."""
    plain = _AROUND_GRADE.sub("", _plain(text))
    if plain in _NOTHING:
        return ()
    if match := _GRADE.fullmatch(plain):
        told = match[1]
        number = 10 if told == "十" else _DIGITS.find(told) if told in _DIGITS else int(told)
        if 1 <= number <= 10:
            return (f"disabled_{number}",)
    old = re.sub(r"^([二三])([甲乙])级?$", r"\1等\2级", plain)
    code = categories.recognise(f"{old}残疾军人")
    if code is None:
        raise RuleViolation(
            f"伤残等级“{masked_runs(text)[:20]}”看不懂；请写一级至十级，"
            "或换证前的特等、一等、二等甲级至三等乙级。"
        )
    return (code,)


def parse_cause(text: str) -> str:
    plain = _plain(text).replace("致残", "").removeprefix("因")
    words = {label.removeprefix("因"): value for value, label in Cause.choices}
    if plain in _NOTHING:
        return ""
    if plain not in words:
        raise RuleViolation(f"残疾性质“{masked_runs(text)[:20]}”看不懂；请写因战、因公或因病。")
    return words[plain]


def parse_merit(text: str) -> tuple[str, ...]:
    """Classes of merit; how often is not kept."""
    found = []
    for part in filter(None, _BETWEEN.split(unicodedata.normalize("NFKC", text))):
        plain = _AROUND_MERIT.sub("", part)
        if plain in _NOTHING:
            continue
        code = categories.recognise(plain) or categories.recognise(part)
        if code is None or not code.startswith("merit_"):
            raise RuleViolation(
                f"立功等级“{masked_runs(part)[:20]}”看不懂；请写一等功、二等功、三等功，"
                "战功写一等战功至四等战功。"
            )
        found.append(code)
    return tuple(found)


def contradiction(codes: tuple[str, ...], cause: str) -> str:
    """Why the cause does not go with the grade, or nothing."""
    disability = next((code for code in codes if code.startswith("disabled_")), "")
    try:
        check_cause(disability, cause)
    except RuleViolation as refusal:
        return refusal.message
    return ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")
