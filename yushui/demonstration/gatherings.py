"""Families that live close together, the event held for them, and who goes where today."""

from datetime import date, timedelta

from yushui.accounts.models import User
from yushui.demonstration.fieldwork import Field
from yushui.demonstration.season import Season
from yushui.kernel import clock
from yushui.people import actions as people
from yushui.people.actions import HouseholdFacts
from yushui.people.models import Household, PlaceKind
from yushui.territory.kinds import Kind
from yushui.territory.models import Region, Unit
from yushui.visits import actions
from yushui.visits.calls import Call, Companion, Event, GiftLine
from yushui.visits.models import GiftKind, Help, Mode, Outing, Rank, Setting, Target
from yushui.visits.teams import Team


COMPOUND = "白鹭军休苑"
FAMILIES, CAME = 16, 13
ON_THE_WAY = 9  # households of one team
HELD_ON = date(2026, 7, 22)


def move_in(story: Season, township: Region) -> str:
    """Let some families of a township live in one compound."""
    homes = Household.objects.filter(region__in=Region.objects.within(township))
    some = homes.select_related("region").order_by("region__path", "code")[:FAMILIES]
    for number, home in enumerate(some):
        address = f"{COMPOUND}{number // 4 + 1}号楼{number % 4 + 1}0{number % 2 + 1}室"
        facts = HouseholdFacts(home.head_name, home.region, address, PlaceKind.COMPOUND)
        people.edit_household(home, facts=facts, by=story.by)
    return f"{COMPOUND}住了 {FAMILIES} 户"


def hold(story: Season, office: Unit) -> str:
    """The office and the armed forces department hold one event for those of the compound."""
    homes = Household.objects.filter(address__startswith=COMPOUND, persons__status="alive")
    taken = homes.filter(visits__made_on=HELD_ON, visits__unit=office)
    came = homes.exclude(pk__in=taken).select_related("region").distinct().order_by("code")
    beside = Unit.objects.get(region=office.region, kind=Kind.ARMED_FORCES_DEPARTMENT)
    event = actions.record_group(
        campaign=story.round,
        unit=office,
        event=Event(f"{COMPOUND}集中慰问", office.region, Setting.COMPOUND, "小区活动室"),
        households=list(came[:CAME]),
        call=Call(
            made_on=HELD_ON,
            mode=Mode.GROUP,
            participants=[
                Companion("何建平", Rank.HEAD, "县双拥办主任"),
                Companion("雷振国", Rank.LEADER, "副部长", beside.pk),
            ],
            gifts=[GiftLine(GiftKind.LETTER, "慰问信")],
            services=[Help.COMFORT, Help.LEGAL],
            notes="大家希望小区里加装扶手、定期有医生来量血压。",
        ),
        by=story.by,
    )
    return f"{event.title}，到场 {event.visits.count()} 户"


def plan(story: Season, township: Unit) -> str:
    """Two teams go out today, one of them on its way already; a third goes tomorrow."""
    today = clock.today()
    users = {user.full_name: user for user in User.objects.filter(posts__isnull=False)}
    teams = (
        (Team(users["孟春燕"], [users["钱满仓"]], "村医"), today),
        (Team(users["江文博"]), today),
        (Team(users["孟春燕"], [users["江文博"]]), today + timedelta(days=1)),
    )
    for team, day in teams:
        _send(story, township, team, day)
    first = Target.objects.filter(outing__leader=users["孟春燕"], outing__going_on=today)
    on_their_way = list(first.for_listing())[:4]
    Field(story.round, story.by, story.rng, today).visit(on_their_way, share=1)
    return f"{township.name}安排走访 {Outing.objects.filter(unit=township).count()} 队次"


def _send(story: Season, township: Unit, team: Team, day: date) -> None:
    """In a small demonstration there may be nobody left for the last ones."""
    waiting = Target.objects.filter(campaign=story.round, unit=township).to_plan(clock.today())
    if homes := [one.pk for one in waiting.for_listing()[:ON_THE_WAY]]:
        actions.plan_outing(
            campaign=story.round,
            unit=township,
            going_on=day,
            team=team,
            targets=homes,
            by=story.by,
        )
