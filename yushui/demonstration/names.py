"""Made-up people: names, numbers and addresses that belong to nobody.

Every ID number carries a division code that the national table does not have, or that of the
invented place, so that no number can be a living person's.
"""

import random
from datetime import date, timedelta

from yushui.kernel.identifiers.id_card import check_character


SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
MALE = "建国志强明军伟勇刚平辉海波永生德福贵友林森家兴文武卫东红旗解放援朝跃进庆丰"
FEMALE = "秀兰英华玉梅芳淑珍桂香丽娟霞凤仙月琴翠萍春燕素云巧玲慧敏"
STREETS = ("幸福路", "和平街", "胜利巷", "光荣路", "建设街", "文昌巷", "东风路", "柳荫街")


def name(rng: random.Random, *, is_male: bool) -> str:
    given = MALE if is_male else FEMALE
    length = rng.choice((1, 2, 2))
    return rng.choice(SURNAMES) + "".join(rng.sample(given, length))


def birth(rng: random.Random, *, youngest: int, oldest: int, on: date) -> date:
    years = rng.randint(youngest, oldest)
    return on - timedelta(days=int(years * 365.25) + rng.randint(0, 364))


def id_number(rng: random.Random, *, division: str, born_on: date, is_male: bool) -> str:
    """An 18-character number with a true check character."""
    order = rng.randint(0, 499) * 2 + is_male
    seventeen = f"{division[:6]}{born_on:%Y%m%d}{order:03}"
    return seventeen + check_character(seventeen)


def phone(rng: random.Random) -> str:
    """A mobile number in a block that is not given out."""
    return f"1{rng.choice('37')}0000{rng.randint(0, 99999):05}"


def address(rng: random.Random) -> str:
    return f"{rng.choice(STREETS)}{rng.randint(1, 199)}号"
