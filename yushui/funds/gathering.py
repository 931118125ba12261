"""Who is to be paid, and everything that is looked at about them, read set by set.

A county has a hundred thousand recipients: nothing here asks the database about one person, and no
model is made of a row.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q

from yushui.funds.doubts import Account, Case, Frame
from yushui.funds.models import Batch, Payment
from yushui.kernel.money import fen_of
from yushui.people import categories, legal
from yushui.people.importing import bulk
from yushui.people.lifecycle import Status
from yushui.people.models import BankAccount, Belonging, Person, SourceRecord
from yushui.territory import paths
from yushui.territory.models import Region


# Who died or left this long before the cut-off date is shown to the official; who did so earlier is
# simply no recipient any more. Longer than the longest tail of the law.
SHOWN_FOR = timedelta(days=400)
_AT_ONCE = 5_000
NONE: frozenset[str] = frozenset()
Row = tuple[Any, ...]


def frame_of(batch: Batch, cases: Iterable[Case]) -> Frame:
    """What the lines of a batch, made of these cases, are held against."""
    campaign, standard = batch.campaign, batch.standard
    return Frame(
        cut_off_on=batch.cut_off_on,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        fen=fen_of(standard.amount),
        path=batch.region.path,
        wanted=frozenset(standard.categories),
        shared=_shared(cases),
    )


def eligible(batch: Batch) -> list[Case]:
    """Those whom the standard means, in the order of places and names."""
    wanted = frozenset(batch.standard.categories)
    since = batch.cut_off_on - SHOWN_FOR

    def is_meant(person: Row, held: frozenset[str]) -> bool:
        _, _, _, status, status_on, *_ = person
        is_recent = status == Status.ALIVE or status_on is None or status_on >= since
        return is_recent and bool(held & wanted)

    return _cases(batch, _Reader(batch.cut_off_on, place=_within(batch.region)), is_meant)


def of_persons(batch: Batch, persons: Collection[int]) -> list[Case]:
    """These persons as they stand now, wherever they are."""
    reader = _Reader(batch.cut_off_on, keys=sorted(persons))
    return _cases(batch, reader, lambda person, held: True)


def _within(region: Region) -> dict[str, Any]:
    return {"__gte": region.path, "__lt": paths.after(region.path)}


def _cases(
    batch: Batch, read: "_Reader", is_meant: Callable[[Row, frozenset[str]], bool]
) -> list[Case]:
    held, aged = read.categories(), _aged_from(batch.cut_off_on)
    persons = []
    for person in read.persons():
        codes = held.get(person[0], NONE) | aged(person[2])
        if is_meant(person, codes):
            persons.append((person, codes))
    accounts, rostered = read.accounts(), read.on_rosters()
    paid = _paid_in(batch)
    endings = _endings([person for person, _ in persons], batch.cut_off_on)
    cases = [
        Case(
            pk, name, birth_on, status, status_on, region_id, path, codes, accounts.get(pk),
            pk in rostered, paid.get(pk), endings.get(pk, ""),
        )
        for (pk, name, birth_on, status, status_on, region_id, path), codes in persons
    ]  # fmt: skip
    return sorted(cases, key=lambda case: (case.path, case.name, case.person_id))


class _Reader:
    """The rows about the persons of a place, or about the persons given."""

    def __init__(
        self, on: date, *, place: dict[str, Any] | None = None, keys: Sequence[int] = ()
    ) -> None:
        self.on, self.place, self.keys = on, place, keys

    def _rows(self, rows: Any, person: str, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Rows whose column `person` is one of those asked for."""
        if self.place is not None:
            lead = "" if person == "pk" else f"{person}__"
            bounds = {f"{lead}household__region__path{how}": at for how, at in self.place.items()}
            inside = rows.filter(**bounds)
            yield from inside.values_list(*columns).iterator(chunk_size=_AT_ONCE)
            return
        for start in range(0, len(self.keys), _AT_ONCE):
            some = self.keys[start : start + _AT_ONCE]
            yield from rows.filter(**{f"{person}__in": some}).values_list(*columns)

    def persons(self) -> Iterator[Row]:
        """As the first fields of a case."""
        columns = (
            "pk", "name", "birth_on", "status", "status_on", "household__region_id",
            "household__region__path",
        )  # fmt: skip
        return self._rows(Person.objects.order_by(), "pk", columns)

    def categories(self) -> dict[int, frozenset[str]]:
        """Everything each person belongs to on the day, but for what age makes."""
        begun = Q(since__isnull=True) | Q(since__lte=self.on)
        lasts = Q(until__isnull=True) | Q(until__gte=self.on)
        stored: dict[int, set[str]] = defaultdict(set)
        rows = Belonging.objects.filter(begun & lasts).order_by()
        for pk, code in self._rows(rows, "person", ("person_id", "category")):
            stored[pk].add(code)
        closed: dict[frozenset[str], frozenset[str]] = {}
        for codes in map(frozenset, stored.values()):
            if codes not in closed:
                closed[codes] = reduce(or_, map(categories.closure, codes))
        return {pk: closed[frozenset(codes)] for pk, codes in stored.items()}

    def accounts(self) -> dict[int, Account]:
        columns = (
            "person_id", "uid", "number_sealed", "number_index", "holder_name", "bank_name",
            "guardian_name",
        )  # fmt: skip
        rows = BankAccount.objects.standing().order_by()
        return {pk: Account(*told) for pk, *told in self._rows(rows, "person", columns)}

    def on_rosters(self) -> set[int]:
        rows = SourceRecord.objects.filter(roster__isnull=False).order_by()
        return {pk for (pk,) in self._rows(rows, "person", ("person_id",))}


def _shared(cases: Iterable[Case]) -> dict[str, int]:
    """Of their accounts, those that more than one person is paid into, anywhere."""
    keys = {case.account.key for case in cases if case.account}
    counted = BankAccount.objects.standing().values_list("number_index").annotate(n=Count("pk"))
    many = counted.filter(n__gt=1).order_by()
    return dict(bulk.in_parts(keys, lambda some: many.filter(number_index__in=some)))


def _paid_in(batch: Batch) -> dict[int, int]:
    """Who stands in another batch of the campaign, and in which."""
    others = Payment.objects.standing().filter(campaign=batch.campaign_id)
    return dict(others.exclude(batch=batch.pk).order_by().values_list("person_id", "batch_id"))


def _endings(persons: Iterable[Row], on: date) -> dict[int, str]:
    """What the law says of each who is dead: until when it goes on paying."""
    gone = [pk for pk, _, _, status, *_ in persons if status == Status.DEAD]
    told: dict[int, str] = {}
    for start in range(0, len(gone), _AT_ONCE):
        some = Person.objects.filter(pk__in=gone[start : start + _AT_ONCE])
        for person in some.prefetch_related("changes", "belongings"):
            ending = legal.payable_until(person, max(on, person.status_on or on))
            if ending:
                until = f"{ending.on:%Y年%-m月%-d日}"
                told[person.pk] = f"定期抚恤补助可续发到{until}（{ending.ground}）"
    return told


def _aged_from(on: date) -> Callable[[date | None], frozenset[str]]:
    """What age makes of somebody born on a day; computed once for each day."""
    known: dict[date | None, frozenset[str]] = {None: NONE}

    def aged(birth_on: date | None) -> frozenset[str]:
        if birth_on not in known:
            known[birth_on] = categories.by_age(Person(birth_on=birth_on), on)
        return known[birth_on]

    return aged
