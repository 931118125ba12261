"""Checks of the system: the checklist names only what there is, and every question once."""

from collections.abc import Iterator
from typing import Any

from django.core import checks

from yushui.discipline import checklist
from yushui.discipline.lifecycle import Occasion


def check_checklist(**_: Any) -> list[checks.CheckMessage]:
    return [checks.Error(told, id="discipline.E001") for told in _faults()]


def _faults() -> Iterator[str]:
    known = checklist.sections()
    for edition in checklist.editions():
        keys = [item.key for item in edition.items]
        yield from (f"{key} twice in {edition.name}." for key in keys if keys.count(key) > 1)
        for item in edition.items:
            if item.section not in known or item.of - set(Occasion.values):
                yield f"{item.key} of {edition.name} names what there is not."
    for turn in checklist.national_turns():
        if turn.section not in known or not known[turn.section].may_be_off:
            yield f"Section {turn.section} is not one that may be off."
