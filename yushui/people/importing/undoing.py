"""Taking a load back: who came in goes, what was changed is put back, or nothing happens at all.

A load says of itself which keys it gave (`Written`), and keeps what it found before it changed
anything (`Earlier`). Whatever has been done since to somebody it touched stands in the way; only a
look at a number does not, which goes with who came in and stays in the audit trail.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet

from yushui.kernel.errors import RuleViolation
from yushui.kernel.references import fields_to
from yushui.people import holding, seals
from yushui.people.importing import bulk
from yushui.people.importing.families import Home, Member
from yushui.people.importing.standing import Standing
from yushui.people.models import (
    Belonging,
    Double,
    Earlier,
    Household,
    Look,
    Person,
    Question,
    Roster,
    Source,
    SourceRecord,
)


AT_ONCE = 500
EDITED = "导入以后，“{}”的档案又有改动，不能整份撤回；请在家庭档案里逐个更正。"
HANGING = "导入的人或家庭已经有“{}”，不能撤回；请先办理那里的记录，或在家庭档案里逐个更正。"
UNKNOWN = "这一次导入没有留下可以撤回的记录；请在家庭档案里逐个更正。"

# Columns of a person that a load may change, beside the sealed ones.
_OF_PERSON = ("household_id", "relation", "sex", "birth_on", "note", "id_index")


@dataclass(frozen=True)
class Written:
    """Which keys a load gave: first and last of the persons and households, and what came before.

    Others may have been given keys between them at the same moment; theirs are told apart by what
    the roster says of its own.
    """

    persons: tuple[int, ...] = ()
    households: tuple[int, ...] = ()
    after: int = 0  # the last source record before
    new: int = 0

    @property
    def kept(self) -> dict[str, Any]:
        return asdict(self)


def span(keys: Iterable[int]) -> tuple[int, ...]:
    listed = list(keys)
    return (min(listed), max(listed)) if listed else ()


def last_record() -> int:
    return SourceRecord.objects.aggregate(last=Max("pk"))["last"] or 0


def label_of(roster: Roster) -> str:
    """What a category that a roster brought says of where it comes from."""
    return f"{Source(roster.source).label}：{roster.name}"[:120]


def keep(
    changed: Iterable[Member],
    homes: Iterable[Home],
    known: Standing,
    *,
    roster: Roster,
    question: Question | None,
) -> None:
    """Remember what is there before it is written over."""
    members = {one.known.pk: one for one in changed if one.known is not None}
    told = {home.pk: home for home in homes if home.known is not None and home.changes}
    rows = [
        *(
            Earlier(roster=roster, question=question, **_of_person(members[pk], at, known))
            for pk, at in _moments(Person, members)
        ),
        *(
            Earlier(roster=roster, question=question, **_of_household(told[pk], at))
            for pk, at in _moments(Household, told)
        ),
    ]
    Earlier.objects.bulk_create(rows, batch_size=AT_ONCE)


def _moments(model: type[Model], keys: Iterable[int]) -> Iterator[tuple[int, datetime]]:
    among = model._default_manager
    found = bulk.in_parts(
        keys, lambda part: among.filter(pk__in=part).values_list("pk", "updated_at")
    )
    yield from found


def _of_person(member: Member, at: datetime, known: Standing) -> dict[str, Any]:
    person, changes = member.known, member.changes
    assert person is not None, "Only who is known can change."
    names = {"household": "household_id"}
    columns = {names.get(key, key) for key in changes} & {*_OF_PERSON}
    was = {name: _plain(getattr(person, name)) for name in columns}
    if "phone" in changes:
        was["phone_sealed"] = None
    return {
        "person_key": person.pk,
        "was": was | {"updated_at": at.isoformat()},
        "phone_sealed": person.phone_sealed if "phone" in changes else None,
        "held": sorted(known.codes.get(person.pk, ())),
        "added": list(member.added),
    }


def _of_household(home: Home, at: datetime) -> dict[str, Any]:
    was = {name: getattr(home.known, name) for name in home.changes}
    return {"household_key": home.pk, "was": was | {"updated_at": at.isoformat()}}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class Undoing:
    """A load that is being taken back, of a roster or of one question of it."""

    def __init__(self, roster: Roster, question: Question | None, at: datetime | None) -> None:
        self.roster, self.question, self.at = roster, question, at
        told = (question or roster).written
        if not told:
            raise RuleViolation(UNKNOWN)
        self.written = Written(
            tuple(told["persons"]), tuple(told["households"]), told["after"], told["new"]
        )
        self.records = SourceRecord.objects.filter(roster=roster, pk__gt=self.written.after)
        if question is not None:
            self.records = self.records.filter(row=question.row)
        self.earlier = list(Earlier.objects.filter(roster=roster, question=question))
        spoken_of = Exists(self.records.filter(person=OuterRef("pk")))
        theirs = Person.objects.filter(spoken_of, household=OuterRef("pk"))
        self.persons = _between(Person.objects.filter(spoken_of), self.written.persons)
        self.households = _between(
            Household.objects.filter(Exists(theirs)), self.written.households
        )

    def run(self) -> None:
        self._hold()
        self._require_untouched()
        made = list(self.persons.values_list("pk", flat=True))
        homes = list(self.households.values_list("pk", flat=True))
        self.records.delete()
        # Found by the night's search, not told by anybody: of who is gone there is no pair.
        Double.objects.filter(Q(first__in=made) | Q(second__in=made)).delete()
        self._take_categories_back()
        self._put_back(Person, "person_key")
        _delete(Person, made)
        _delete(Household, homes)
        self._put_back(Household, "household_key")
        Earlier.objects.filter(roster=self.roster, question=self.question).delete()

    def _hold(self) -> None:
        """Who is changing one of them now is waited for, and then found to have changed them."""
        homes, persons = (
            {*rows.values_list("pk", flat=True)} for rows in (self.households, self.persons)
        )
        homes |= {one.household_key for one in self.earlier if one.household_key is not None}
        persons |= {one.person_key for one in self.earlier if one.person_key is not None}
        holding.hold(households=homes, persons=persons)

    def _require_untouched(self) -> None:
        if self.persons.count() != self.written.new:
            raise RuleViolation(EDITED.format(self.roster.name))
        changed = self._present(Person, "person_key")
        homes = self._present(Household, "household_key")
        self._require_moment([*changed.values()])
        self._require_moment([*homes.values()])
        self._require_moment(self.persons.exclude(updated_at=self.at)[:1])
        self._require_moment(self.households.exclude(updated_at=self.at)[:1])
        self._require_same_categories(changed)
        self._require_no_later_word(changed)
        _require_free(self.persons, besides={Belonging, SourceRecord, Double, Look})
        _require_free(self.households, besides={Person})
        _require_free(Belonging.objects.filter(person__in=self.persons), besides=set())

    def _present(self, model: type[Any], key: str) -> dict[int, Any]:
        wanted = [getattr(one, key) for one in self.earlier if getattr(one, key) is not None]
        found = {
            one.pk: one
            for one in bulk.in_parts(wanted, lambda part: model.objects.filter(pk__in=part))
        }
        if len(found) != len(wanted):
            raise RuleViolation(EDITED.format(self.roster.name))
        return found

    def _require_moment(self, rows: Iterable[Person | Household]) -> None:
        """Every change by hand or by another roster moves the moment."""
        for one in rows:
            if one.updated_at != self.at:
                raise RuleViolation(EDITED.format(getattr(one, "name", "") or str(one)))

    def _require_same_categories(self, changed: dict[int, Person]) -> None:
        added = Belonging.objects.filter(person__in=self.persons)
        other = added.exclude(source=label_of(self.roster), until=None).select_related("person")
        if one := other.first():
            raise RuleViolation(EDITED.format(one.person.name))
        now: dict[int, set[str]] = {pk: set() for pk in changed}
        for person, code in bulk.in_parts(changed, _open_categories):
            now[person].add(code)
        for one_person in self.earlier:
            key = one_person.person_key
            if key is not None and now[key] != {*one_person.held, *one_person.added}:
                raise RuleViolation(EDITED.format(changed[key].name))

    def _require_no_later_word(self, changed: dict[int, Person]) -> None:
        """Another source has spoken of somebody since, if only to say the same."""
        later = SourceRecord.objects.filter(pk__gt=self.written.after).exclude(
            pk__in=self.records.values("pk")
        )
        touched = [*later.filter(person__in=self.persons).select_related("person")[:1]]
        touched += bulk.in_parts(
            changed, lambda part: later.filter(person__in=part).select_related("person")[:1]
        )
        if touched:
            raise RuleViolation(EDITED.format(touched[0].person.name))

    def _take_categories_back(self) -> None:
        source = label_of(self.roster)
        for one in self.earlier:
            if one.added:
                Belonging.objects.filter(
                    person=one.person_key, category__in=one.added, source=source, until=None
                ).delete()

    def _put_back(self, model: type[Any], key: str) -> None:
        """As it stood; columns that were not changed are written as they are."""
        present = self._present(model, key)
        columns: set[str] = set()
        for one in self.earlier:
            if (pk := getattr(one, key)) is None:
                continue
            was = one.was | (
                {"phone_sealed": one.phone_sealed} if "phone_sealed" in one.was else {}
            )
            if "id_index" in was:
                was["id_sealed"] = None
            for name, value in was.items():
                field = model._meta.get_field(name.removesuffix("_id") if name in _KEYS else name)
                setattr(present[pk], name, value if name in _KEYS else field.to_python(value))
                columns.add(field.name)
            columns |= seals.refresh_keys(present[pk], was)
        if columns:
            model.objects.bulk_update(present.values(), sorted(columns), batch_size=AT_ONCE)


_KEYS = frozenset({"household_id", "region_id"})


def _between(rows: QuerySet[Any], span: tuple[int, ...]) -> QuerySet[Any]:
    return rows.filter(pk__gte=span[0], pk__lte=span[1]) if span else rows.none()


def _open_categories(keys: list[Any]) -> QuerySet[Any, Any]:
    held = Belonging.objects.filter(person_id__in=keys, until=None)
    return held.values_list("person_id", "category")


def _delete(model: type[Person | Household], keys: list[int]) -> None:
    for start in range(0, len(keys), AT_ONCE):
        model._default_manager.filter(pk__in=keys[start : start + AT_ONCE]).delete()


def _require_free(rows: QuerySet[Any], *, besides: set[type[Model]]) -> None:
    """Nothing that anybody has done since may point at what is to go."""
    for field in fields_to(rows.model):
        other = field.model
        hanging = other._base_manager.filter(**{f"{field.name}__in": rows})
        if other not in besides and hanging.exists():
            raise RuleViolation(HANGING.format(other._meta.verbose_name))
