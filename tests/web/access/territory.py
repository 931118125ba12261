"""Pages about units and places."""

from datetime import date

from tests import make
from tests.web.access import Listing, Row
from yushui.successions import actions
from yushui.successions.actions import Decree
from yushui.successions.shapes import Part
from yushui.territory.kinds import Kind


DAY = date(2026, 7, 20)

ACCESS = {
    "units:index": Row("/units/"),
    "units:suggest": Row("/units/suggest/?q=桥", system=200, security=200),
    "units:show": Row("/units/{unit}/", neighbour=404, town=404, worker=404, command=404),
    "units:places": Row("/units/places/"),
    "units:place": Row("/units/places/{region}/", neighbour=404, town=404, worker=404),
    "units:changes": Row("/units/changes/"),
    "units:change": Row("/units/changes/{change}/", neighbour=404),
    "units:change_region": Row(
        "/units/places/{village}/merge/",
        neighbour=404,
        town=403,
        worker=403,
        leader=403,
        command=403,
    ),
    "units:change_unit": Row(
        "/units/{township}/move/", neighbour=404, town=403, worker=403, leader=403, command=404
    ),
    "units:left": Row(
        "/units/changes/left/{divided}/",
        neighbour=404,
        town=404,
        worker=403,
        leader=403,
        command=404,
    ),
}


def things(world):
    """A village that was divided, with a family nobody has given a part."""
    village = make.region(world.township.region, name="旧村")
    home = make.household(village)
    change = actions.split_region(
        village,
        [Part("东旧村"), Part("西旧村")],
        keeps_rest=False,
        decree=Decree(DAY, "临民发〔2026〕3号"),
        by=world.users["clerk"].actor,
    )
    return {"change": change, "divided": village, "waiting": home}


def changes_here(world, n):
    for _ in range(n):
        place = make.region(world.township.region)
        actions.rename_region(
            place, name="新名村", decree=Decree(DAY), by=world.users["clerk"].actor
        )


def left_over(world, n):
    for _ in range(n):
        make.household(world.things["divided"])


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
    "units:changes": Listing("/units/changes/", changes_here),
    "units:left": Listing("/units/changes/left/{divided}/", left_over),
    "units:place": Listing("/units/places/{region}/", places_below),
}
