"""Who of a household is to be visited, and what becomes of it on the lists when they are gone."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.people.categories import held, narrowest
from yushui.people.models import Household, Person, Status
from yushui.visits.lifecycle import TARGET, Reach
from yushui.visits.tiers import wanted


def day_of(campaign: Campaign) -> date:
    """The day on which one has to be in a category, for this campaign."""
    return campaign.festival_on or campaign.starts_on


def stand_anew(rows: "QuerySet[Any]", household: Household) -> None:
    """Let a household leave the open lists, or come back to them, as its people say.

    It leaves with the last living person of those it was listed for: at once, not at the next list.
    """
    waiting = rows.filter(
        campaign__state=CampaignState.OPEN, state__in=[Reach.UNVISITED, Reach.GONE]
    )
    persons = list(household.persons.prefetch_related("belongings").order_by("status_on", "pk"))
    for target in waiting.select_related("campaign"):
        _stand(target, persons)


def _stand(target: Any, persons: list[Person]) -> None:
    asked, on = wanted(target.campaign), day_of(target.campaign)
    why = {person: held(person, on) & asked.every for person in persons}
    listed = [person for person in persons if why[person]]
    living = [person for person in listed if person.status == Status.ALIVE]
    if living:
        codes = frozenset().union(*(why[person] for person in living))
        told = {"reasons": narrowest(codes), "persons_count": len(living), **asked.columns(codes)}
        if target.state == Reach.GONE:
            TARGET.advance(target, "come_back", left_as="", **told)
        else:
            type(target)._base_manager.filter(pk=target.pk).update(**told)
    elif listed and target.state == Reach.UNVISITED:
        TARGET.advance(target, "leave", left_as=listed[-1].status)
