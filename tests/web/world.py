"""A small territory and the standing cast of the access table."""

from dataclasses import dataclass, field

from tests import make
from yushui.accounts.models import User
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


CAST = (
    "stranger",
    "clerk",
    "neighbour",
    "superior",
    "town",
    "worker",
    "leader",
    "command",
    "system",
    "security",
    "audit",
)


@dataclass
class World:
    """A county (`here`) with a township, its neighbour, and the prefecture above both."""

    prefecture: Unit
    here: Unit
    there: Unit
    township: Unit
    village: Region
    users: dict[str, User] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)

    def path(self, template: str) -> str:
        """An address with `{notice}` and the like replaced by the keys of what was made."""
        return template.format(
            **{name: getattr(thing, "pk", thing) for name, thing in self.things.items()}
        )


def command_beside(office: Unit) -> Unit:
    """The armed forces department that shares the facts of the office, in the other lane."""
    made = make.unit(office.region, kind=Kind.ARMED_FORCES_DEPARTMENT, name="临川县人武部")
    made.answers_for = office
    made.save()
    return made


def build() -> World:
    city = make.region(name="云泽市", level=Level.PREFECTURE)
    prefecture = make.unit(city, name="云泽市双拥办")
    here = make.unit(make.region(city, name="临川县"), superior=prefecture, name="临川县双拥办")
    there = make.unit(make.region(city, name="青溪县"), superior=prefecture, name="青溪县双拥办")
    township = make.township(here, villages=1, name="石桥镇")
    village = Unit.objects.get(superior=township, kind=Kind.VILLAGE).region
    world = World(prefecture, here, there, township, village)
    places = {
        "clerk": ("clerk", here),
        "neighbour": ("clerk", there),
        "superior": ("clerk", prefecture),
        "town": ("clerk", township),
        "worker": ("worker", township),
        "leader": ("leader", here),
        "command": ("clerk", command_beside(here)),
        "system": ("system", prefecture),
        "security": ("security", prefecture),
        "audit": ("audit", prefecture),
    }
    world.users = {who: make.user(role, at) for who, (role, at) in places.items()}
    world.things = {"unit": here, "township": township, "region": here.region, "village": village}
    return world
