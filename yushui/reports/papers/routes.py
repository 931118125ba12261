"""Route sheets (走访路线单): a team's households for a day, to be carried from door to door.

As on every paper, numbers are masked: it is carried about, and may be lost on the way. No map is
drawn, since addresses have no coordinates; the sheet goes village by village.
"""

from itertools import groupby
from pathlib import Path
from typing import Any

from django.db.models import Prefetch

from yushui.accounts.actor import Actor
from yushui.kernel import clock
from yushui.kernel.secrets import mask_phone
from yushui.office.gongwen.measure import chinese_day
from yushui.office.typeset import Paper, paper
from yushui.people import categories, seals
from yushui.people.models import Household, Person
from yushui.visits.models import Outing, Target


LAYOUT = Path(__file__).parent.parent / "layouts" / "route.typ"


def route(outing: Outing, by: Actor) -> Paper:
    """The sheet of one outing, village by village in the order of the list."""
    today = clock.today()
    living = Prefetch("household__persons", Person.objects.alive().order_by("pk"))
    targets = list(outing.targets.for_listing().prefetch_related(living))
    return paper(
        LAYOUT,
        {
            "on": [today.year, today.month, today.day],
            "printed": f"{chinese_day(today)}由{by.name}打印",
            "facts": _facts(outing, len(targets)),
            "villages": [
                {"name": name, "homes": [_home(one) for one in homes]}
                for name, homes in groupby(targets, key=lambda one: one.region.name)
            ],
        },
    )


def _facts(outing: Outing, count: int) -> list[list[str]]:
    members = [one.full_name for one in outing.members.order_by("full_name", "pk")]
    return [
        ["活动", outing.campaign.name],
        ["日期", chinese_day(outing.going_on)],
        ["单位", outing.unit.name],
        ["带队人", outing.leader.full_name],
        ["队员", "、".join(filter(None, [*members, outing.others])) or "—"],
        ["户数", f"{count} 户"],
    ]


def _home(target: Target) -> dict[str, Any]:
    return {
        "head": target.household.head_name,
        "address": target.household.address,
        "why": "、".join(map(categories.label, target.reasons)),
        "phone": _phone(target.household),
        "note": f"未遇 {target.tries_count} 次" if target.tries_count else "",
    }


def _phone(household: Household) -> str:
    """The family's number, else the first that somebody of it has; masked."""
    if number := seals.household_phone(household):
        return mask_phone(number)
    return next(filter(None, map(seals.masked_phone, household.persons.all())), "")
