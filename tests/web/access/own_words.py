"""Pages of what somebody said to the township: the county above it reads it, nobody further up."""

from tests import make
from tests.web.access import Row
from yushui.kernel import clock
from yushui.people import actions
from yushui.people.actions import Spoken


def heard(world, home=None, text="想学电脑。"):
    """What a family of the village said to the worker of the township."""
    return actions.record_own_words(
        home or make.household(world.village),
        unit=world.township,
        spoken=Spoken(text, clock.today()),
        by=world.users["worker"].actor,
    )


def things(world):
    return {"own_words": heard(world)}


HEARD = {"neighbour": 404, "superior": 404, "command": 404, "leader": 403}
ACCESS = {
    "people:record_own_words": Row("/people/{home}/words/", neighbour=404, leader=403),
    "people:own_words": Row("/people/words/{own_words}/", **HEARD),
    "people:erase_own_words": Row(
        "/people/words/{own_words}/erase/",
        method="post",
        **{**HEARD, "clerk": 302, "town": 302, "worker": 302},
    ),
}
