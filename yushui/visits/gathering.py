"""Who may be ticked as having come to a group visit, and where they live."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When

from yushui.campaigns.models import Campaign
from yushui.people.models import Household, HouseholdQuerySet, Person, PlaceKind
from yushui.territory.models import Region
from yushui.visits.models import Target


TOGETHER = (PlaceKind.COMPOUND, PlaceKind.BARRACKS)
SHOWN = 400  # on one page; where more live, a smaller place is chosen first


@dataclass(frozen=True)
class Ground:
    """Where a group visit looks for its families: a place, or all who live close together."""

    place: Region | None

    @property
    def name(self) -> str:
        return self.place.name if self.place else "营区、家属院"

    def households(self, reach: Q) -> HouseholdQuerySet:
        """Families in reach with somebody who can come."""
        found = _living(reach)
        if self.place is None:
            return found.filter(place_kind__in=TOGETHER)
        return found.filter(region__in=Region.objects.within(self.place))


def living_at(reach: Q) -> Iterable[tuple[str, int, int]]:
    """Families with somebody who can come, by place, and how many of them live close together."""
    near = Count("pk", filter=Q(place_kind__in=TOGETHER))
    rows = _living(reach).values("region__path").annotate(n=Count("pk"), near=near)
    return rows.order_by("region__path").values_list("region__path", "n", "near")


def _living(reach: Q) -> HouseholdQuerySet:
    living = Person.objects.alive().filter(household=OuterRef("pk"))
    return Household.objects.filter(reach, Exists(living))


def offered(households: HouseholdQuerySet, campaign: Campaign) -> HouseholdQuerySet:
    """Those of compounds and barracks first (S0-36), each with how it stands on the list."""
    listed = Target.objects.filter(campaign=campaign, household=OuterRef("pk"))
    apart = Case(
        When(place_kind__in=TOGETHER, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    return (
        households.select_related("region")
        .annotate(standing=Subquery(listed.values("state")[:1]), apart=apart)
        .order_by("apart", "region__path", "address", "code", "pk")
    )
