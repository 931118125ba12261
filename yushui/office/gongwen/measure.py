"""Counting characters and lines: the standard's unit of length is the width of one character."""

from datetime import date


LINE_WIDTH_PT = 442.2  # 156 mm, the width of the type area (5.2.1)
TITLE_SIZE_PT = 22
TITLE_LINE = 19  # characters of a title that fit a line and leave it some air

HEAD_LARGEST_PT = 52.0
HEAD_USUAL_PT = 40.0
HEAD_NARROWEST = 0.6

# A title may be broken before or after these words; never before these signs.
_BREAK_BEFORE = (
    "关于",
    "做好",
    "开展",
    "组织",
    "进一步",
    "切实",
    "情况",
    "工作",
    "有关",
    "的通知",
    "的报告",
    "的请示",
)
_BREAK_AFTER = (
    "期间",
    "工作",
    "活动",
    "年度",
    "年",
    "关于",
    "和",
    "、",
    "》",
    "领导小组",
    "办公室",
)
_NEVER_BEFORE = "的、，。》）〕”：；"
_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Write 1 to 99 as 一, 十, 十一, 二十, 二十一."""
    tens, units = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[units] if units or not tens else "")


def heading_number(level: int, number: int) -> str:
    """The number of a heading as 7.3.3 wants it."""
    forms = {
        1: f"{chinese_number(number)}、",
        2: f"（{chinese_number(number)}）",
        3: f"{number}.",
        4: f"（{number}）",
    }
    return forms[level]


def chinese_day(day: date) -> str:
    """2025年7月18日: full year, no leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def characters(text: str) -> float:
    """Width in characters; digits and Latin letters are half as wide."""
    return sum(1.0 if ord(letter) > 0xFF else 0.5 for letter in text)


def head_size(text: str, *, spare: float = 0) -> tuple[float, int]:
    """Size in points and width in per cent, so that the red head fits one line (7.2.4)."""
    count = max(characters(text), 1)
    room = LINE_WIDTH_PT * 0.98 - spare
    if count * HEAD_USUAL_PT <= room:
        return min(HEAD_LARGEST_PT, room / count), 100
    width = max(HEAD_NARROWEST, room / (count * HEAD_USUAL_PT))
    return room / (count * width), round(width * 100)


def title_lines(title: str) -> list[str]:
    """Break a title into centred lines of like length without splitting words (7.3.1)."""
    if "\n" in title:
        return [line.strip() for line in title.split("\n") if line.strip()]
    if characters(title) <= TITLE_LINE:
        return [title]
    count = int(-(-characters(title) // TITLE_LINE))
    at = min(range(2, len(title) - 1), key=lambda place: _cost(title, place, count))
    return [title[:at], *title_lines(title[at:])]


def _cost(title: str, place: int, count: int) -> float:
    """How bad a break is: away from an even share, inside a word, or leaving too long a line."""
    before, after = title[:place], title[place:]
    share = characters(title) / count
    cost = abs(characters(before) - share)
    if after[0] in _NEVER_BEFORE or (before[-1].isascii() and after[0].isascii()):
        cost += 100
    if before.count("《") > before.count("》") or before.count("〔") > before.count("〕"):
        cost += 50
    if characters(before) > TITLE_LINE:
        cost += 50
    if characters(after) > TITLE_LINE * (count - 1):
        cost += 50
    is_between_words = before.endswith(_BREAK_AFTER) or after.startswith(_BREAK_BEFORE)
    return cost if is_between_words else cost + 6
