"""Family files (家庭档案): what is known of a family, to be put on paper (S0-34).

Numbers are masked on paper always: a paper is copied and carried about, and nobody sees who looked.
What somebody says of their own worries (本人心声) is no part of it, and never will be.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.models import Prefetch, QuerySet, Sum

from yushui.accounts.actor import Actor
from yushui.kernel import clock
from yushui.kernel.money import fen_of, yuan_text
from yushui.kernel.secrets import mask_phone
from yushui.office.gongwen.measure import chinese_day
from yushui.office.typeset import Paper, paper
from yushui.people import categories, seals
from yushui.people.models import (
    Belonging,
    Contact,
    Household,
    HouseholdQuerySet,
    Person,
    SourceRecord,
    Status,
)
from yushui.reports import chronicle
from yushui.reports.papers import places, walking
from yushui.territory import paths
from yushui.territory.models import Region
from yushui.visits.lifecycle import State
from yushui.visits.models import Participant, Visit


LAYOUT = Path(__file__).parent.parent / "layouts" / "family.typ"
LARGEST_BATCH = 1_000
Tell = Callable[[int], object]
_STEP = 100


# What a family's page and its file tell of a person besides the person.
SPOKEN = (
    Prefetch("belongings", Belonging.objects.order_by("until", "pk")),
    Prefetch("records", SourceRecord.objects.for_listing()),
)


def loaded(households: HouseholdQuerySet) -> HouseholdQuerySet:
    """Families with all that their file tells but the visits, in five queries."""
    members = Person.objects.order_by("pk").prefetch_related(*SPOKEN)
    return households.select_related("region").prefetch_related(
        Prefetch("persons", members),
        Prefetch("contacts", Contact.objects.order_by("-since", "-pk")),
    )


def visits_to(households: list[Household], by: Actor) -> QuerySet[Visit]:
    """The visits to these families that the actor may see, the latest first."""
    seen = Visit.objects.visible_to(by).filter(household__in=households)
    return seen.for_listing().select_related("campaign").annotate(goods=Sum("gifts__value"))


def file(household: Household, by: Actor) -> Paper:
    """The file of one family."""
    return _set(_step(list(loaded(Household.objects.filter(pk=household.pk))), by), by)


def wanted(place: Region) -> int:
    return _families(place).count()


def batch(place: Region, by: Actor, tell: Tell) -> tuple[Paper, int]:
    """The files of all families of a place, in the order of a walk, and how many."""
    told: list[dict[str, Any]] = []
    for step in walking.steps(_families(place).order_by("region__path", "code"), _STEP):
        told += _step(step, by)
        tell(len(told))
    return _set(told, by), len(told)


def _families(place: Region) -> HouseholdQuerySet:
    return loaded(
        Household.objects.filter(
            region__path__gte=place.path, region__path__lt=paths.after(place.path)
        )
    )


def _set(families: list[dict[str, Any]], by: Actor) -> Paper:
    today = clock.today()
    return paper(
        LAYOUT,
        {
            "on": [today.year, today.month, today.day],
            "printed": f"{chinese_day(today)}由{by.name}打印",
            "families": families,
        },
    )


def _step(households: list[Household], by: Actor) -> list[dict[str, Any]]:
    named = Participant.objects.order_by("pk")
    companions = [Prefetch("participants", named), Prefetch("group_visit__participants", named)]
    visits: dict[int, list[Visit]] = {household.pk: [] for household in households}
    for visit in visits_to(households, by).prefetch_related(*companions):
        assert visit.household_id, "Only visits to families were asked for."
        visits[visit.household_id].append(visit)
    found = places.of({one.region_id: one.region for one in households}.values())
    return [_told(one, found[one.region_id], visits[one.pk]) for one in households]


def _told(household: Household, place: places.Place, visits: list[Visit]) -> dict[str, Any]:
    paid = [visit for visit in visits if visit.state == State.RECORDED]
    return {
        "head": household.head_name,
        "code": household.code,
        "facts": [
            ["户主", household.head_name],
            ["家庭编号", household.code],
            ["所在地", place.name],
            ["居住类型", household.get_place_kind_display()],
            ["住址", household.address],
            ["家庭电话", _masked(seals.household_phone(household))],
            ["服务站", place.station],
            ["服务电话", place.phone],
        ],
        "members": [_member(person) for person in household.persons.all()],
        "contacts": [_contact(one) for one in household.contacts.all()],
        "visits": [_visit(visit) for visit in paid],
        "total": _total(paid),
        "events": [
            [chinese_day(one.on), "　".join(filter(None, [one.title, one.text]))]
            for one in chronicle.of(household.persons.all(), household.contacts.all(), visits)
        ],
    }


def _masked(number: str) -> str:
    return mask_phone(number) if number else ""


def _member(person: Person) -> dict[str, Any]:
    born = person.birth_on
    age = person.age(clock.today()) if person.status != Status.DEAD else None
    return {
        "name": person.name,
        "note": "" if person.status == Status.ALIVE else _status(person),
        "facts": [
            ["与户主关系", person.relation],
            ["性别", person.get_sex_display()],
            ["出生日期", chinese_day(born) + (f"（{age} 岁）" if age else "") if born else ""],
            ["身份证号", seals.masked_id_card(person)],
            ["联系电话", seals.masked_phone(person)],
            ["备注", person.note],
        ],
        "categories": [_category(one) for one in person.belongings.all()],
    }


def _status(person: Person) -> str:
    since = f"（{chinese_day(person.status_on)}）" if person.status_on else ""
    return f"{person.get_status_display()}{since}"


def _category(belonging: Belonging) -> dict[str, str]:
    told = [
        f"自 {chinese_day(belonging.since)}" if belonging.since else "",
        f"至 {chinese_day(belonging.until)}" if belonging.until else "",
        f"依据：{belonging.source}" if belonging.source else "",
    ]
    return {
        "label": categories.label(belonging.category),
        "evidence": "　".join(filter(None, told)),
    }


def _contact(contact: Contact) -> list[str]:
    ended = f"至 {chinese_day(contact.until)}" if contact.until else "起"
    return [
        contact.name,
        "　".join(filter(None, [contact.unit_name, contact.title])),
        contact.phone,
        f"{chinese_day(contact.since)}{ended}",
    ]


def _visit(visit: Visit) -> list[str]:
    return [
        f"{chinese_day(visit.made_on)}\n{visit.get_mode_display()}",
        "\n".join(filter(None, _of_visit(visit))),
        yuan_text(fen_of(visit.money)),
        yuan_text(_goods(visit)),
    ]


def _of_visit(visit: Visit) -> list[str]:
    companions = "、".join(one.name for one in (visit.group_visit or visit).participants.all())
    return [
        f"{visit.campaign.name}，{visit.unit.name}",
        companions,
        f"困难和诉求：{visit.heard}" if visit.heard else "",
    ]


def _goods(visit: Visit) -> int:
    """What the gifts of a visit loaded by `visits_to` cost."""
    return fen_of(getattr(visit, "goods", None) or 0)


def _total(visits: list[Visit]) -> str:
    cash, goods = money(visits)
    return (
        f"合计走访 {len(visits)} 次，慰问金 {yuan_text(cash)} 元，"
        f"慰问品折款 {yuan_text(goods)} 元，共 {yuan_text(cash + goods)} 元。"
    )


def money(visits: list[Visit]) -> tuple[int, int]:
    """What a family received on visits that stand, in fen: as cash, and as goods."""
    paid = [visit for visit in visits if visit.state == State.RECORDED]
    return sum(fen_of(visit.money) for visit in paid), sum(map(_goods, paid))
