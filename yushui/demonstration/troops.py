"""A list from the troops, as it comes: no numbers, names typed by ear, a few strangers.

Half of it is recognised, half has to be asked about, so that the queue of doubtful rows has life.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle

from yushui.demonstration import names
from yushui.office import workbook
from yushui.people import seals
from yushui.people.models import Person


COLUMNS = (
    "序号", "军人姓名", "性别", "出生日期", "乡镇（街道）", "村（社区）", "联系电话", "家庭住址",
)  # fmt: skip
STRANGERS = 3
# Characters of the given names we draw, and others that are read the same.
_BY_EAR = str.maketrans(
    "建志强明伟辉海波生德福林家文武东旗英华玉梅芳淑珍丽凤仙琴萍春燕云玲慧敏",
    "健智蔷铭炜晖骸播升得富琳佳闻舞冬祺瑛桦钰媒方书真莉奉先勤平椿艳芸灵惠闽",
)
Row = list[workbook.Cell]


def as_workbook(persons: Sequence[Person], *, rng: random.Random) -> bytes:
    """The persons as the troops list them, and some whom nobody knows yet."""
    rows = [*_listed(persons, rng), *_strangers(persons[0], rng)]
    kinds = {"序号": workbook.Kind.WHOLE}
    return workbook.write(
        [
            workbook.Table(
                title="部队提报官兵家庭名单",
                columns=[
                    workbook.Column((label,), kinds.get(label, workbook.Kind.TEXT))
                    for label in COLUMNS
                ],
                rows=[[number, *row] for number, row in enumerate(rows, start=1)],
            )
        ]
    )


def _listed(persons: Sequence[Person], rng: random.Random) -> Iterator[Row]:
    """Each in one of the ways a list goes wrong, in turn."""
    for person, spoil in zip(persons, cycle(_WAYS), strict=False):
        yield spoil(person, rng)


def _heard(person: Person, rng: random.Random) -> Row:
    """A name typed by ear."""
    return _row(person, name=person.name[0] + person.name[1:].translate(_BY_EAR))


def _another_character(person: Person, rng: random.Random) -> Row:
    """One character of the name another: a twin's name, or a slip."""
    return _row(person, name=person.name[:-1] + rng.choice("鹏宁阳"))


def _another_year(person: Person, rng: random.Random) -> Row:
    """The year of birth that the personnel file has, and the telephone of somebody at home."""
    assert person.birth_on is not None, "Everybody of our rosters has a birth date."
    born_on = person.birth_on.replace(year=person.birth_on.year - 2, day=1)
    return _row(person, birth=f"{born_on:%Y-%m-%d}", phone=names.phone(rng))


def _as_known(person: Person, rng: random.Random) -> Row:
    return _row(person)


_WAYS: tuple[Callable[[Person, random.Random], Row], ...] = (
    _heard, _another_character, _as_known, _another_year,
)  # fmt: skip


def _row(person: Person, *, name: str = "", birth: str = "", phone: str = "") -> Row:
    home = person.household
    above = home.region.parent
    return [
        name or person.name,
        person.get_sex_display(),
        birth or f"{person.birth_on:%Y-%m-%d}",
        above.name if above else "",
        home.region.name,
        phone or seals.phone(person),
        home.address,
    ]


def _strangers(like: Person, rng: random.Random) -> Iterator[Row]:
    for _ in range(STRANGERS):
        is_male = rng.random() < 0.5
        born_on = names.birth(rng, youngest=20, oldest=50, on=like.updated_at.date())
        above = like.household.region.parent
        yield [
            names.name(rng, is_male=is_male),
            "男" if is_male else "女",
            f"{born_on:%Y-%m-%d}",
            above.name if above else "",
            like.household.region.name,
            names.phone(rng),
            names.address(rng),
        ]
