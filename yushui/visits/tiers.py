"""The two tiers of visiting (普遍走访, 重点慰问): whom each asks for, by the duties of a campaign.

Somebody may be in both, and counts in each; the whole counts a family once (S1-44, S2-26).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yushui.campaigns.models import Campaign
from yushui.people.categories import expand


_BOTH = re.compile("普遍走访[、，和与]?重点慰问")  # the principle, which puts nobody in a tier
_KEY = re.compile("重点(?:走访|慰问|看望|探望)")
_GENERAL = re.compile(
    "(?:普遍|全面|全覆盖|逐户)[^，。；]{0,6}(?:走访|慰问|看望|登门|入户)|应访尽访"
)


def is_key(text: str) -> bool:
    """Whether a demand asks for 重点慰问; a visit that is not called so is a general one."""
    plain = _BOTH.sub("", text)
    return bool(_KEY.search(plain)) and not _GENERAL.search(plain)


@dataclass(frozen=True)
class Wanted:
    """Categories by tier, groups taken apart."""

    general: frozenset[str]
    key: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        return self.general | self.key

    def columns(self, codes: Iterable[str]) -> dict[str, Any]:
        """In which tiers a household is whose people are in these categories."""
        held = frozenset(codes)
        in_key = bool(held & self.key)
        return {"is_key": in_key, "is_general": bool(held & self.general) or not in_key}


def wanted(campaign: Campaign) -> Wanted:
    """What the coverage duties of the campaign name."""
    duties = campaign.duties.filter(kind="visit_coverage").order_by("pk")
    codes: dict[bool, set[str]] = {True: set(), False: set()}
    for targets, summary, quote in duties.values_list("targets", "summary", "quote"):
        codes[is_key(quote or summary)].update(targets)
    return Wanted(expand(codes[False]), expand(codes[True]))
