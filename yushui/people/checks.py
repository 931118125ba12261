"""Checks of the system: every reference says what a merge does to it."""

from typing import Any

from django.core import checks

from yushui.kernel import merging
from yushui.people.models import Belonging, Household, Person


def check_merges(**_: Any) -> list[checks.CheckMessage]:
    return [error for model in (Household, Person, Belonging) for error in merging.undecided(model)]
