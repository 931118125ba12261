"""From evidence to an answer: the same person, somebody to ask about, or somebody new.

A row has one true counterpart in the known list or none. The evidence for each candidate is
therefore weighed against that for every other and against nobody: two namesakes in one village
leave both in doubt, however well each of them fits.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from yushui.people.matching import model
from yushui.people.matching.linking import Pair


class Band(StrEnum):
    SAME = "same"
    ASK = "ask"
    NEW = "new"


# So certain that nobody need look; so doubtful that nobody would find anything.
CERTAIN, DOUBTFUL = 0.995, 0.04
# A second row claiming a known person is seldom that person twice.
TWICE = 0.02
_ROUNDS = 12
_SHARES = (0.02, 0.98)  # of rows known already, between which it is estimated
_SHOWN = 5  # candidates a clerk is given to choose from


@dataclass(frozen=True)
class Candidate:
    known: int
    score: float  # how likely this is the person, between 0 and 1
    levels: tuple[int, ...]


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
    """An answer for every incoming row.

    `one_person` says of two known rows that they are the same person written twice.
    """
    by_row = {row: list(found) for row, found in groupby(pairs, attrgetter("incoming"))}
    weights = _weights(by_row)
    share = _share_known(by_row.values(), weights, known=known, incoming=incoming)
    chances = {
        row: _chances(found, weights, share=share, known=known) for row, found in by_row.items()
    }
    _hold_against_rivals(by_row, chances)
    return [
        _answer(row, by_row.get(row, []), chances.get(row, []), one_person)
        for row in range(1, incoming + 1)
    ]


def _weights(by_row: Mapping[int, list[Pair]]) -> dict[Pair, float]:
    return {pair: 2.0 ** min(pair.bits, 200.0) for found in by_row.values() for pair in found}


def _share_known(
    found: Iterable[list[Pair]], weights: Mapping[Pair, float], *, known: int, incoming: int
) -> float:
    """Which share of the incoming rows is known already, by expectation and maximisation."""
    sums = [sum(weights[pair] for pair in pairs) / max(known, 1) for pairs in found]
    share = 0.5
    for _ in range(_ROUNDS):
        expected = sum(share * total / (share * total + 1 - share) for total in sums)
        share = min(max(expected / max(incoming, 1), _SHARES[0]), _SHARES[1])
    return share


def _chances(
    pairs: Sequence[Pair], weights: Mapping[Pair, float], *, share: float, known: int
) -> list[float]:
    """How likely each candidate is the one, all of them and nobody adding up to one."""
    each = [share / max(known, 1) * weights[pair] for pair in pairs]
    whole = sum(each) + 1 - share
    return [chance / whole for chance in each]


def _hold_against_rivals(
    by_row: Mapping[int, list[Pair]], chances: Mapping[int, list[float]]
) -> None:
    """Two rows may not both be sure of one known person: the weaker has to bring more."""
    best: dict[int, tuple[float, int]] = defaultdict(lambda: (-math.inf, 0))
    for row, found in by_row.items():
        for pair, chance in zip(found, chances[row], strict=True):
            if chance > 0.5:
                best[pair.known] = max(best[pair.known], (pair.bits, -row))
    for row, found in by_row.items():
        for place, pair in enumerate(found):
            strongest, holder = best.get(pair.known, (pair.bits, -row))
            if -holder != row and strongest >= pair.bits:
                chance = chances[row][place]
                odds = chance / max(1 - chance, 1e-12) * TWICE
                chances[row][place] = odds / (1 + odds)


def _answer(
    row: int,
    pairs: Sequence[Pair],
    chances: Sequence[float],
    one_person: Callable[[int, int], bool],
) -> Answer:
    found = sorted(
        (
            Candidate(pair.known, chance, pair.levels)
            for pair, chance in zip(pairs, chances, strict=True)
        ),
        key=lambda one: (-one.score, one.known),
    )
    if not found:
        return Answer(row, Band.NEW, (), 0.0)
    best = found[0]
    score = best.score + sum(
        other.score for other in found[1:] if one_person(best.known, other.known)
    )
    total = sum(one.score for one in found)
    if score >= CERTAIN and not objection(best.levels):
        return Answer(row, Band.SAME, (Candidate(best.known, score, best.levels),), score)
    if total < DOUBTFUL:
        return Answer(row, Band.NEW, (), total)
    worth = tuple(one for one in found[:_SHOWN] if one.score >= best.score / 200)
    return Answer(row, Band.ASK, worth, score)


# Agreement that may be a relative's, however strong the sum of it.
_OTHER_NAME = frozenset({"one", "less", "gap", "surname", "given", "other"})
_FAR_NAME = frozenset({"given", "other", "surname"})
_ID_AGREES = frozenset({"same", "slip", "part"})


def objection(levels: tuple[int, ...]) -> str:
    """Why nobody may decide this without looking; empty if there is nothing against it."""
    said = {
        ladder.key: level.key
        for ladder, gamma in zip(model.LADDERS, levels, strict=True)
        if (level := ladder.level(gamma))
    }
    number, name = said.get("id_card", ""), said.get("name", "")
    if number == "other":
        return "两个身份证号都校验通过而不相同"
    if name in _FAR_NAME:
        return "姓名不同"
    if name in _OTHER_NAME and number not in _ID_AGREES:
        return "姓名差一个字，又没有身份证号可以核对"
    return ""
