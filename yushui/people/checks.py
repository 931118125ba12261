"""Checks of the system: every reference says what follows when people are merged, or leave."""

from typing import Any

from django.core import checks

from yushui.kernel import merging
from yushui.people import departures
from yushui.people.models import Belonging, Household, Person


def check_merges(**_: Any) -> list[checks.CheckMessage]:
    return [error for model in (Household, Person, Belonging) for error in merging.undecided(model)]


def check_departures(**_: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(
            f"{where} refers to people and does not say what follows when they leave.",
            hint="Declare on_departure beside the reference; see yushui.people.departures.",
            id="people.E001",
        )
        for where in departures.undecided()
    ]
