"""Where families live, as papers write it, and which number they may call there."""

from collections.abc import Iterable
from dataclasses import dataclass

from yushui.people.models import Helpline
from yushui.territory import paths
from yushui.territory.kinds import Level
from yushui.territory.models import Region


@dataclass(frozen=True)
class Place:
    """A place in full from its county on, and the service station nearest above it."""

    name: str
    station: str = ""
    phone: str = ""


def of(regions: Iterable[Region]) -> dict[int, Place]:
    """Every region's place, in two queries however many there are."""
    listed = {region.pk: paths.ids(region.path) for region in regions}
    above = {key for keys in listed.values() for key in keys}
    named = Region.objects.filter(pk__in=above, level__gte=Level.COUNTY)
    names = dict(named.values_list("pk", "name"))
    lines = {line.region_id: line for line in Helpline.objects.filter(region__in=above)}
    return {pk: _place(keys, names, lines) for pk, keys in listed.items()}


def _place(keys: list[int], names: dict[int, str], lines: dict[int, Helpline]) -> Place:
    name = "".join(names[key] for key in keys if key in names)
    nearest = next((lines[key] for key in reversed(keys) if key in lines), None)
    return Place(name, nearest.name, nearest.phone) if nearest else Place(name)
