"""Checks of the system: every class has its route, every reference says what a merge does."""

from typing import Any

from django.core import checks

from yushui.kernel import merging
from yushui.merits import classes, national
from yushui.merits.models import Plaque
from yushui.people import categories


def check_classes(**_: Any) -> list[checks.CheckMessage]:
    lost = [
        (one.code, edition.name)
        for edition in national.editions()
        for one in classes.table().values()
        if one.code not in edition.routes
    ]
    unknown = [
        (one.code, one.category)
        for one in classes.table().values()
        if one.category and categories.rank(one.category) is None
    ]
    return [
        checks.Error(f"Merit {code} is not known in {where}.", id="merits.E001")
        for code, where in [*lost, *unknown]
    ]


def check_merges(**_: Any) -> list[checks.CheckMessage]:
    return merging.undecided(Plaque)
