"""A small uneven country in two lanes, for the ledger's tests."""

from dataclasses import dataclass

from tests import make
from yushui.campaigns.models import Campaign
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


@dataclass(frozen=True)
class Land:
    campaign: Campaign
    units: list[Unit]
    places: list[Region]


def land() -> Land:
    """A prefecture with a county of two villages, a county-level town without a county, troops."""
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
