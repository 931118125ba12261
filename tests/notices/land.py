"""The corners of the country that the five source notices go to, with their units by template."""

from collections.abc import Iterator
from itertools import count

from yushui.accounts.actor import system_actor
from yushui.territory.actions import create_units, load_divisions
from yushui.territory.divisions import Division
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


# Each place with those below it. 满洲里 and 二连浩特 report past their league (S0-05).
PLACES = {
    "内蒙古自治区": {
        "呼和浩特市": {"赛罕区": {}},
        "呼伦贝尔市": {"海拉尔区": {}, "满洲里市": {}},
        "锡林郭勒盟": {"二连浩特市": {}, "苏尼特右旗": {}},
    },
    "山西省": {"吕梁市": {"离石区": {"滨河街道": {}}, "兴县": {"蔚汾镇": {}}, "汾阳市": {}}},
    "重庆市": {
        "黔江区": {"城东街道": {}, "石会镇": {"会社区": {}}, "白土乡": {}},
        "石柱土家族自治县": {"南宾街道": {}, "西沱镇": {"江家村": {}}, "中益乡": {}},
    },
    "广东省": {"江门市": {"蓬江区": {}, "台山市": {}}},
}
BELOW_A_MUNICIPALITY = {"黔江区", "石柱土家族自治县"}


def furnish(*provinces: str) -> None:
    """Load the named provinces and give every place in them its units."""
    by, codes = system_actor(), count(1)
    for province in provinces:
        places = {province: PLACES[province]}
        load_divisions(_divisions(places, None, Level.NATION, codes), by=by)
        create_units(Region.objects.get(name=province), by=by, with_garrison=True)


def _divisions(
    places: dict, parent: str | None, above: int, codes: Iterator[int]
) -> Iterator[Division]:
    for name, below in places.items():
        level = Level.COUNTY if name in BELOW_A_MUNICIPALITY else Level(above + 1)
        code = f"{next(codes):012}"
        yield Division(code, name, level, parent)
        yield from _divisions(below, code, level, codes)


def office(place: str) -> Unit:
    return Unit.objects.get(region__name=place, kind=Kind.OFFICE)
