"""What the bodies of a place are called: 县人社局 is the 人力资源和社会保障局 of the county.

Offices name a body by its level and in short, and mean the one of their own place. Nothing here
knows which units there are: words go in, a level and the names that such a body may have come out.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path


LEVELS = ("自治区", "自治州", "自治县", "自治旗", *"省市盟州县区旗镇乡")
_LEVEL = rf"(?P<level>{'|'.join(LEVELS)})"
_OF_LEVEL = re.compile(rf"(?:本|我|全)?{_LEVEL}级?")
# 团县委: the level stands inside.
_INSIDE = re.compile(rf"(?:共青)?团{_LEVEL}委")
# 各县（市、区）, 旗县市（区）, 区县, 县级: every place of the level, not one.
_EACH = re.compile(
    r"(?:全[省市盟州区])?(?:各[(),、省市盟州县区旗自治]+级?|[(),、市州县区旗自治]{2,}|[市县]级)"
)
_ENDINGS = ("局", "厅", "部门")


@dataclass(frozen=True)
class Said:
    """A body as words name it: of which level, of every place of a level, or of no level."""

    words: str
    rest: str
    level: str = ""
    is_of_each: bool = False


@cache
def bodies() -> tuple[frozenset[str], ...]:
    """Every body with all its names; `{place}` stands for the place where it is not in front."""
    raw = tomllib.loads((Path(__file__).parent / "bodies.toml").read_text(encoding="utf-8"))
    return tuple(
        frozenset(
            [
                *map("".join, product(one.get("stems", ()), one.get("endings", _ENDINGS))),
                *one.get("names", ()),
            ]
        )
        for one in raw["body"]
    )


@cache
def _by_name() -> dict[str, frozenset[str]]:
    return {name: names for names in bodies() for name in names}


def is_known(rest: str) -> bool:
    return rest in _by_name()


def patterns(rest: str) -> Iterator[tuple[str, str]]:
    """What stands before and after the place in names of the body called `rest`; itself first."""
    yield "", rest
    for name in _by_name().get(rest, ()):
        before, _, after = name.rpartition("{place}")
        yield before, after


def readings(words: str) -> Iterator[Said]:
    """Ways to take `words` as a body, the likeliest first.

    市场监管局 begins with a level and names none: a body called so comes before the level.
    """
    if is_known(words):
        yield Said(words, words)
        return
    if inside := _INSIDE.fullmatch(words):
        yield Said(words, "团委", inside["level"])
    for cut in range(1, len(words)):
        head, rest = words[:cut], words[cut:]
        if level := _OF_LEVEL.fullmatch(head):
            yield Said(words, rest, level["level"])
        if _EACH.fullmatch(head) and is_known(rest):
            yield Said(words, rest, is_of_each=True)
