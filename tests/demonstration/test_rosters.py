"""The people of the demonstration are the same every time."""

from yushui.demonstration import rosters, story, world
from yushui.demonstration.season import Season
from yushui.territory.actions import load_divisions
from yushui.territory.kinds import Level
from yushui.territory.models import Region
from yushui.territory.system import SYSTEM


def test_rosters_are_the_same_for_the_same_seed():
    load_divisions(world.divisions(), by=SYSTEM)
    county = Region.objects.get(name="鹿鸣县")
    villages = list(Region.objects.within(county).filter(level=Level.VILLAGE).order_by("path"))
    drawn = [
        list(
            rosters.lines(county, villages, households=20, rng=Season().rng, on=story.SET_ON.date())
        )
        for _ in range(2)
    ]
    assert drawn[0] == drawn[1]
    assert all(line.id_number.startswith("99") for line in drawn[0])
