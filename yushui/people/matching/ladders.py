"""A comparison of two rows as a ladder: from agreeing in full down to not at all."""

import math
from dataclasses import dataclass
from typing import Any


# Said by the matcher, before a merge and on its page; `deciding` and the merge stop there.
TWO_NUMBERS = "两个身份证号都校验通过而不相同"


@dataclass(frozen=True)
class Level:
    """A rung: what holds there and what it says, in words a clerk understands."""

    key: str
    words: str
    condition: str  # SQL; "else" for the last
    m: float = 0.0
    u: float = 0.0
    rare: str = ""

    @property
    def bits(self) -> float:
        """What standing here says, before the value's own frequency is looked at."""
        return math.log2(self.m / self.u)

    def as_splink(self) -> dict[str, Any]:
        level: dict[str, Any] = {"sql_condition": self.condition, "label_for_charts": self.words}
        level |= {"m_probability": self.m, "u_probability": self.u}
        if self.rare:
            level |= {"tf_adjustment_column": self.rare, "tf_adjustment_weight": 1.0}
            level |= {"disable_tf_exact_match_detection": True}
        return level


@dataclass(frozen=True)
class Ladder:
    """A comparison: `unsaid` is when it says nothing either way."""

    key: str
    unsaid: str
    levels: tuple[Level, ...]

    def as_splink(self) -> dict[str, Any]:
        unsaid = {"sql_condition": self.unsaid, "label_for_charts": "unsaid", "is_null_level": True}
        return {
            "output_column_name": self.key,
            "comparison_levels": [unsaid, *(level.as_splink() for level in self.levels)],
        }

    def level(self, gamma: int) -> Level | None:
        """The level Splink calls by this number: -1 is unsaid, 0 the last, upwards the better."""
        return None if gamma < 0 else self.levels[len(self.levels) - 1 - gamma]
