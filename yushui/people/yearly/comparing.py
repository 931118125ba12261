"""What became of everybody between two yearly lists: a pure function over their entries.

Somebody is known again by the person's own mark, and where two registrations were merged
meanwhile, by the keyed hash of the identity number.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy

from yushui.people.models import Fate, YearbookEntry


# What is compared, as it is called; the village decides by itself.
COMPARED = {
    "name": "姓名",
    "sex": "性别",
    "birth_on": "出生日期",
    "relation": "与户主关系",
    "categories": "人员类别",
    "household_code": "家庭编号",
    "head_name": "户主",
    "address": "住址",
    "id_index": "身份证号",
    "phone_index": "电话",
}

Heirs = Mapping[int, int]  # a village that passed on as a whole, and the one it passed on to


def compare(
    now: Sequence[YearbookEntry],
    before: Sequence[YearbookEntry],
    *,
    heirs: Heirs,
    fate_of: Callable[[YearbookEntry], str],
) -> list[YearbookEntry]:
    """Say of everybody now what is new about them, and after them name those who are gone."""
    known = {one.person_uid: one for one in before}
    numbers = {one.id_index: one for one in before if one.id_index}
    here = {one.person_uid for one in now}
    met = set()
    for entry in now:
        earlier = known.get(entry.person_uid)
        if earlier is None:
            same_number = numbers.get(entry.id_index)
            is_free = same_number is not None and same_number.person_uid not in here
            earlier = same_number if is_free else None
        if earlier is not None:
            met.add(earlier.person_uid)
        _tell(entry, earlier, heirs)
    return [*now, *_gone((one for one in before if one.person_uid not in met), fate_of)]


def heir(village: int, heirs: Heirs) -> int:
    """The village that carries this one on, however often it passed on."""
    seen = {village}
    while (following := heirs.get(village)) is not None and following not in seen:
        seen.add(following)
        village = following
    return village


def _tell(entry: YearbookEntry, earlier: YearbookEntry | None, heirs: Heirs) -> None:
    if earlier is None:
        entry.fate = Fate.CAME
        return
    entry.changed = [one for one in COMPARED if getattr(entry, one) != getattr(earlier, one)]
    if heir(earlier.village_id, heirs) != entry.village_id:
        entry.fate = Fate.MOVED
    else:
        entry.fate = Fate.CHANGED if entry.changed else Fate.SAME


def _gone(
    left: Iterable[YearbookEntry], fate_of: Callable[[YearbookEntry], str]
) -> Iterable[YearbookEntry]:
    for earlier in left:
        entry = copy(earlier)
        entry.pk, entry.changed, entry.fate = None, [], fate_of(earlier)
        entry._state.adding = True
        yield entry
