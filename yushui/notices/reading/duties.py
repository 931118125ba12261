"""The duties a notice lays on its addressees: who must do what, for whom, to what measure.

The words that lay a duty are data (`words/duties.toml`); here sentences are tried against them.
Regulations, commendations, letters, reports and news lay none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yushui.notices.reading import acts, demands, duty_rules, standards
from yushui.notices.reading.acts import Act, Clause, Outline
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


# Kinds of which one sentence may lay several, for different people or to different measures.
_SEVERAL = {DutyKind.VISIT_COVERAGE, DutyKind.MERIT_DELIVERY, DutyKind.GIFT}
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
# 荣获一等功的，奖励20000元: so much for each; but a budget is for all of them.
_EACH = re.compile(r"(?:奖励|慰问金|补助)(?:金)?(?:为|:)?[^,。;\d]{0,6}$")
_IN_ALL = re.compile(r"安排|下拨|拨付|预算|共|总|投入|筹集|合计|列支")
_NEXT_AMOUNT = re.compile(r"[、,和][\u4e00-\u9fff]{1,12}$")
_ASPECT = re.compile(
    r"(?:对象|方式|方法|标准|范围|时间|地点|要求|内容|原则|目标|形式|步骤|安排)[.。:：]?$"
)
_CEILING = re.compile(r"慰问品|物资|不超过|不高于|不得超|以内")
_SEPARATELY = re.compile(r"分别|各自|各(?=带|入户|走访)")


@dataclass(frozen=True)
class _Region:
    """The clauses of an act that lay one duty."""

    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        return "".join(clause.text for clause in self.clauses)


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
            region = _Region(act.clauses)
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
        laid = [duty for region in _regions(rule, act) for duty in _duties(rule, act, region)]
        if laid:
            kinds.add(rule.kind)
            found += laid
    return _settled(found)


def _regions(rule: Rule, act: Act) -> Iterator[_Region]:
    """Where in the act the duty stands: clause by clause, else over several."""
    held: list[Clause] = []
    regions: list[_Region] = []
    for clause in act.clauses:
        held.append(clause)
        if rule.applies(clause.text):
            regions.append(_Region(tuple(held)))
            held = []
    if not regions:
        yield _Region(act.clauses)
        return
    regions[-1] = _Region((*regions[-1].clauses, *held))
    if rule.kind in _SEVERAL:
        yield from _kept_apart(rule, regions)
    else:
        yield _Region(tuple(clause for region in regions for clause in region.clauses))


def _kept_apart(rule: Rule, regions: Sequence[_Region]) -> Iterator[_Region]:
    """Regions that name their own targets; one that names none belongs to its neighbour."""
    held: _Region | None = None
    for region in regions:
        if held is None:
            held = region
        elif _names_targets(rule, held) and _names_targets(rule, region):
            yield held
            held = region
        else:
            held = _Region((*held.clauses, *region.clauses))
    if held is not None:
        yield held


def _names_targets(rule: Rule, region: _Region) -> bool:
    return bool(duty_rules.targets(region.text, rule.about))


def _duties(rule: Rule, act: Act, region: _Region) -> Iterator[Duty]:
    text = region.text
    if not all(_has(need, act, text) for need in rule.needs):
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
    yield from _SPLIT.get(rule.kind, _as_it_is)(duty, text)


def _has(need: str, act: Act, text: str) -> bool:
    if need == "troops":
        return duty_rules.by_troops(text, act.actors)
    return duty_rules.has(f"{'、'.join(act.actors)}{text}" if need == "official" else text, need)


def _as_it_is(duty: Duty, text: str) -> Iterator[Duty]:
    yield duty


def _by_amount(duty: Duty, text: str) -> Iterator[Duty]:
    """烈属每户300元，残疾军人每户200元: one payment for each amount, to those named before it."""
    named = _amounts(text)
    matches = [match for match in named if not _CEILING.search(match[0])]
    if not matches:
        yield from () if named or "fen_each" in duty.standard else (duty,)
        return
    at = 0
    for match in matches:
        stretch = text[at : match.end()]
        targets = duty_rules.targets(stretch, "persons") or duty.targets
        measure = standards.of_amount(match, stretch)
        yield replace(duty, targets=targets, standard={**duty.standard, **measure})
        at = match.end()


def _amounts(text: str) -> list[re.Match[str]]:
    """Amounts by head or by household; 每名…：一等功10000元、二等功5000元 says it once for all."""
    found: list[re.Match[str]] = []
    for match in standards.amounts().finditer(text):
        joint = text[found[-1].end() : match.start("amount")] if found else ""
        before = text[max(0, match.start("amount") - 16) : match.start("amount")]
        is_each = _EACH.search(before) and not _IN_ALL.search(before)
        if match["per"] or match["slash"] or is_each or _NEXT_AMOUNT.match(joint):
            found.append(match)
    return found


def _by_rank(duty: Duty, text: str) -> Iterator[Duty]:
    """主要领导和分管领导分别…: each rank has its own duty (S4-29)."""
    counts = standards.separate_counts(text)
    if len(counts) > 1:
        yield from (replace(duty, standard={**duty.standard, **each}) for each in counts)
        return
    named = standards.ranks("、".join(duty.actors)) or standards.ranks(text)
    if len(named) < 2 or not _SEPARATELY.search(text):
        yield duty
        return
    for rank in named:
        owners = [actor for actor in duty.actors if rank in standards.ranks(actor)] or duty.actors
        yield replace(duty, actors=owners, standard={**duty.standard, "rank": rank})


_SPLIT = {DutyKind.PAYMENT: _by_amount, DutyKind.LEADER_VISIT: _by_rank}


def _settled(found: Sequence[Duty]) -> list[Duty]:
    """Leave out what another duty of the same words already says.

    An official's visits to a number of homes are not also a duty to visit everybody, a visit when
    something happens already brings the help, and troubles of the troops are needs, not cases.
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
    )


def _with_due(duty: Duty, deadlines: Sequence[Deadline]) -> Duty:
    within = [each for each in deadlines if each.on and _overlap(each.span, duty.span)]
    if len(within) != 1:
        return duty
    recurs = {"recurs": within[0].recurs} if within[0].recurs else {}
    return replace(duty, due=within[0].on, standard={**duty.standard, **recurs})


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
