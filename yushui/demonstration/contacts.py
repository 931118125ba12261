"""Made-up contacts: cadres of each village look after its families, nearly all of them."""

import random
from datetime import date, timedelta

from yushui.accounts.actor import Actor
from yushui.demonstration import names
from yushui.people import actions
from yushui.people.actions import ContactFacts
from yushui.people.models import Contact
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit


SINCE = date(2026, 3, 5)
LEFT_OUT_EVERY = 9  # villages where nobody is named yet
HANDED_OVER_EVERY = 40


def name_all(place: Region, *, rng: random.Random, by: Actor) -> str:
    """Every station's number, a contact for most villages, and some already handed over."""
    _stations(place, by=by)
    villages = Region.objects.current().within(place).filter(level=Level.VILLAGE)
    named = 0
    for number, village in enumerate(villages.select_related("parent").order_by("path"), start=1):
        if number % LEFT_OUT_EVERY:
            facts = _somebody(village, rng)
            named += actions.assign_contacts(village, facts=facts, since=SINCE, by=by)
    return f"给 {named} 户安排联系人，其中 {_hand_over(rng, by)} 户后来换了人"


def _stations(place: Region, *, by: Actor) -> None:
    stations = Unit.objects.active().within(place).filter(kind=Kind.STATION)
    for number, station in enumerate(stations.select_related("region").order_by("path")):
        phone = f"0990-82{number:05}"
        actions.set_helpline(station.region, name=station.name, phone=phone, by=by)


def _somebody(village: Region, rng: random.Random) -> ContactFacts:
    is_male = rng.random() < 0.5
    ending = "居民委员会" if village.name.endswith("社区") else "村民委员会"
    return ContactFacts(
        name=names.name(rng, is_male=is_male),
        unit_name=village.name.removesuffix("村") + ending,
        phone=names.phone(rng),
        title=rng.choice(("党支部书记", "副主任", "民政委员", "妇联主席", "民兵连长")),
    )


def _hand_over(rng: random.Random, by: Actor) -> int:
    """Some families were given to a cadre of the township in the summer."""
    active = Contact.objects.active().select_related("household__region__parent")
    chosen = list(active.order_by("pk")[::HANDED_OVER_EVERY])
    for contact in chosen:
        township = contact.household.region.parent
        facts = ContactFacts(
            name=names.name(rng, is_male=True),
            unit_name=_office_of(township) if township else contact.unit_name,
            phone=names.phone(rng),
            title="包村干部",
        )
        on = SINCE + timedelta(days=rng.randint(30, 120))
        actions.hand_over_contact(contact, facts=facts, on=on, reason="duties", by=by)
    return len(chosen)


def _office_of(township: Region) -> str:
    return township.name + ("办事处" if township.name.endswith("街道") else "人民政府")
