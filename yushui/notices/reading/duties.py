"""The duties a notice lays on its addressees: who must do what, for whom, to what measure.

The words that lay a duty are data (`words/duties.toml`); here sentences are tried against them.
Regulations, commendations, letters, reports and news lay none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yushui.notices.reading import acts, demands, duty_parts, duty_rules, standards
from yushui.notices.reading.acts import Act, Outline
from yushui.notices.reading.duty_parts import Region
from yushui.notices.reading.duty_rules import Rule
from yushui.notices.reading.structure import (
    Campaign,
    Deadline,
    Deliverable,
    Duty,
    DutyKind,
    Head,
    Section,
)
from yushui.notices.reading.text import Piece, Span


# Kinds that are owed to people on a list, and kinds that a heading alone can order.
_OF_PERSONS = {DutyKind.VISIT_COVERAGE, DutyKind.PAYMENT, DutyKind.ROSTER}
_BY_HEADING = {
    *(DutyKind.MEETING, DutyKind.MERIT_DELIVERY, DutyKind.HONOUR_PLAQUE, DutyKind.GROUP_VISIT),
    *(DutyKind.HOUSEHOLD_FILE, DutyKind.VISIT_COVERAGE, DutyKind.ROSTER, DutyKind.GIFT),
}
_UNSURE_WITHOUT_SUBJECT, _INHERITED, _FROM_ABOVE = 0.15, 0.05, 0.1
_SURE, _UNSURE = 0.95, 0.55
_LISTS = re.compile(
    r"(?:对象|范围)(?:为|是|包括|:|$|和标准|及标准|。)|^(?:\(.\))?(?:慰问|走访|发放|帮扶)(?:对象|范围)"
)
_ASPECT = re.compile(
    r"(?:对象|方式|方法|标准|范围|时间|地点|要求|内容|原则|目标|形式|步骤|安排)[.。:：]?$"
)


def read(
    sections: Sequence[Section],
    paragraphs: Sequence[Piece],
    head: Head,
    campaign: Campaign,
    deadlines: Sequence[Deadline],
) -> list[Duty]:
    """All duties in the order of the text; what is to be handed in comes from the deadlines."""
    if not demands.has_duties(head, paragraphs):
        return []
    outline = Outline(sections)
    found = [_filing(deadline, outline) for deadline in deadlines if deadline.deliverables]
    listed = duty_rules.targets(Piece.of(head.title or "").folded, "persons")
    opening: dict[tuple[str, str], Act] = {}
    for sentence in acts.acts(demands.binding(paragraphs, head), outline):
        for act in sentence:
            opening.setdefault((act.path, act.heading), act)
            listed = _listed(act) or listed
        laid = [_with_listed(duty, listed) for act in sentence for duty in _of_act(act)]
        found += _distinct([_with_due(duty, deadlines) for duty in laid])
    found += [duty for act in opening.values() for duty in _of_heading(act, found)]
    return sorted(_without_echoes(found), key=lambda duty: duty.span.start)


def _listed(act: Act) -> list[str]:
    """慰问对象：…: whom the rest of the notice speaks of where it names nobody."""
    is_list = _LISTS.search(act.heading) or _LISTS.search(act.text)
    return duty_rules.targets(act.text, "persons") if is_list else []


def _with_listed(duty: Duty, listed: Sequence[str]) -> Duty:
    if duty.kind not in _OF_PERSONS or duty.targets or not listed:
        return duty
    confidence = round(duty.confidence - _FROM_ABOVE, 2)
    return replace(duty, targets=list(listed), confidence=confidence)


def _of_heading(act: Act, found: Sequence[Duty]) -> Iterator[Duty]:
    """三、召开军政座谈会, with time and place below: the heading itself gives the order."""
    heading = Piece.of(act.heading).folded
    if not heading or _ASPECT.search(heading) or any(_stands_in(duty, act) for duty in found):
        return
    for rule in duty_rules.rules():
        if rule.kind in _BY_HEADING and rule.applies(heading):
            region = Region(act.clauses)
            yield from (replace(duty, confidence=_UNSURE) for duty in _duties(rule, act, region))
            return


def _stands_in(duty: Duty, act: Act) -> bool:
    """Whether the section of the act has a duty already, in itself or below."""
    return duty.clause == act.path or duty.clause.startswith(f"{act.path}/")


def _of_act(act: Act) -> list[Duty]:
    text = act.text
    found: list[Duty] = []
    kinds: set[DutyKind] = set()
    for rule in duty_rules.rules():
        if rule.kind in kinds or not rule.applies(text):
            continue
        laid = [
            duty for region in duty_parts.regions(rule, act) for duty in _duties(rule, act, region)
        ]
        if laid:
            kinds.add(rule.kind)
            found += laid
    return _settled(found)


def _duties(rule: Rule, act: Act, region: Region) -> Iterator[Duty]:
    text = region.text
    if not all(_has(need, act, text) for need in rule.needs) or _is_for_troops(rule, text):
        return
    quote = acts.whole(region.clauses)
    duty = Duty(
        kind=rule.kind,
        clause=act.path,
        actors=list(act.actors),
        targets=duty_rules.targets(text, rule.about) if rule.about else [],
        standard=standards.read(rule.kind, text, act.actors),
        due=None,
        quote=quote.text,
        span=quote.span,
        confidence=_confidence(rule, act),
    )
    yield from duty_parts.SPLIT.get(rule.kind, duty_parts.as_it_is)(duty, text)


def _is_for_troops(rule: Rule, text: str) -> bool:
    """Money for a garrison is part of the visit to it; payments go to persons on a list."""
    if rule.kind is not DutyKind.PAYMENT or duty_rules.targets(text, "persons"):
        return False
    return bool(duty_rules.targets(text, "units"))


def _has(need: str, act: Act, text: str) -> bool:
    if need == "troops":
        return duty_rules.by_troops(text, act.actors)
    return duty_rules.has(f"{'、'.join(act.actors)}{text}" if need == "official" else text, need)


def _settled(found: Sequence[Duty]) -> list[Duty]:
    """Leave out what another duty of the same words already says.

    An official's visits to a number of homes are neither a duty to visit everybody nor a campaign,
    a visit when something happens already brings the help, and troubles of the troops are needs.
    """
    return [duty for duty in found if not any(_is_said_by(duty, other) for other in found)]


def _is_said_by(duty: Duty, other: Duty) -> bool:
    if not _overlap(duty.span, other.span):
        return False
    if duty.kind is DutyKind.VISIT_COVERAGE:
        is_measured = bool({"coverage", "at_least"} & duty.standard.keys())
        if other.kind is DutyKind.EVENT_VISIT:
            return not is_measured
        return other.kind is DutyKind.LEADER_VISIT and "coverage" not in duty.standard
    if duty.kind is DutyKind.CAMPAIGN_FREQUENCY:
        return other.kind is DutyKind.LEADER_VISIT
    if duty.kind is DutyKind.CASE_LEDGER:
        is_of_troops = other.kind is DutyKind.NEED_LIST and not duty.targets
        return other.kind is DutyKind.EVENT_VISIT or is_of_troops
    return False


def _filing(deadline: Deadline, outline: Outline) -> Duty:
    """What is to be handed in by a day; a plan is a duty of its own kind."""
    is_plan = deadline.deliverables == [Deliverable.PLAN]
    standard = {"deliverables": [each.value for each in deadline.deliverables]}
    return Duty(
        kind=DutyKind.PLAN if is_plan else DutyKind.FILING,
        clause=outline.path(deadline.span.start),
        actors=list(deadline.owed_by),
        targets=[],
        standard={
            **standard,
            **standards.read(DutyKind.FILING, Piece.of(deadline.quote).folded, deadline.owed_by),
            **({"recurs": deadline.recurs} if deadline.recurs else {}),
        },
        due=deadline.on,
        quote=deadline.quote,
        span=deadline.span,
        confidence=_SURE,
        due_at=deadline.at,
    )


def _with_due(duty: Duty, deadlines: Sequence[Deadline]) -> Duty:
    within = [each for each in deadlines if each.on and _overlap(each.span, duty.span)]
    if len(within) != 1:
        return duty
    recurs = {"recurs": within[0].recurs} if within[0].recurs else {}
    standard = {**duty.standard, **recurs}
    return replace(duty, due=within[0].on, due_at=within[0].at, standard=standard)


def _confidence(rule: Rule, act: Act) -> float:
    confidence = rule.confidence
    if not act.actors and not duty_rules.word("modal").search(act.text):
        confidence -= _UNSURE_WITHOUT_SUBJECT
    elif act.is_inherited:
        confidence -= _INHERITED
    return round(max(confidence, 0.3), 2)


def _distinct(found: Sequence[Duty]) -> list[Duty]:
    """Within a sentence, the same duty said twice is one duty."""
    seen: dict[tuple[object, ...], Duty] = {}
    for duty in found:
        key = (
            duty.kind, tuple(duty.actors), tuple(duty.targets),
            tuple(sorted((name, str(value)) for name, value in duty.standard.items())),
        )  # fmt: skip
        seen.setdefault(key, duty)
    return list(seen.values())


def _without_echoes(found: Sequence[Duty]) -> list[Duty]:
    """A plan to be handed in and the order to make it, in one sentence, are one duty."""
    dated = [duty.span for duty in found if duty.kind is DutyKind.PLAN and duty.due]
    return [
        duty
        for duty in found
        if duty.kind is not DutyKind.PLAN
        or duty.confidence == _SURE
        or not any(_overlap(duty.span, span) for span in dated)
    ]


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
