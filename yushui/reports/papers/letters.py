"""Letters of condolence (慰问信): one to a family, with the lists they are carried round by.

A letter goes to somebody who lives and is on the register. Who is left out stands on a list with
the reason, so that a family is missed by nobody's decision.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.office import letters as docx
from yushui.office.gongwen.measure import chinese_day
from yushui.office.letters import Batch, Letter, Listing
from yushui.office.typeset import Paper, paper
from yushui.people import categories, lettering
from yushui.people.models import (
    Addressee,
    Belonging,
    Household,
    HouseholdQuerySet,
    PaperForm,
    Person,
    Printing,
    Status,
    Wording,
)
from yushui.reports.papers import walking
from yushui.territory import paths
from yushui.territory.kinds import Level
from yushui.territory.models import Region
from yushui.visits import tiers
from yushui.visits.models import Target


LAYOUT = Path(__file__).parent.parent / "layouts" / "letter.typ"
LARGEST_BATCH = 10_000
Tell = Callable[[int], object]
_STEP, _FEW = 500, 20
_PLACES = {"村": Level.VILLAGE, "乡镇": Level.TOWNSHIP, "县": Level.COUNTY}
# Letters without a blank do not break by themselves, and would run off the paper.
_UNBROKEN = re.compile("[^\\s\u2e80-\uffff]{20}")
_MAY_BREAK = "\u200b"
_NOBODY = "家里没有在册的人"
_NOT_AMONG_THEM = "没有符合类别的在册人员"


@dataclass(frozen=True)
class Recipient:
    """A family, and what its letter says in place of the fields; or why it has none."""

    household: Household
    name: str
    values: dict[str, str]
    why_not: str = ""


def wanted(printing: Printing) -> int:
    """How many families are asked for."""
    return _families(printing).count()


def batch(printing: Printing, tell: Tell) -> tuple[Paper, int, int]:
    """The file, how many letters are in it, and how many families have none."""
    assert printing.wording, "A printing of letters has words."
    found: list[Recipient] = []
    for one in _recipients(printing):
        found.append(one)
        if not len(found) % _STEP:
            tell(len(found))
    tell(len(found))
    reached = [one for one in found if not one.why_not]
    missed = [one for one in found if one.why_not]
    if not reached:
        raise RuleViolation(f"选定的 {len(missed)} 户都印不出慰问信：{missed[0].why_not}。")
    made = _batch(printing.wording, reached, missed)
    if printing.form == PaperForm.DOCX:
        return Paper(docx.write(made)), len(reached), len(missed)
    return _set(made), len(reached), len(missed)


def first(printing: Printing) -> tuple[Recipient | None, Letter | None]:
    """The first family that would get the letter, or the first that would not, to be looked at."""
    assert printing.wording, "A printing of letters has words."
    one = None
    for one in _recipients(printing, step=_FEW):
        if not one.why_not:
            return one, _letter(printing.wording, one)
    return one, None


def _recipients(printing: Printing, *, step: int = _STEP) -> Iterator[Recipient]:
    """In the order of a walk."""
    assert printing.wording, "A printing of letters has words."
    used = printing.wording.words.fields
    today = clock.today()
    codes = _codes(printing)
    common = {"年度": str(printing.wording.dated_on.year), "节日": printing.wording.festival}
    names: dict[int, dict[str, str]] = {}
    ordered = _families(printing).order_by("region__path", "code")
    for household in chain.from_iterable(walking.steps(ordered, step)):
        if household.region_id not in names:
            names |= _places([household.region])
        values = common | names[household.region_id] | {"户主": household.head_name}
        person, why_not = _addressee(printing, household, codes)
        name = person.name if person else household.head_name
        sex, age = (person.sex, person.age(today)) if person else ("", None)
        values |= {"姓名": name, "称谓": lettering.honorific(sex, age)}
        lacking = sorted(field for field in used if not values.get(field))
        if lacking and not why_not:
            why_not = f"档案里没有“{'”“'.join(lacking)}”"
        yield Recipient(household, name, values, why_not)


def _families(printing: Printing) -> HouseholdQuerySet:
    place = printing.region
    found = Household.objects.filter(
        region__path__gte=place.path, region__path__lt=paths.after(place.path)
    )
    if printing.campaign_id:
        listed = Target.objects.owed().filter(
            campaign=printing.campaign_id, household=OuterRef("pk")
        )
        found = found.filter(Exists(listed))
    if printing.categories:
        found = found.filter(Exists(_held(printing.categories)))
    members = Person.objects.order_by("pk").prefetch_related("belongings")
    return found.select_related("region").prefetch_related(Prefetch("persons", members))


def _held(codes: Iterable[str]) -> Any:
    """Somebody alive of the family who is in one of the categories today."""
    today = clock.today()
    return Belonging.objects.filter(
        Q(since=None) | Q(since__lte=today),
        Q(until=None) | Q(until__gte=today),
        person__household=OuterRef("pk"),
        person__status=Status.ALIVE,
        category__in=categories.expand(codes),
    )


def _codes(printing: Printing) -> frozenset[str]:
    """What makes somebody the one a letter is for: as chosen, as the campaign says, or anything."""
    if printing.categories:
        return categories.expand(printing.categories)
    if printing.campaign and (codes := tiers.wanted(printing.campaign).every):
        return codes
    return frozenset(categories.labels())


def _addressee(
    printing: Printing, household: Household, codes: frozenset[str]
) -> tuple[Person | None, str]:
    """Who the letter is to. A head whom nobody registered as a person is written to by name."""
    persons = list(household.persons.all())
    alive = [one for one in persons if one.status == Status.ALIVE]
    heads = [one for one in persons if one.name == household.head_name]
    living = [one for one in heads if one.status == Status.ALIVE]
    if not alive:
        return None, _NOBODY
    if printing.addressee == Addressee.NAMED:
        today = clock.today()
        named = [one for one in alive if categories.held(one, today) & codes]
        among = [one for one in living if one in named] or named
        return (among[0], "") if among else (None, _NOT_AMONG_THEM)
    if heads and not living:
        said = heads[0].get_status_display()
        return None, f"户主{said}，家庭档案里还没有换户主"
    return (living[0] if living else None), ""


def _places(regions: Iterable[Region]) -> dict[int, dict[str, str]]:
    """By region, the names that stand in for 村, 乡镇 and 县."""
    listed = {region.pk: paths.ids(region.path) for region in regions}
    above = Region.objects.filter(pk__in={key for keys in listed.values() for key in keys})
    known = {region.pk: region for region in above}
    return {
        pk: {
            field: next((known[key].name for key in keys if known[key].level == level), "")
            for field, level in _PLACES.items()
        }
        for pk, keys in listed.items()
    }


def _letter(wording: Wording, to: Recipient) -> Letter:
    words = wording.words
    title, salutation, *paragraphs = (lettering.fill(text, to.values) for text in words.texts)
    return Letter(title, salutation, tuple(paragraphs))


def _batch(wording: Wording, reached: list[Recipient], missed: list[Recipient]) -> Batch:
    return Batch(
        name=wording.letter.name,
        organs=wording.words.signers,
        day=chinese_day(wording.dated_on),
        letters=tuple(_letter(wording, one) for one in reached),
        listings=(*_bundles(reached), *_left_out(missed)),
    )


def _bundles(reached: list[Recipient]) -> Iterator[Listing]:
    """One list to a village, to be carried round with its letters."""
    for _, found in groupby(reached, key=lambda one: one.household.region_id):
        families = list(found)
        place = "".join(families[0].values[field] for field in ("乡镇", "村"))
        place = place or families[0].household.region.name
        yield Listing(
            title=f"{place}慰问信分发清单",
            note=f"共 {len(families)} 封，信的顺序与本表相同。",
            columns=("序号", "收信人", "家庭编号", "住址", "签收"),
            rows=tuple(
                (str(number), one.name, one.household.code, one.household.address, "")
                for number, one in enumerate(families, start=1)
            ),
        )


def _left_out(missed: list[Recipient]) -> Iterator[Listing]:
    if missed:
        yield Listing(
            title="没有印慰问信的家庭",
            note=f"共 {len(missed)} 户。更正家庭档案后可以补印。",
            columns=("序号", "户主", "家庭编号", "村（社区）", "原因"),
            rows=tuple(
                (
                    str(number),
                    one.household.head_name,
                    one.household.code,
                    one.values["村"],
                    one.why_not,
                )
                for number, one in enumerate(missed, start=1)
            ),
        )


def _set(made: Batch) -> Paper:
    """Every text once: most paragraphs of five thousand letters read alike."""
    texts: dict[str, int] = {}
    letters = [
        [
            texts.setdefault(text, len(texts))
            for text in (one.title, one.salutation, *one.paragraphs)
        ]
        for one in made.letters
    ]
    today = clock.today()
    return paper(
        LAYOUT,
        {
            "name": made.name,
            "on": [today.year, today.month, today.day],
            "day": made.day,
            "organs": _breaking(made.organs),
            "texts": _breaking(texts),
            "letters": letters,
            "listings": [
                {
                    "title": one.title,
                    "note": one.note,
                    "columns": list(one.columns),
                    "rows": [_breaking(row) for row in one.rows],
                }
                for one in made.listings
            ],
        },
    )


def _breaking(texts: Iterable[str]) -> list[str]:
    return [_UNBROKEN.sub(lambda found: found[0] + _MAY_BREAK, text) for text in texts]
