"""A rule of recurrence (RFC 5545, as the notice's JSON has it) in the words of the offices."""

_WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "一二三四五六日", strict=True))
# Months that recur by the quarter or the half-year, and how they are called together.
_TOGETHER = {
    "3,6,9,12": "每季度末月",
    "1,4,7,10": "每季度首月",
    "6,12": "每半年末月",
    "1,7": "每半年首月",
}
_ENDS = {"每季度末月": "每季度末前", "每半年末月": "每半年末前"}


def in_words(rule: str) -> str:
    """As in 每年3月底前, 每季度末月25日前, 每周四前; nothing for a rule nobody has words for."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    frequency = parts.get("FREQ", "")
    if frequency == "WEEKLY":
        weekday = _WEEKDAYS.get(parts.get("BYDAY", ""))
        return f"每周{weekday}前" if weekday else "每周"
    if frequency == "MONTHLY":
        return f"每月{_day(parts)}"
    if frequency == "YEARLY":
        return _yearly(parts.get("BYMONTH", ""), _day(parts))
    return ""


def _day(parts: dict[str, str]) -> str:
    day = parts.get("BYMONTHDAY", "")
    return "底前" if day == "-1" else day and f"{day}日前"


def _yearly(months: str, day: str) -> str:
    if together := _TOGETHER.get(months):
        is_end = day == "底前" and together in _ENDS
        return _ENDS[together] if is_end else f"{together}{day}"
    return "每年" + "、".join(f"{month}月{day}" for month in months.split(",") if month)
