"""From evidence to an answer: the same person, somebody to ask about, or somebody new.

A row has one true counterpart in the known list or none. The evidence for each candidate is
therefore weighed against that for every other and against nobody: two namesakes in one village
leave both in doubt, however well each of them fits.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from yushui.people.matching import ladders, model
from yushui.people.matching.linking import Pair


class Band(StrEnum):
    SAME = "same"
    ASK = "ask"
    NEW = "new"


# So certain that nobody need look; so doubtful that nobody would find anything.
CERTAIN, DOUBTFUL = 0.99, 0.06
# A second row claiming a known person is seldom that person twice.
TWICE = 0.02
_ROUNDS = 12
_SHARES = (0.02, 0.98)  # of rows known already, between which it is estimated
_MOST_BITS = 200.0
_FAR_BEHIND = 200.0
_SHOWN = 5  # candidates a clerk is given to choose from


@dataclass(slots=True)
class Candidate:
    """Somebody known who may be the person of a row."""

    known: int
    bits: float
    levels: tuple[int, ...]
    score: float = 0.0  # how likely this is the person, all candidates and nobody being one
    alone: float = 0.0  # how likely it would be if there were no other candidate


@dataclass(frozen=True)
class Answer:
    """What became of one incoming row; `known` is the best candidate unless it is new."""

    row: int
    band: Band
    candidates: tuple[Candidate, ...]
    score: float

    @property
    def known(self) -> int | None:
        return self.candidates[0].known if self.candidates else None


def answers(
    pairs: Iterable[Pair],
    *,
    known: int,
    incoming: int,
    one_person: Callable[[int, int], bool] = lambda first, second: False,
) -> list[Answer]:
    """An answer for every incoming row, from its pairs, which come row by row.

    `one_person` says of two known rows that they are the same person written twice.
    """
    by_row = {
        row: [Candidate(pair.known, pair.bits, pair.levels) for pair in found]
        for row, found in groupby(pairs, attrgetter("incoming"))
    }
    _weigh(by_row.values(), known=known, incoming=incoming)
    _hold_against_rivals(by_row)
    return [_answer(row, by_row.get(row, []), one_person) for row in range(1, incoming + 1)]


def _weigh(rows: Collection[list[Candidate]], *, known: int, incoming: int) -> None:
    """Give every candidate its chance; which share of the rows is known is estimated on the way."""
    evidence = [
        [2.0 ** min(one.bits, _MOST_BITS) / max(known, 1) for one in found] for found in rows
    ]
    sums = [sum(each) for each in evidence]
    share = 0.5
    for _ in range(_ROUNDS):
        expected = sum(share * total / (share * total + 1 - share) for total in sums)
        share = min(max(expected / max(incoming, 1), _SHARES[0]), _SHARES[1])
    odds = share / (1 - share)
    for found, each, total in zip(rows, evidence, sums, strict=True):
        for one, weight in zip(found, each, strict=True):
            one.score = odds * weight / (odds * total + 1)
            one.alone = odds * weight / (odds * weight + 1)


def _hold_against_rivals(by_row: Mapping[int, list[Candidate]]) -> None:
    """Two rows may not both be sure of one known person: the weaker has to bring more."""
    best: dict[int, tuple[float, int]] = {}
    for row, found in by_row.items():
        for one in found:
            if one.score > 0.5:
                best[one.known] = max(best.get(one.known, (-math.inf, 0)), (one.bits, -row))
    for row, found in by_row.items():
        for one in found:
            strongest, holder = best.get(one.known, (-math.inf, 0))
            if -holder != row and strongest >= one.bits:
                odds = one.score / max(1 - one.score, 1e-12) * TWICE
                one.score = odds / (1 + odds)


def _answer(
    row: int, candidates: list[Candidate], one_person: Callable[[int, int], bool]
) -> Answer:
    found = sorted(candidates, key=lambda one: (-one.score, one.known))
    if not found:
        return Answer(row, Band.NEW, (), 0.0)
    best, *others = found
    score = best.score + sum(one.score for one in others if one_person(best.known, one.known))
    doubted = objection(best.levels) or _is_outnamed(best, others)
    if score >= CERTAIN and not doubted:
        return Answer(row, Band.SAME, (best,), score)
    total = sum(one.score for one in found)
    if total < DOUBTFUL:
        return Answer(row, Band.NEW, (), total)
    worth = [one for one in found if one.score >= best.score / _FAR_BEHIND or one.alone > 0.5]
    return Answer(row, Band.ASK, tuple(worth[:_SHOWN]), score)


def _is_outnamed(best: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether somebody else bears the row's name and would do as well: a number was mistyped."""
    return not _has_the_name(best) and any(one.alone > 0.5 and _has_the_name(one) for one in others)


def _has_the_name(candidate: Candidate) -> bool:
    level = model.NAME.level(candidate.levels[model.LADDERS.index(model.NAME)])
    return level is not None and level.key == "same"


# Agreement that may be a relative's, however strong the sum of it.
_FAR_NAME = frozenset({"given", "other", "surname"})
_UNSURE_NAME = frozenset({"one", "gap"})
_ID_AGREES = frozenset({"same", "slip", "part"})


def objection(levels: tuple[int, ...]) -> str:
    """Why nobody may decide this without looking; empty if there is nothing against it."""
    said = {
        ladder.key: level.key
        for ladder, gamma in zip(model.LADDERS, levels, strict=True)
        if (level := ladder.level(gamma))
    }
    number, name, birth = (said.get(key, "") for key in ("id_card", "name", "birth"))
    has_one_phone = said.get("phone") == "same"
    if number in ("other", "others") and not (birth == "same" and has_one_phone):
        return ladders.TWO_NUMBERS
    if name in _FAR_NAME and not (name == "surname" and number == "same"):
        return "姓名不同"
    if number in _ID_AGREES:
        return ""
    if name in _UNSURE_NAME or (name == "less" and birth != "same"):
        return "姓名差一个字，又没有身份证号可以核对"
    if birth == "other" or (birth == "near_year" and not has_one_phone):
        return "出生日期不同，又没有身份证号可以核对"
    return ""
