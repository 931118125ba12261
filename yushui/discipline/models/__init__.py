"""Checks of conduct (作风检查), what they found, gatherings, and what places set for themselves."""

from yushui.discipline.models.check import Answer, Check, CheckQuerySet
from yushui.discipline.models.finding import Finding, FindingQuerySet
from yushui.discipline.models.gathering import Gathering, GatheringQuerySet
from yushui.discipline.models.local import Limit, LocalItem, Switch


__all__ = [
    "Answer",
    "Check",
    "CheckQuerySet",
    "Finding",
    "FindingQuerySet",
    "Gathering",
    "GatheringQuerySet",
    "Limit",
    "LocalItem",
    "Switch",
]
