"""How far each unit's place is with its citations and plaques, for the duties that ask for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from yushui.accounts.actor import TERRITORIAL, subtrees
from yushui.campaigns.models import Campaign
from yushui.merits import hanging
from yushui.merits.classes import weighing_as
from yushui.merits.lifecycle import OFF_THE_WAY, REACHED
from yushui.merits.models import Citation
from yushui.people.models import Household
from yushui.territory.models import Region, Unit


@dataclass(frozen=True)
class Tally:
    """How many are to be brought or hung in a place, and how many were."""

    done: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        return self.total - self.done


Citations = Mapping[str, Sequence[tuple[str, Tally]]]  # by class: path of a place, how many
Plaques = Sequence[tuple[str, Tally]]


def citations_of(campaign: Campaign) -> Citations:
    """Those that had to be brought while the campaign ran: come by its end, not brought before."""
    due = Citation.objects.exclude(state__in=OFF_THE_WAY).filter(
        Q(delivery=None) | Q(delivery__delivered_on__gte=campaign.starts_on),
        received_on__lte=campaign.ends_on,
    )
    rows = (
        due.values("merit", "region__path")
        .annotate(total=Count("pk"), done=Count("pk", filter=Q(state__in=REACHED)))
        .order_by("region__path")
        .values_list("merit", "region__path", "done", "total")
    )
    found: dict[str, list[tuple[str, Tally]]] = defaultdict(list)
    for merit, path, done, total in rows:
        found[merit].append((path, Tally(done, total)))
    return found


def citations_in(unit: Unit, found: Citations, merit: str = "") -> Tally:
    """Of the unit's place, of one class and its equals or of all."""
    merits = weighing_as(merit) if merit else found.keys()
    return _sum(unit, (row for one in merits for row in found.get(one, ())))


def plaques_in_places(units: Iterable[Unit]) -> Plaques:
    """Families entitled to a plaque and those that have one, in the places of the units."""
    roots = {unit.region.path for unit in units if unit.kind in TERRITORIAL}
    places = Region.objects.filter(subtrees("path", roots))
    counted = hanging.counts(Household.objects.filter(region__in=places))
    return [(path, Tally(hung, total)) for path, (total, hung, _) in counted.items()]


def plaques_in(unit: Unit, found: Plaques) -> Tally:
    return _sum(unit, found)


def _sum(unit: Unit, rows: Iterable[tuple[str, Tally]]) -> Tally:
    """A department answers for no place."""
    if unit.kind not in TERRITORIAL:
        return Tally()
    inside = [tally for path, tally in rows if path.startswith(unit.region.path)]
    return Tally(sum(one.done for one in inside), sum(one.total for one in inside))
