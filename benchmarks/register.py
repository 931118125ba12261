"""A register of a province of made-up people, written by bulk SQL in a minute."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings

from yushui.accounts.models import Post, User
from yushui.accounts.roles import ROLES
from yushui.kernel import clock
from yushui.kernel.keys import FileKeys
from yushui.people import seals
from yushui.people.importing import bulk
from yushui.people.models import Household, Person
from yushui.people.searching import keys
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


# As many below each: prefectures, counties, townships, villages.
BELOW = {Level.PREFECTURE: 10, Level.COUNTY: 10, Level.TOWNSHIP: 10, Level.VILLAGE: 5}
WORDS = {Level.PREFECTURE: "市", Level.COUNTY: "县", Level.TOWNSHIP: "镇", Level.VILLAGE: "村"}
PERSONS_A_HOUSEHOLD = 2.5
# By how often one meets them.
SURNAMES = "王" * 72 + "李" * 71 + "张" * 67 + "刘" * 53 + "陈" * 45 + "杨" * 31 + "赵" * 23
SURNAMES += "黄" * 22 + "周" * 21 + "吴" * 20 + "徐" * 17 + "孙" * 15 + "胡" * 13 + "朱" * 13
SURNAMES += "高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴" * 5
SURNAMES += "隗宓逄郜仝亓晁荀羊於惠甄麹家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧"
GIVEN = "建国志伟秀英桂兰芳明军强红霞平文华玉梅海波振东德福学义春生永新云龙凤仙金银翠莲"
GIVEN += "宝贵荣昌祥瑞庆安康宁静雅淑贞慧敏洁丽娟艳萍琴晓燕飞鹏宇航子轩浩然一诺欣怡梓涵"
ROLES_AT = {
    "province": (Level.PROVINCE, Kind.OFFICE, "clerk"),
    "prefecture": (Level.PREFECTURE, Kind.OFFICE, "clerk"),
    "county": (Level.COUNTY, Kind.OFFICE, "clerk"),
    "township": (Level.TOWNSHIP, Kind.TOWNSHIP, "worker"),
    "village": (Level.VILLAGE, Kind.VILLAGE, "worker"),
}


@dataclass
class Register:
    users: dict[str, User]
    villages: list[Region]

    def may_search_numbers(self, role: str) -> bool:
        return ROLES_AT[role][2] == "clerk"

    def sample(self, role: str, rng: random.Random, count: int) -> list[Person]:
        """Persons whom somebody of the role may find."""
        unit = self.users[role].actor.posts[0]
        region = Region.objects.get(path=unit.region_path)
        places = [one.pk for one in self.villages if one.path.startswith(region.path)]
        homes = Household.objects.filter(region__in=rng.sample(places, min(len(places), count)))
        found = Person.objects.filter(household__in=homes.order_by("pk")[:500])
        people = list(found.select_related("household__region").order_by("pk")[:2000])
        return [rng.choice(people) for _ in range(count)]


def build(persons: int, *, is_peopled: bool = True) -> Register:
    """A province; its villages get about as many persons each, or only their households."""
    if not settings.YUSHUI_KEYS.exists():
        FileKeys.create(settings.YUSHUI_KEYS)
    province = Region.objects.create(name="云岭省", level=Level.PROVINCE)
    tiers = {Level.PROVINCE: [province]}
    above = Level.PROVINCE
    for level, count in BELOW.items():
        tiers[level] = [
            Region.objects.create(
                name=f"{_name(number * count + serial)}{WORDS[level]}", level=level, parent=parent
            )
            for number, parent in enumerate(tiers[above])
            for serial in range(count)
        ]
        above = level
    villages = tiers[Level.VILLAGE]
    households = int(persons / PERSONS_A_HOUSEHOLD)
    rng = random.Random(20261128)
    names = [_called(rng) for _ in range(200_000)]
    bulk.make_room()
    bulk.insert(Household, _HOUSEHOLD, _households(households, villages, names))
    first = Household.objects.order_by("pk").values_list("pk", flat=True)[0]
    homes = range(first, first + households)
    if is_peopled:
        bulk.insert(Person, _PERSON, _persons(persons, homes, names))
    bulk.tell_planner(Region, Household, Person)
    return Register(dict(_users(tiers)), villages)


def _name(number: int) -> str:
    """A name of a place that few others have."""
    first, rest = number % len(GIVEN), number // len(GIVEN)
    return GIVEN[first] + GIVEN[(first * 7 + rest) % len(GIVEN)]


def _called(rng: random.Random) -> str:
    given = rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.85 else "")
    return rng.choice(SURNAMES) + given


def _users(tiers: dict[int, list[Region]]) -> Iterator[tuple[str, User]]:
    for name, (level, kind, role) in ROLES_AT.items():
        place = tiers[level][len(tiers[level]) // 2]
        unit = Unit.objects.create(name=f"{place.name}{Kind(kind).label}", kind=kind, region=place)
        user = User.objects.create_user(
            username=name, password="x", full_name="测速", family=ROLES[role].family
        )
        Post.objects.create(user=user, role=role, unit=unit, since=clock.today())
        yield name, user


_HOUSEHOLD = (
    "uid", "code", "head_name", "region_id", "address", "place_kind", "updated_at", "phone_key",
    "other_phone_key",
)  # fmt: skip
_PERSON = (
    "uid", "household_id", "name", "relation", "sex", "birth_on", "id_sealed", "id_index",
    "status", "note", "updated_at", "reading", "phone_key", "other_phone_key", "id_tail_key",
)  # fmt: skip


def _households(count: int, villages: list[Region], names: list[str]) -> Iterator[tuple[Any, ...]]:
    now = clock.now()
    for number, uid in enumerate(islice(bulk.fresh_uids(), count)):
        place = villages[number * len(villages) // count]
        head = names[number * 7919 % len(names)]
        yield (
            uid, f"9901H{number:09}", head, place.pk, f"{number % 90 + 1}号", "village", now, 0, 0,
        )  # fmt: skip


def _persons(count: int, homes: range, names: list[str]) -> Iterator[tuple[Any, ...]]:
    now, today, keyer = clock.now(), clock.today(), keys.Keyer()
    readings = [keys.reading(name) for name in names]
    seal, _ = seals.sealers(1000)
    for number, uid in enumerate(islice(bulk.fresh_uids(), count), start=1):
        home = homes[(number - 1) * len(homes) // count]
        which = (
            (home - homes[0]) * 7919 % len(names) if number % 2 else number * 104_729 % len(names)
        )
        card = f"9901{number:014}"
        yield (
            uid, home, names[which], "", "1", today.replace(year=1930 + number % 70),
            seal(uid, card), f"{number:064}", "alive", "", now, readings[which],
            keyer.phone(f"139{number:08}"), 0, keyer.tail(uid, card),
        )  # fmt: skip
