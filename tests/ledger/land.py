"""A small uneven country in two lanes, and short ways to write in its ledger."""

from dataclasses import dataclass
from datetime import date

from tests import make
from yushui.campaigns.models import Campaign
from yushui.ledger import actions
from yushui.ledger.models import Posting, Tree
from yushui.ledger.reading import Figure, read
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


DAY = date(2026, 7, 20)


@dataclass(frozen=True)
class Land:
    campaign: Campaign
    units: list[Unit]
    places: list[Region]

    @property
    def office(self) -> Unit:
        return self.units[0]

    @property
    def village(self) -> Unit:
        return self.units[3]

    def entry(self, measure="visits", *, unit=None, count=1, **values) -> actions.Entry:
        return actions.Entry(
            **{
                "measure": measure,
                "unit": unit or self.village,
                "place": self.places[3],
                "on": DAY,
                "count": count,
            }
            | values
        )

    def post(self, *entries, record=1) -> int:
        return actions.append(
            self.campaign, entries or [self.entry()], source=("tests.record", record)
        )

    def claim(self, subject, *, record) -> int:
        return self.post(self.entry("persons", subject=subject), record=record)

    def reverse(self, record) -> int:
        return actions.reverse(source=("tests.record", record), on=DAY)

    def figure(self, measure="visits", *, unit=None, **options) -> Figure:
        node = (unit or self.office).pk
        figures = read(
            self.campaign.pk, tree=Tree.UNIT, nodes=[node], measures=[measure], **options
        )
        return figures[node, measure, ""]

    def count(self, measure="visits", **options) -> int:
        return self.figure(measure, **options).count


def land() -> Land:
    """A prefecture with a county of two villages, a town right below the prefecture, troops."""
    city = make.region(level=Level.PREFECTURE)
    county = make.region(city, level=Level.COUNTY)
    town = make.region(county, level=Level.TOWNSHIP)
    villages = [make.region(town, level=Level.VILLAGE) for _ in range(2)]
    lone = make.region(city, level=Level.TOWNSHIP)
    office = make.unit(city)
    below = make.unit(county, superior=office)
    hall = make.unit(town, kind=Kind.TOWNSHIP, superior=below)
    homes = [make.unit(at, kind=Kind.VILLAGE, superior=hall) for at in villages]
    far = make.unit(lone, kind=Kind.TOWNSHIP, superior=office)
    command = make.unit(city, kind=Kind.MILITARY_COMMAND)
    garrison = make.unit(county, kind=Kind.GARRISON, superior=command)
    # Unusual and allowed: a society that reports to a village.
    society = make.unit(villages[0], kind=Kind.SOCIAL, superior=homes[0])
    return Land(
        campaign=make.campaign(office),
        units=[office, below, hall, *homes, far, command, garrison, society],
        places=[city, county, town, *villages, lone],
    )


def post_with_id(number: int) -> None:
    """A copy of the oldest posting that commits under an id of its own: late, or early."""
    posting = Posting.objects.order_by("pk").first()
    assert posting
    posting.pk = number
    posting.save(force_insert=True)
