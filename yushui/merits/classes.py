"""Classes of merit (功勋等次) in the official order; what each weighs is the register's to say."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from yushui.people import categories


LIGHTEST = 7  # what the article on weights does not name stands below its six ranks


@dataclass(frozen=True)
class Merit:
    """One class. `category` is what it makes somebody in the register, where it does."""

    code: str
    label: str
    category: str = ""

    @property
    def weight(self) -> int:
        """1 weighs the most; classes of one weight are equals (三等战功 is a 二等功)."""
        return categories.rank(self.category) or LIGHTEST


@cache
def table() -> dict[str, Merit]:
    told = tomllib.loads(Path(__file__).with_name("classes.toml").read_text(encoding="utf-8"))
    return {row["code"]: Merit(**row) for row in told["class"]}


def choices() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in table().values()]


def label(code: str) -> str:
    return table()[code].label


def weighing_as(code: str) -> frozenset[str]:
    """The class and its equals: a duty about 二等功 is about 三等战功 as well."""
    weight = table()[code].weight
    return frozenset(one.code for one in table().values() if one.weight == weight)
