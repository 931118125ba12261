"""What a person should look at before a notice is put to work. Nothing is corrected silently."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from yushui.notices.reading import days, doubts, numbering
from yushui.notices.reading.structure import (
    Attachment,
    Basis,
    Campaign,
    Deadline,
    Deliverable,
    Head,
    Warning,
)
from yushui.notices.reading.text import Piece


_ONE_TO_NINE = "[一二三四五六七八九]"
_TENS = rf"{_ONE_TO_NINE}?十{_ONE_TO_NINE}?|[一二三四五六七八九零〇]{{0,3}}"
_NUMERAL = rf"(?=[一二三四五六七八九十百零〇])(?:[一二]?百)?[零〇]?(?:{_TENS})"
_COUNT = rf"(?P<count>\d{{1,3}}|{_NUMERAL})\s*周年"
# Year one of each count (domain rules §14), by what is counted from.
_ANNIVERSARIES = (
    (1927, "建军", rf"(?:建军|解放军(?:成立|诞生)|人民军队(?:成立|诞生|建立))(?:节)?\s*{_COUNT}"),
    (1921, "建党", rf"(?:建党|共产党(?:成立|诞生|建党)|党成立)\s*{_COUNT}"),
    (1949, "建国", rf"(?:建国|新中国成立|人民共和国成立|国庆)\s*{_COUNT}"),
    (1943, "双拥运动", rf"(?:延安双拥运动|双拥运动|双拥(?:工作)?开展)\s*{_COUNT}"),
    (1950, "抗美援朝", rf"(?:抗美援朝(?:战争)?(?:出国作战)?|志愿军出国作战)\s*{_COUNT}"),
    (1945, "抗战胜利", rf"(?:抗日战争(?:暨世界反法西斯战争)?胜利|抗战胜利)\s*{_COUNT}"),
)
_PATTERNS = [(first, name, re.compile(pattern)) for first, name, pattern in _ANNIVERSARIES]
_NOW = re.compile(r"今年|迎来|适逢|值此|正值|即将到来|到来之际|来临|(?:19|20)\d\d年是")
_PAST = re.compile(r"^(?:大会|讲话|活动上|纪念大会|庆祝大会|阅兵)")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_WEEKDAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s*年\s*)?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日\s*[(\[]?\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?![年期])"
)
_DAY = re.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_WEEKDAYS = "一二三四五六日"
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_RESULTS = frozenset((Deliverable.REPORT, Deliverable.TABLE))
_LONGEST_CAMPAIGN = 60


def read(
    original: str,
    paragraphs: Sequence[Piece],
    *,
    head: Head,
    campaign: Campaign,
    deadlines: Sequence[Deadline],
    attachments: Sequence[Attachment],
    overlooked: Iterable[Warning],
) -> list[Warning]:
    """Every warning, in the order of the text."""
    years = _years(head, campaign)
    found = [
        *doubts.read(original, paragraphs),
        *_number_form(original, head),
        *_dates_of_head(head),
        *_of_deadlines(head, campaign, deadlines),
        *_absent(attachments),
        *overlooked,
    ]
    for paragraph in paragraphs:
        found += _anniversaries(paragraph, years)
        found += _weekdays(paragraph, years)
        found += _impossible_days(paragraph)
    return sorted(found, key=lambda warning: warning.span or (0, 0))


def _years(head: Head, campaign: Campaign) -> list[int]:
    """The years that 今年 can mean: the document's and the campaign's."""
    issued = head.signed_on or head.printed_on
    candidates = (
        campaign.year,
        issued.year if issued else None,
        head.number.year if head.number and not issued else None,
    )
    return list(dict.fromkeys(year for year in candidates if year))


def _number_form(original: str, head: Head) -> Iterator[Warning]:
    number = head.number
    if number is None:
        return
    written = re.sub(r"\s", "", original[number.span.start : number.span.end])
    if not numbering.is_standard(written):
        message = (
            f"发文字号写作“{written}”，规范写法应为“{number.text}”，请核对是否缺字或用错括号。"
        )
        yield Warning("number_form", message, number.span, number.text)
    issued = head.signed_on or head.printed_on
    if issued and number.year and number.year != issued.year:
        message = f"发文字号的年份是{number.year}年，成文或印发日期却在{issued.year}年，请核对。"
        yield Warning("number_year", message, number.span)


def _dates_of_head(head: Head) -> Iterator[Warning]:
    if head.signed_on and head.printed_on and head.signed_on > head.printed_on:
        message = f"成文日期{_shown(head.signed_on)}晚于印发日期{_shown(head.printed_on)}，请核对。"
        yield Warning("signed_after_printed", message, None)


def _of_deadlines(
    head: Head, campaign: Campaign, deadlines: Sequence[Deadline]
) -> Iterator[Warning]:
    issued = head.signed_on or head.printed_on
    for deadline in deadlines:
        if deadline.on is None or deadline.recurs:
            continue
        shown = _shown(deadline.on)
        if deadline.basis is Basis.INFERRED_YEAR:
            message = f"“{deadline.quote[:30]}”没有写年份，按公文日期推定为{shown}，请确认。"
            yield Warning("year_inferred", message, deadline.span, shown)
        if issued and deadline.on < issued:
            message = f"期限{shown}早于发文日期{_shown(issued)}，请核对年份和日期。"
            yield Warning("due_before_issue", message, deadline.span)
        if _is_early(deadline, campaign):
            message = (
                f"情况须在{shown}前报送，而活动要到{campaign.occasion}"
                f"（{_shown(campaign.festival_on)}）才结束，此后的数据需要补报。"
            )
            yield Warning("due_before_end", message, deadline.span)


def _is_early(deadline: Deadline, campaign: Campaign) -> bool:
    """Results asked for before the festival that the work runs up to (S0-59)."""
    if campaign.festival_on is None or deadline.on is None:
        return False
    days_before = (campaign.festival_on - deadline.on).days
    return 0 < days_before <= _LONGEST_CAMPAIGN and bool(_RESULTS & set(deadline.deliverables))


def _absent(attachments: Sequence[Attachment]) -> Iterator[Warning]:
    for attachment in attachments:
        if not attachment.present:
            message = f"正文提到附件“{attachment.title}”，但文中没有附件内容，请补传附件。"
            yield Warning("attachment_absent", message, attachment.span)


def _anniversaries(paragraph: Piece, years: Sequence[int]) -> Iterator[Warning]:
    if "周年" not in paragraph.text:
        return
    for first, name, pattern in _PATTERNS:
        for match in pattern.finditer(paragraph.folded):
            wanted = _expected(paragraph.folded, match, first, years)
            count = _count(match["count"])
            if wanted and count not in wanted:
                message = f"“{match[0]}”与年份不符：按{name}起算应为{wanted[0]}周年，请核对。"
                yield Warning(
                    "anniversary_wrong", message, paragraph.at(match).span, f"{wanted[0]}周年"
                )


def _expected(text: str, match: re.Match[str], first: int, years: Sequence[int]) -> list[int]:
    """The right counts, or none when the words recall an event of another year."""
    if _PAST.match(text[match.end() :]):
        return []
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
    clause = text[start : match.end() + 12]
    named = _YEAR.findall(text[max(start, match.start() - 30) : match.start()])
    if named:
        return [int(named[-1]) - first]
    expected = [year - first for year in years]
    is_near = any(abs(_count(match["count"]) - count) <= 2 for count in expected)
    return expected if is_near or _NOW.search(clause) else []


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    hundreds, _, rest = text.rpartition("百")
    rest = rest.lstrip("零〇")
    return (100 * days.number(hundreds or "一") if "百" in text else 0) + (
        days.number(rest) if rest else 0
    )


def _weekdays(paragraph: Piece, years: Sequence[int]) -> Iterator[Warning]:
    for match in _WEEKDAY.finditer(paragraph.folded):
        candidates = [int(match["year"])] if match["year"] else list(years)
        possible = [day for year in candidates if (day := _day(year, match))]
        written = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
        if possible and all(day.weekday() != written for day in possible):
            right = f"星期{_WEEKDAYS[possible[0].weekday()]}"
            message = f"“{match[0]}”日期与星期不符，{_shown(possible[0])}是{right}，请核对。"
            yield Warning("weekday_wrong", message, paragraph.at(match).span, right)


def _day(year: int, match: re.Match[str]) -> date | None:
    try:
        return date(year, days.number(match["month"]), days.number(match["day"]))
    except ValueError:
        return None


def _impossible_days(paragraph: Piece) -> Iterator[Warning]:
    for match in _DAY.finditer(paragraph.folded):
        month, day = int(match["month"]), int(match["day"])
        is_known = 1 <= month <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - 1]
        if not is_known or (match["year"] and _day(int(match["year"]), match) is None):
            message = f"没有“{match[0]}”这一天，请核对日期。"
            yield Warning("date_impossible", message, paragraph.at(match).span)


def _shown(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
