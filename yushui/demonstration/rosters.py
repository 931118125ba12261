"""Made-up rosters: the families of a county as its clerk would have them in a workbook."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yushui.demonstration import names
from yushui.office import workbook
from yushui.people import categories
from yushui.territory.models import Region


# Category, weight, youngest and oldest in years, share of men in percent.
_KINDS = (
    ("veteran", 46, 25, 78, 96),
    ("rural_soldier_60", 14, 61, 79, 99),
    ("old_demobilised", 5, 90, 96, 97),
    ("combat_veteran", 5, 62, 75, 99),
    ("korean_war_veteran", 2, 91, 97, 96),
    ("disabled_7_10", 7, 40, 75, 95),
    ("disabled_5_6", 4, 40, 78, 95),
    ("disabled_1_4", 2, 40, 80, 95),
    ("martyr_survivor", 3, 45, 88, 20),
    ("duty_death_survivor", 2, 35, 75, 20),
    ("illness_death_survivor", 3, 35, 80, 20),
    ("returned_ill", 3, 50, 75, 97),
    ("serving_family", 12, 42, 62, 50),
    ("border_family", 3, 42, 60, 50),
    ("retired_cadre", 2, 70, 90, 90),
    ("enterprise_cadre", 2, 60, 80, 92),
)
_BESIDES = (
    ("hardship", 6),
    ("lone", 3),
    ("merit_2_up", 2),
    ("severe_illness", 2),
    ("unemployed", 2),
)
# What the office writes where it knows more than the band; by turns, without drawing.
_AS_WRITTEN = {
    "disabled_1_4": ("disabled_4", "disabled_3", "disabled_2", "disabled_1"),
    "disabled_5_6": ("disabled_6", "disabled_5"),
    "disabled_7_10": ("disabled_8", "disabled_7", "disabled_9", "disabled_10"),
    "merit_2_up": ("merit_2", "merit_1", "merit_war_3"),
}
COLUMNS = (
    "序号", "县（市、区）", "乡镇（街道）", "村（社区）", "姓名", "性别", "身份证号", "人员类别",
    "联系电话", "家庭住址", "家庭编号", "与户主关系",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One person of a roster, in the order of `COLUMNS` but for the number."""

    county: str
    township: str
    village: str
    name: str
    sex: str
    id_number: str
    category: str
    phone: str
    address: str
    household: str
    relation: str

    def as_row(self, number: int) -> list[workbook.Cell]:
        return [
            number, self.county, self.township, self.village, self.name, self.sex,
            self.id_number, self.category, self.phone, self.address, self.household, self.relation,
        ]  # fmt: skip


def lines(
    county: Region, villages: Sequence[Region], *, households: int, rng: random.Random, on: date
) -> Iterator[Line]:
    """Families spread over the villages, some of two persons; the same for the same `rng`."""
    taken: set[str] = set()  # a number drawn twice would be one person twice
    for line in _families(county, villages, households, rng, on):
        if line.id_number not in taken:
            taken.add(line.id_number)
            yield line


def _families(
    county: Region, villages: Sequence[Region], households: int, rng: random.Random, on: date
) -> Iterator[Line]:
    for number in range(households):
        village = villages[number % len(villages)]
        code = f"{county.code[:6]}{number + 1:05}"
        yield _line(county, village, code, rng=rng, on=on)
        if rng.random() < 0.12:
            yield _line(county, village, code, rng=rng, on=on, relation="配偶")


def _line(
    county: Region,
    village: Region,
    code: str,
    *,
    rng: random.Random,
    on: date,
    relation: str = "本人",
) -> Line:
    category, _, youngest, oldest, men = rng.choices(_KINDS, [kind[1] for kind in _KINDS])[0]
    is_male = rng.random() * 100 < men
    born_on = names.birth(rng, youngest=youngest, oldest=oldest, on=on)
    held = [category] + [extra for extra, share in _BESIDES if rng.random() * 100 < share]
    township = village.parent
    return Line(
        county=county.name,
        township=township.name if township and township != county else "",
        village=village.name,
        name=names.name(rng, is_male=is_male),
        sex="男" if is_male else "女",
        id_number=names.id_number(rng, division=county.code, born_on=born_on, is_male=is_male),
        category="、".join(categories.label(_as_written(code, born_on)) for code in held),
        phone=names.phone(rng),
        address=names.address(rng),
        household=code,
        relation=relation,
    )


def _as_written(code: str, born_on: date) -> str:
    choices = _AS_WRITTEN.get(code, (code,))
    return choices[born_on.day % len(choices)]


def as_workbook(county: Region, people: Sequence[Line]) -> bytes:
    """The lines as a roster in xlsx, with a title row as offices write them."""
    kinds = {"序号": workbook.Kind.WHOLE}
    return workbook.write(
        [
            workbook.Table(
                title=f"{county.name}优抚对象花名册",
                columns=[
                    workbook.Column((label,), kinds.get(label, workbook.Kind.TEXT))
                    for label in COLUMNS
                ],
                rows=[line.as_row(number) for number, line in enumerate(people, start=1)],
            )
        ]
    )
