"""Where in an act a duty stands, and how one sentence lays several of a kind.

A sentence may name two kinds of people to visit, pay several amounts, or oblige each of two
officials; each is a duty of its own, because each is counted by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yushui.notices.reading import duty_rules, standards
from yushui.notices.reading.acts import Act, Clause
from yushui.notices.reading.duty_rules import Rule
from yushui.notices.reading.structure import Duty, DutyKind


# Kinds of which one sentence may lay several, for different people or to different measures.
_SEVERAL = {DutyKind.VISIT_COVERAGE, DutyKind.MERIT_DELIVERY, DutyKind.GIFT}
# 慰问品每户不超过300元 says what goods may cost, and pays nobody.
_GIVEN = re.compile(
    r"(?P<goods>慰问品|物资|礼品)|慰问[金款]|慰问经费|补助|救助金|优待金|抚恤金|奖励"
)
_SEPARATELY = re.compile(r"分别|各自|各(?=带|入户|走访)")


# 荣获一等功的，奖励20000元: so much for each; but a budget is for all of them.
_EACH = re.compile(
    r"(?:奖励|慰问金|补助)(?:金)?(?:为|:)?[^,。;\d]{0,6}$|[一二三]等功[^,。;、\d]{0,8}$"
)
_IN_ALL = re.compile(r"安排|下拨|拨付|预算|共|总|投入|筹集|合计|列支")
_NEXT_AMOUNT = re.compile(r"[、,和][\u4e00-\u9fff]{1,12}$")


@dataclass(frozen=True)
class Region:
    """The clauses of an act that lay one duty."""

    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        return "".join(clause.text for clause in self.clauses)


def regions(rule: Rule, act: Act) -> Iterator[Region]:
    """Where in the act the duty stands: clause by clause, else over several."""
    held: list[Clause] = []
    regions: list[Region] = []
    for clause in act.clauses:
        held.append(clause)
        if rule.applies(clause.text):
            regions.append(Region(tuple(held)))
            held = []
    if not regions:
        yield Region(act.clauses)
        return
    regions[-1] = Region((*regions[-1].clauses, *held))
    if rule.kind in _SEVERAL:
        yield from _kept_apart(rule, regions)
    else:
        yield Region(tuple(clause for region in regions for clause in region.clauses))


def _kept_apart(rule: Rule, regions: Sequence[Region]) -> Iterator[Region]:
    """Regions that name their own targets; one that names none belongs to its neighbour."""
    held: Region | None = None
    for region in regions:
        if held is None:
            held = region
        elif _names_targets(rule, held) and _names_targets(rule, region):
            yield held
            held = region
        else:
            held = Region((*held.clauses, *region.clauses))
    if held is not None:
        yield held


def _names_targets(rule: Rule, region: Region) -> bool:
    return bool(duty_rules.targets(region.text, rule.about))


def as_it_is(duty: Duty, text: str) -> Iterator[Duty]:
    yield duty


def _by_amount(duty: Duty, text: str) -> Iterator[Duty]:
    """烈属每户300元，残疾军人每户200元: one payment for each amount, to those named before it."""
    named = _amounts(text)
    matches = [match for match in named if _pays(match, text)]
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


def _pays(match: re.Match[str], text: str) -> bool:
    """Whether the amount is paid out, rather than what goods cost or may cost at most."""
    end = match.start("amount")
    clause = max(text.rfind(mark, 0, end) for mark in "、,;。(") + 1
    if _last_given(text, clause, end) == "goods":
        return False
    is_ceiling = standards.bound(match) == "at_most"
    return not is_ceiling or _last_given(text, 0, end) == "cash"


def _last_given(text: str, start: int, end: int) -> str | None:
    """What the words last spoke of before an amount: goods, cash or neither."""
    named = list(_GIVEN.finditer(text, start, end))
    if not named:
        return None
    return "goods" if named[-1]["goods"] else "cash"


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


SPLIT = {DutyKind.PAYMENT: _by_amount, DutyKind.LEADER_VISIT: _by_rank}
