"""Why two rows are taken for one person, in words a clerk understands. No number is repeated."""

from collections.abc import Collection

from yushui.people.matching import model
from yushui.people.matching.deciding import Answer, Band, objection


# Above the first the matcher is fairly sure; below the second it is a guess.
_LIKELY, _POSSIBLE = 0.9, 0.3
# What is somebody's own for life, and speaks against it where two rows differ.
_OWN = (model.NAME, model.ID_CARD, model.BIRTH, model.SEX)
_AGAINST = {level.words for ladder in _OWN for level in ladder.levels if level.bits < 0}
WORDS = {Band.SAME: "同一人", Band.ASK: "请人核对", Band.NEW: "新人员"}


def reasons(levels: tuple[int, ...]) -> list[str]:
    """What agrees, then what does not, the weightiest first."""
    said = [
        level
        for ladder, gamma in zip(model.LADDERS, levels, strict=True)
        if (level := ladder.level(gamma)) is not None
    ]
    return [level.words for level in sorted(said, key=lambda level: -abs(level.bits))]


def chance(score: float, told: Collection[str]) -> str:
    """How sure it is, in words: never likely of two whose births or numbers differ."""
    if score >= _LIKELY and _AGAINST.isdisjoint(told):
        return "很可能是"
    return "可能是" if score >= _POSSIBLE else "把握不大"


def why(answer: Answer) -> list[str]:
    """The reasons of an answer as a whole, for its best candidate."""
    if answer.band is Band.NEW:
        return ["库中没有足够相近的人"]
    told = reasons(answer.candidates[0].levels)
    if answer.band is Band.ASK:
        told = [_doubt(answer), *told]
    return told


def _doubt(answer: Answer) -> str:
    if why_not := objection(answer.candidates[0].levels):
        return f"需要核对：{why_not}"
    if len(answer.candidates) > 1:
        return f"需要核对：库中有{len(answer.candidates)}个人都对得上"
    return "需要核对：相同的内容不够多"
