"""System checks: every reference to a place or a unit has decided what a change does to it."""

from typing import Any

from django.core.checks import CheckMessage, Error

from yushui.territory.models import Region, Unit
from yushui.territory.references import references_to


def check_every_reference_has_decided(**_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{reference.owner.__name__} does not say what a change of regions does to it.",
            hint=f"Set `{reference.declared_as} = follows`, or `stays`, beside the field.",
            obj=reference.owner,
            id="territory.E001",
        )
        for node in (Region, Unit)
        for reference in references_to(node)
        if reference.answer is None
    ]
