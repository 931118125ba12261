"""What happens to births, sexes and enlistment, as told, copied or typed."""

from datetime import date, timedelta
from functools import lru_cache

from lunar_python import LunarYear

from benchmarks.dirty.entries import BORN, ENLISTED, RELATION, SEX, Entry, Error, Scene


_JULIAN = 1721425  # between the day numbers of astronomers and those of Python
_RELATIONS = {
    "户主": ("本人", "父亲"),
    "配偶": ("妻", "妻子", "母亲", "家属"),
    "子": ("儿子", "长子", "本人"),
}


@lru_cache(maxsize=256)
def _months(year: int) -> list[tuple[int, int]]:
    """First day and number of each month of a lunar year, a leap month negative."""
    months = LunarYear.fromYear(year).getMonthsInYear()
    return [(int(one.getFirstJulianDay()) - _JULIAN, one.getMonth()) for one in months]


def lunar(day: date) -> tuple[int, int, int]:
    """Year, month and day of the old calendar; the leap month counts as the month it follows."""
    number = day.toordinal()
    year = day.year if number >= _months(day.year)[0][0] else day.year - 1
    first, month = max(one for one in _months(year) if one[0] <= number)
    return year, abs(month), number - first + 1


def missing_birth(entry: Entry, _: Scene) -> bool:
    entry.cells[BORN] = ""
    return True


def lunar_birth(entry: Entry, _: Scene) -> bool:
    """The day by the old calendar, as the old tell it."""
    year, month, day = lunar(entry.person.born_on)
    return _born(entry, f"{year}-{month:02}-{day:02}")


def _born(entry: Entry, other: str) -> bool:
    """Put another day for the true one, unless that has been done."""
    own = entry.person.born_on.isoformat()
    if entry.cells[BORN] != own or own == other:
        return False
    entry.cells[BORN] = other
    return True


def archived_birth(entry: Entry, scene: Scene) -> bool:
    """What the personnel file says: made older to enlist, or younger to be promoted."""
    days = scene.rng.choice((-1, -1, 1)) * scene.rng.randint(40, 1100)
    return _born(entry, (entry.person.born_on + timedelta(days=days)).isoformat())


def wrong_component(entry: Entry, scene: Scene) -> bool:
    """Year, month or day off by a little."""
    parts = entry.cells[BORN].split("-")
    if len(parts) != 3:
        return False
    place, offset = scene.rng.randrange(3), scene.rng.choice((-2, -1, -1, 1, 1, 2, 10))
    if place == 0:
        parts[0] = str(int(parts[0]) + offset)
    else:
        parts[place] = f"{(int(parts[place]) + offset - 1) % (12, 28)[place - 1] + 1:02}"
    return _born(entry, "-".join(parts))


def swapped_birth(entry: Entry, _: Scene) -> bool:
    """Day and month exchanged, where both can be either."""
    parts = entry.cells[BORN].split("-")
    if len(parts) != 3 or int(parts[2]) > 12 or parts[1] == parts[2]:
        return False
    return _born(entry, f"{parts[0]}-{parts[2]}-{parts[1]}")


def first_of_year(entry: Entry, _: Scene) -> bool:
    """Filled up with the first of January because the form wanted a day."""
    return _born(entry, f"{entry.person.born_on.year}-01-01")


def month_only(entry: Entry, _: Scene) -> bool:
    return _cut(entry, BORN, 7)


def year_only(entry: Entry, _: Scene) -> bool:
    return _cut(entry, BORN, 4)


def _cut(entry: Entry, column: int, length: int) -> bool:
    before = entry.cells[column]
    entry.cells[column] = before[:length]
    return len(before) > length


def birth_written_otherwise(entry: Entry, scene: Scene) -> bool:
    written = _otherwise(entry.cells[BORN], scene)
    if not written:
        return False
    entry.cells[BORN] = written
    return True


def _otherwise(text: str, scene: Scene) -> str:
    parts = text.split("-")
    if not text or len(parts) == 1:
        return f"{text}年" if text else ""
    year, short = parts[0], [str(int(part)) for part in parts[1:]]
    long = "年".join((year, "月".join(short) + ("日" if len(short) == 2 else "月")))
    ways = ["".join(parts), ".".join((year, *short)), long, "/".join((year, *short))]
    ways += [".".join(parts)]
    if len(parts) == 3:
        ways += [f"{text} 00:00:00", "-".join((year[2:], *short))]
    return scene.rng.choice(ways)


def missing_sex(entry: Entry, _: Scene) -> bool:
    entry.cells[SEX] = ""
    return True


def wrong_sex(entry: Entry, _: Scene) -> bool:
    if not entry.cells[SEX]:
        return False
    entry.cells[SEX] = "女" if entry.person.is_male else "男"
    return True


def months_off(entry: Entry, scene: Scene) -> bool:
    """The day of leaving, of arriving or of taking the oath."""
    text = entry.cells[ENLISTED]
    if not text:
        return False
    offset = scene.rng.choice((-3, -2, -1, 1, 1, 2, 3, 12))
    months = int(text[:4]) * 12 + int(text[5:7]) - 1 + offset
    entry.cells[ENLISTED] = f"{months // 12}-{months % 12 + 1:02}"
    return True


def enlisted_year_only(entry: Entry, _: Scene) -> bool:
    return _cut(entry, ENLISTED, 4)


def missing_enlistment(entry: Entry, _: Scene) -> bool:
    before = entry.cells[ENLISTED]
    entry.cells[ENLISTED] = ""
    return before != ""


def enlisted_written_otherwise(entry: Entry, scene: Scene) -> bool:
    written = _otherwise(entry.cells[ENLISTED], scene)
    if not written:
        return False
    entry.cells[ENLISTED] = written
    return True


def missing_relation(entry: Entry, _: Scene) -> bool:
    entry.cells[RELATION] = ""
    return True


def loose_relation(entry: Entry, scene: Scene) -> bool:
    """Said in other words, or seen from the soldier instead of the head of the house."""
    before = entry.cells[RELATION]
    entry.cells[RELATION] = scene.rng.choice(_RELATIONS.get(before, ("女儿", "长女", "子女")))
    return before != ""


KINDS: dict[str, Error] = {
    "birth_missing": missing_birth,
    "birth_lunar": lunar_birth,
    "birth_archive": archived_birth,
    "birth_wrong": wrong_component,
    "birth_swapped": swapped_birth,
    "birth_first_of_year": first_of_year,
    "birth_year_only": year_only,
    "birth_month_only": month_only,
    "birth_format": birth_written_otherwise,
    "sex_missing": missing_sex,
    "sex_wrong": wrong_sex,
    "enlisted_missing": missing_enlistment,
    "enlisted_off": months_off,
    "enlisted_year_only": enlisted_year_only,
    "enlisted_format": enlisted_written_otherwise,
    "relation_missing": missing_relation,
    "relation_loose": loose_relation,
}
