"""The sketch beside the plan: where villages have points, and only then."""

from decimal import Decimal

import pytest

from tests import make
from yushui.territory.models import Region
from yushui.visits.models import Target
from yushui.web.visits import village_map


def row(key, east, north, homes=1):
    place = {"region": key, "region__name": f"村{key}", "homes": homes}
    at = [None if one is None else Decimal(str(one)) for one in (east, north)]
    return place | {"region__longitude": at[0], "region__latitude": at[1]}


def test_north_is_up_east_is_right_and_more_is_larger():
    drawn = village_map.sketch([row(1, 112.0, 37.2, 9), row(2, 112.1, 37.0, 1)])
    first, second = sorted(drawn.dots, key=lambda dot: dot.region)
    assert first.x < second.x
    assert first.y < second.y
    assert first.radius == village_map.LARGEST > second.radius >= village_map.SMALLEST


def test_everything_lies_on_the_paper_and_shares_one_scale():
    drawn = village_map.sketch([row(n, 112 + n / 50, 37 + n % 3 / 9) for n in range(9)])
    assert all(0 < dot.x < drawn.width and 0 < dot.y < drawn.height for dot in drawn.dots)
    corner, east, north = village_map.sketch(
        [row(1, 112, 0.1), row(2, 112.1, 0.1), row(3, 112, 0.2)]
    ).dots
    assert abs((east.x - corner.x) - (corner.y - north.y)) <= 2


@pytest.mark.parametrize("rows", [[], [row(1, 112, 37)], [row(1, 112, 37), row(2, None, None)]])
def test_without_points_there_is_no_sketch(rows):
    assert village_map.sketch(rows) is None


def test_villages_on_one_spot_are_drawn_all_the_same():
    assert len(village_map.sketch([row(1, 112, 37), row(2, 112, 37)]).dots) == 2


def test_the_plan_shows_it_beside_the_list(people, enter):
    campaign = make.campaign(people.prefecture)
    make.assignment(make.duty(campaign), to=people.township)
    places = [people.village, *(make.region(people.village.parent) for _ in range(2))]
    for place in places:
        home = make.household(place)
        Target.objects.create(campaign=campaign, household=home, region=place, unit=people.township)
    client = enter(people.users["worker"])
    url = f"/visits/plan/{campaign.pk}/"
    assert "<circle" not in client.get(url).text
    for number, place in enumerate(places[:2]):
        Region.objects.filter(pk=place.pk).update(longitude=112 + number, latitude=37)
    page = client.get(url).text
    assert page.count("<circle") == 2
    assert f'aria-label="{places[0].name}，还有 1 户"' in page
    assert "另有 1 个村没有坐标" in page
    assert page.count(f"?village={places[2].pk}") == 1  # in the list alone
