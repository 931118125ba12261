"""Every way a notice names a day, turned into the day and into how it is known.

"前" includes the day itself, as offices hold it; what the kernel knows of festivals decides for
those. Where the text does not settle the day (working days after receipt) there is none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from yushui.kernel.errors import RuleViolation
from yushui.notices.reading import date_grammar as grammar
from yushui.notices.reading import hours
from yushui.notices.reading.date_readers import READERS, Reader
from yushui.notices.reading.moments import Context, Moment, number, plain_year
from yushui.notices.reading.recurrence import LAST_DAY, Yearly
from yushui.notices.reading.structure import Basis


_ONE_MONTH = re.compile(r"FREQ=YEARLY;BYMONTH=(?P<months>[\d,]+);BYMONTHDAY=(?P<day>-?\d+)$")
JOINTS = {"和", "及", "、", "与", ",", "前和", "或"}


def find(folded: str, context: Context) -> list[Moment]:
    """All days named in a sentence, in order; a later one may take its year from an earlier one."""
    found: list[Moment] = []
    known = _starting(folded, context)
    for match, read in _candidates(folded):
        if found and match.start() < found[-1].end:
            continue
        moment = _read(read, match, known)
        if moment is None:
            continue
        moment = _with_surroundings(folded, moment, found)
        if found and _is_same_rule(folded, found[-1], moment):
            found[-1] = _merged(found[-1], moment)
            continue
        found.append(moment)
        if moment.on and moment.basis is Basis.EXPLICIT:
            known = replace(known, stated=moment.on)
    return _closed_ranges(folded, _bound_together(folded, found))


def _bound_together(folded: str, found: list[Moment]) -> list[Moment]:
    """于2月5日、2月20日前: what binds the last of joined days binds them all."""
    for index in range(len(found) - 2, -1, -1):
        moment, following = found[index], found[index + 1]
        is_joined = folded[moment.end : following.start].strip() in JOINTS
        if is_joined and following.is_bound and not moment.side:
            found[index] = replace(moment, side=following.side, at=moment.at or following.at)
    return found


def _starting(folded: str, context: Context) -> Context:
    """自2016年起，每年…: what recurs begins in that year."""
    match = re.search(r"自((?:19|20)\d{2})年起", folded)
    if match is None or context.reference is None or int(match[1]) <= context.reference.year:
        return context
    return replace(context, reference=date(int(match[1]), 1, 1))


def year_in(folded: str) -> int | None:
    """The first full year written in the text, in either kind of numeral."""
    match = re.search(rf"((?:19|20)\d{{2}}|二[{grammar.NUMERALS}]{{3}})[ \t]*年", folded)
    return plain_year(match[1]) if match else None


def _read(read: Reader, match: re.Match[str], known: Context) -> Moment | None:
    """A day that does not exist (2月30日), or lies outside the tables, is no day."""
    try:
        return read(match, known)
    except (ValueError, RuleViolation):
        return None


def _candidates(folded: str) -> Iterator[tuple[re.Match[str], Reader]]:
    matches = [(match, read) for pattern, read in READERS for match in pattern.finditer(folded)]
    return iter(sorted(matches, key=lambda pair: (pair[0].start(), -pair[0].end())))


def _with_surroundings(folded: str, moment: Moment, before: list[Moment]) -> Moment:
    """Read what binds the day (前, 止) and let "和12月31日前" recur with what stands before it."""
    if not moment.side:
        tail = grammar.TAIL.match(folded, moment.end)
        side = (tail["side"] or "") if tail else ""
        after = tail[0] if tail else ""
        at = hours.read(after) or hours.read(folded[moment.start : moment.end])
        moment = replace(moment, at=at)
        if tail and side:
            moment = replace(moment, side=side, end=tail.end())
        elif grammar.LEAD.search(folded[max(0, moment.start - 8) : moment.start]):
            moment = replace(moment, side="止")
    return _recurring_with(folded, moment, before)


def _recurring_with(folded: str, moment: Moment, before: list[Moment]) -> Moment:
    if not before or not before[-1].recurs or moment.recurs or not moment.on:
        return moment
    if folded[before[-1].end : moment.start].strip() not in JOINTS:
        return moment
    if moment.basis is Basis.FESTIVAL:
        return replace(moment, basis=Basis.RECURRING, recurs="FREQ=YEARLY")
    if moment.basis is not Basis.INFERRED_YEAR:
        return moment
    is_month_end = folded[moment.start : moment.end].rstrip("之以前 ").endswith(("底", "末"))
    rule = Yearly((moment.on.month,), LAST_DAY if is_month_end else moment.on.day).rule()
    return replace(moment, basis=Basis.RECURRING, recurs=rule)


def _is_same_rule(folded: str, before: Moment, moment: Moment) -> bool:
    """每年6月底、12月底前: one rule with two months, because the day is the same in both."""
    if not (before.recurs and moment.recurs) or before.is_bound:
        return False
    one, other = _ONE_MONTH.match(before.recurs), _ONE_MONTH.match(moment.recurs)
    is_joined = folded[before.end : moment.start].strip() in JOINTS
    return is_joined and one is not None and other is not None and one["day"] == other["day"]


def _merged(before: Moment, moment: Moment) -> Moment:
    matches = [_ONE_MONTH.match(each.recurs or "") for each in (before, moment)]
    months = ",".join(match["months"] for match in matches if match)
    day = next(match["day"] for match in matches if match)
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}"
    return replace(before, recurs=rule, side=moment.side, end=moment.end, at=moment.at)


def _closed_ranges(folded: str, found: list[Moment]) -> list[Moment]:
    """Mark both ends of "7月20日至31日"; the second may be a bare day."""
    marked: list[Moment] = []
    for index, moment in enumerate(found):
        joint = grammar.RANGE.match(folded, moment.end)
        follower = found[index + 1] if index + 1 < len(found) else None
        if joint is None or moment.on is None:
            marked.append(moment)
        elif follower and follower.start == joint.end():
            marked.append(replace(moment, opens_range=True))
            found[index + 1] = replace(follower, closes_range=True)
        else:
            marked += _bare_end(folded, moment, joint.end())
    return marked


def _bare_end(folded: str, moment: Moment, at: int) -> list[Moment]:
    match = grammar.RANGE_DAY.match(folded, at)
    if match is None or moment.on is None:
        return [moment]
    try:
        on = moment.on.replace(day=number(match["day"]))
    except ValueError:
        return [moment]
    end = Moment(match.start(), match.end(), on, moment.basis, closes_range=True)
    return [replace(moment, opens_range=True), _with_surroundings(folded, end, [])]
