"""The printed citation (喜报) that is handed to the family, in a layout of our own."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from yushui.kernel import clock
from yushui.merits.lifecycle import Home, State
from yushui.merits.models import Citation, CitationQuerySet
from yushui.office.gongwen.measure import chinese_day
from yushui.office.typeset import Paper, paper
from yushui.territory.models import Region


LAYOUT = Path(__file__).parent / "layouts" / "citation.typ"
LARGEST_BATCH = 500
_KIN = {Home.PARENTS: "您的孩子", Home.SPOUSE: "您的爱人", Home.RAISER: "您抚养的孩子"}


def waiting_in(region: Region) -> CitationQuerySet:
    """Citations of a place that were assigned and wait for the door, in the order of a walk."""
    waiting = Citation.objects.filter(
        region__in=Region.objects.within(region), state=State.ASSIGNED
    )
    loaded = waiting.select_related("household", "unit", "civil_unit", "military_unit")
    return loaded.order_by("region__path", "household__code", "pk")


def sheet(
    citations: Iterable[Citation], tell: Callable[[int], object] = lambda done: None
) -> Paper:
    """One page a citation; they come with their household and units."""
    today = clock.today()
    told = []
    for done, citation in enumerate(citations, start=1):
        told.append(_told(citation, today))
        tell(done)
    return paper(LAYOUT, {"citations": told})


def _told(citation: Citation, today: date) -> dict[str, Any]:
    units = [unit.name for unit in (citation.civil_unit, citation.military_unit) if unit]
    family = citation.recipient or (citation.household.head_name if citation.household else "")
    return {
        "family": f"{family}家属" if family else "家属同志",
        "kin": _KIN.get(Home(citation.home), "") if citation.home else "",
        "name": citation.soldier_name,
        "verb": "荣立" if citation.merit_label.endswith("功") else "荣获",
        "merit": citation.merit_label,
        "order": citation.order_number,
        "on": chinese_day(citation.ordered_on),
        "units": units or [citation.unit.name],
        "day": chinese_day(citation.planned_on or today),
    }
