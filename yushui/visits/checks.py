"""Checks of the system: every reference says what a merge does to it."""

from typing import Any

from django.core import checks

from yushui.kernel import merging
from yushui.visits.models import Target


def check_merges(**_: Any) -> list[checks.CheckMessage]:
    return merging.undecided(Target)
