"""Who stands on the yearly list of a county, read from the register."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q

from yushui.kernel import secrets
from yushui.people import categories, seals
from yushui.people.lifecycle import Status
from yushui.people.models import GONE, Belonging, Fate, Headcount, Person, Yearbook, YearbookEntry
from yushui.people.yearly.comparing import Heirs, heir
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, RegionSuccession, Unit


AT_ONCE = 2_000


@dataclass(frozen=True)
class Places:
    """The places of a county with their names from the county down."""

    names: dict[int, str]
    paths: dict[int, str]
    villages: list[int]  # those in force, the empty ones too


def gather(county: Region, places: Places, on: date) -> list[YearbookEntry]:
    """Everybody of a family with a serving soldier, who lived here on the day."""
    holding = Belonging.objects.filter(
        Q(since__isnull=True) | Q(since__lte=on),
        Q(until__isnull=True) | Q(until__gte=on),
        category__in=categories.of_the_yearbook(),
    )
    alive = Q(person__status=Status.ALIVE) | Q(person__status_on__gt=on)
    listed = holding.filter(alive, person__household=OuterRef("household"))
    persons = (
        Person.objects.within(county)
        .met_since(on)
        .filter(Exists(listed))
        .select_related("household")
        .prefetch_related(Prefetch("belongings", Belonging.objects.order_by("pk")))
        .order_by("household__region__path", "household__code", "pk")
    )
    indexed = secrets.indexer(YearbookEntry._meta.db_table, "phone")
    found = persons.iterator(chunk_size=AT_ONCE)
    return [_entry(person, places, on, indexed) for person in found]


def _entry(
    person: Person, places: Places, on: date, indexed: Callable[[str], str]
) -> YearbookEntry:
    household = person.household
    phone = seals.phone(person)
    return YearbookEntry(
        person_uid=person.uid,
        person_key=person.pk,
        name=person.name,
        sex=person.sex,
        birth_on=person.birth_on,
        relation=person.relation,
        categories=categories.narrowest(categories.stored(person, on)),
        household_code=household.code,
        head_name=household.head_name,
        village_id=household.region_id,
        place_name=places.names[household.region_id],
        address=household.address,
        id_sealed=person.id_sealed,
        id_index=person.id_index or "",
        phone_sealed=person.phone_sealed,
        phone_index=indexed(phone) if phone else "",
    )


def places_of(county: Region) -> Places:
    names, paths, villages = dict[int, str](), dict[int, str](), list[int]()
    for one in Region.objects.within(county).order_by("path"):
        above = names.get(one.parent_id or 0, "")
        names[one.pk], paths[one.pk] = f"{above}{one.name}", one.path
        if one.level == Level.VILLAGE and one.valid_to is None:
            villages.append(one.pk)
    return Places(names, paths, villages)


def heirs_in(county: Region) -> Heirs:
    """Places of the county that passed on as a whole."""
    whole = RegionSuccession.objects.filter(is_whole=True, old__in=Region.objects.within(county))
    return dict(whole.values_list("old", "new"))


def fates(county: Region, before: Iterable[YearbookEntry]) -> Callable[[YearbookEntry], str]:
    """What the register says of those who may be gone from the list."""
    told = dict(_fates(county, [one.person_uid for one in before]))
    return lambda entry: told.get(entry.person_uid, Fate.LEFT)


def _fates(county: Region, uids: list[UUID]) -> Iterator[tuple[UUID, str]]:
    for start in range(0, len(uids), AT_ONCE):
        some = Person.objects.filter(uid__in=uids[start : start + AT_ONCE])
        for uid, status, path in some.values_list("uid", "status", "household__region__path"):
            if status == Status.DEAD:
                yield uid, Fate.DIED
            elif status == Status.MOVED or not path.startswith(county.path):
                yield uid, Fate.MOVED_OUT


def headcounts(
    yearbook: Yearbook, entries: Iterable[YearbookEntry], places: Places, heirs: Heirs
) -> list[Headcount]:
    """A line for every village in force, and for every other place that has or had somebody."""
    nobody = Counter[str]()
    now = count((one for one in entries if one.fate not in GONE), {})
    before = count(yearbook.before.entries.listed(), heirs) if yearbook.before else None
    counted = sorted({*places.villages, *now, *(before or ())}, key=lambda pk: _path(pk, places))
    unit_of = _units(yearbook.unit)
    return [
        Headcount(
            yearbook=yearbook,
            unit=unit_of(_path(pk, places)),
            village_id=pk,
            place_name=places.names.get(pk, ""),
            household_count=len(now.get(pk, nobody)),
            person_count=now.get(pk, nobody).total(),
            households_before=None if before is None else len(before.get(pk, nobody)),
            persons_before=None if before is None else before.get(pk, nobody).total(),
        )
        for pk in counted
    ]


def count(entries: Iterable[YearbookEntry], heirs: Heirs) -> dict[int, Counter[str]]:
    """Persons by village and household."""
    found: dict[int, Counter[str]] = {}
    for one in entries:
        found.setdefault(heir(one.village_id, heirs), Counter())[one.household_code] += 1
    return found


def _path(pk: int, places: Places) -> str:
    return places.paths.get(pk, "")


def _units(office: Unit) -> Callable[[str], Unit]:
    """The township that confirms for a place; the office where there is none between."""
    towns = Unit.objects.active().within(office.region).filter(kind=Kind.TOWNSHIP)
    known = [(one.region.path, one) for one in towns.select_related("region")]
    return lambda path: next((one for root, one in known if path.startswith(root)), office)
