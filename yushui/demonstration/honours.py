"""Citations on their way and plaques on doors in one county: some of everything."""

from datetime import date, timedelta
from decimal import Decimal

from yushui.demonstration import names, pictures
from yushui.demonstration.season import Season
from yushui.merits import actions, hanging, queries
from yushui.merits.actions import Brought, Companion, Destination, Received, RuleFacts
from yushui.merits.actions import plaques as plaque_actions
from yushui.merits.actions.plaques import Deed
from yushui.merits.models import Citation, Plaque
from yushui.people import categories
from yushui.people.models import Household
from yushui.territory.kinds import Kind, Lane
from yushui.territory.models import Region, Unit


# Of what class, when it came, and how far it has got.
WAYS = (
    ("third", date(2026, 6, 22), "feed_back"), ("four_haves", date(2026, 6, 22), "feed_back"),
    ("second", date(2026, 6, 29), "deliver"), ("third", date(2026, 6, 29), "deliver"),
    ("four_haves", date(2026, 7, 1), "deliver"), ("first", date(2026, 7, 6), "assign"),
    ("third", date(2026, 6, 15), "assign"), ("war_3", date(2026, 7, 13), "verify"),
    ("commended", date(2026, 7, 20), "register"), ("third", date(2026, 7, 23), "receive"),
    ("four_haves", date(2026, 7, 20), "send_back"),
)  # fmt: skip
PRIZES = (("first", 3000), ("second", 2000), ("war_3", 2000), ("third", 500), ("four_haves", 100))
PLAQUES, DAMAGED_EVERY, MOVED_EVERY = 240, 17, 41
SENDER = "云川省军区政治工作局"


def come(story: Season, county: Region) -> str:
    """Local rules, citations at every stage, and plaques on some of the doors."""
    office = Unit.objects.get(kind=Kind.OFFICE, region=county)
    for merit, prize in PRIZES:
        facts = RuleFacts(merit, date(2026, 1, 1), "鹿退役军人发〔2026〕3号", prize=Decimal(prize))
        actions.add_rule(facts, region=county, by=story.by)
    serving = Household.objects.filter(
        region__in=Region.objects.within(county),
        persons__belongings__category__in=categories.expand(["serving_family"]),
    )
    homes = list(serving.distinct().select_related("region").order_by("pk")[: len(WAYS)])
    for number, (home, way) in enumerate(zip(homes, WAYS, strict=False), start=1):
        _bring(story, office, home, number, way)
    hung = _hang(story, county)
    return f"喜报 {Citation.objects.count()} 份，光荣牌 {hung} 块"


def _bring(
    story: Season, office: Unit, home: Household, number: int, way: tuple[str, date, str]
) -> None:
    merit, day, last = way
    by = story.by
    told = Received(
        soldier_name=home.head_name[0] + names.name(story.rng, is_male=True)[1:],
        merit=merit,
        order_number=f"云军政〔2026〕{number + 30}号",
        ordered_on=day - timedelta(days=9),
        received_on=day,
        sender=SENDER,
    )
    citation = actions.receive(told, unit=office, by=by)
    if last == "receive":
        return
    if last == "send_back":
        actions.send_back(citation, reason="地址在外县，请核对本人指定的地址。", by=by)
        return
    to = Destination(home, None, "parents", home.address or home.region.name, home.head_name)
    actions.register(citation, to=to, by=by)
    if last == "register":
        return
    actions.verify(citation, note="与户籍、家属核对无误", by=by)
    if last == "verify":
        return
    organs = queries.organs_for(home.region, queries.rule_for(home.region, merit, day).route)
    civil, military = organs.civil, organs.military
    if civil is None or military is None:
        return  # nobody to bring it
    actions.assign(citation, civil_unit=civil, military_unit=military, by=by)
    if last != "assign":
        _deliver(story, citation, office, last)


def _deliver(story: Season, citation: Citation, office: Unit, last: str) -> None:
    day = citation.received_on + timedelta(days=16)
    route = queries.rule_for(citation.region, citation.merit, day).route
    units = {Lane.CIVIL: citation.civil_unit, Lane.MILITARY: citation.military_unit}
    told = Brought(
        delivered_on=day,
        received_by=citation.recipient,
        bearers=[
            Companion(names.name(story.rng, is_male=True), unit, route.least(lane))
            for lane, unit in units.items()
            if unit
        ],
        photo=("送喜报.jpg", pictures.doorway(citation.pk % 255)),
    )
    actions.deliver(citation, told=told, unit=office, by=story.by)
    if last == "feed_back":
        on = day + timedelta(days=1)
        actions.feed_back(citation, on=on, text="家属很受鼓舞，村里都来道喜。", by=story.by)


def _hang(story: Season, county: Region) -> int:
    """Hung by the townships over the spring; some have faded, a few families have moved."""
    inside = Household.objects.filter(region__in=Region.objects.within(county))
    waiting = hanging.without(inside).select_related("region").order_by("pk")[:PLAQUES]
    townships = {
        unit.region_id: unit
        for unit in Unit.objects.within(county).filter(kind=Kind.TOWNSHIP).order_by("pk")
    }
    for number, home in enumerate(waiting):
        unit = townships[home.region.parent_id or 0]
        deed = Deed(date(2026, 1, 20) + timedelta(days=number % 20), unit)
        plaque = plaque_actions.hang(home, deed=deed, by=story.by)
        if number % DAMAGED_EVERY == 0:
            worn = Deed(date(2026, 7, 6), unit, "褪色、开裂")
            plaque_actions.damage(plaque, deed=worn, by=story.by)
        elif number % MOVED_EVERY == 0:
            moved = Deed(date(2026, 5, 6), unit, "新建住房")
            plaque_actions.move(plaque, deed=moved, address="新村小区", by=story.by)
    return Plaque.objects.standing().count()
