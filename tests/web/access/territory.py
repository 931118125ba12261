"""Pages about units and places."""

from tests import make
from tests.web.access import Listing, Row
from yushui.territory.kinds import Kind


ACCESS = {
    "units:index": Row("/units/"),
    "units:suggest": Row("/units/suggest/?q=桥", system=200, security=200),
    "units:show": Row("/units/{unit}/", neighbour=404, town=404, worker=404, command=404),
    "units:places": Row("/units/places/"),
    "units:place": Row("/units/places/{region}/", neighbour=404, town=404, worker=404),
}


def units_below(world, n):
    for _ in range(n):
        make.unit(world.here.region, kind=Kind.STATION, superior=world.here)


def places_below(world, n):
    for _ in range(n):
        make.region(world.here.region)


LISTS = {
    "units:show": Listing("/units/{unit}/", units_below),
    "units:index": Listing(
        "/units/?q=双拥办", lambda world, n: [make.unit(superior=world.here) for _ in range(n)]
    ),
    "units:place": Listing("/units/places/{region}/", places_below),
}
