"""The demonstration: 青川市 on 24 July 2026, half-way through the 八一 campaign."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.resources import files

from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings

from yushui.accounts.models import User
from yushui.demonstration import (
    cast,
    conduct,
    contacts,
    events,
    gatherings,
    honours,
    letters,
    lives,
    money,
    paying,
    season,
    stock,
    troops,
    wishes,
    world,
    yearly,
)
from yushui.demonstration.fieldwork import Field
from yushui.demonstration.season import Season
from yushui.filings import actions as filings
from yushui.filings.models import Filing
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.ledger import folding
from yushui.notices.models import Notice
from yushui.people import actions as people
from yushui.people import doubling
from yushui.people.importing.columns import Upload
from yushui.people.models import Household, Person, Question, Roster, Source
from yushui.reports import actions as reports
from yushui.territory.kinds import Kind, Lane, Level
from yushui.territory.models import Region, Unit
from yushui.visits.models import Target
from yushui.visits.queries import not_found


SET_ON = datetime(2026, 7, 24, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai
HOUSEHOLDS = 5000
SHARE_VISITED = 0.56
LISTED, LISTED_EVERY = 30, 31  # of a county's people, on the list of the troops
Said = Callable[[str], object]


def tell(said: Said = lambda line: None, *, households: int = HOUSEHOLDS) -> None:
    """Make the whole demonstration in an empty database; refuse one that is in use."""
    if User.objects.exists() or Household.objects.exists():
        raise RuleViolation("数据库里已经有数据，演示只能装入新建的数据库。")
    offset = int((SET_ON - clock.now()).total_seconds()) + settings.YUSHUI_CLOCK_OFFSET
    with override_settings(YUSHUI_CLOCK_OFFSET=offset), transaction.atomic():
        _chapters(said, households)
    folding.fold()
    home = settings.HOME
    (home / "clock-offset").write_text(str(offset))
    (home / "demonstration.txt").write_text(cast.as_text() + "\n", encoding="utf-8")


def _chapters(said: Said, households: int) -> None:
    story = Season()
    said(season.settle_territory(story, list(world.divisions()), "990100000000"))
    tops = Unit.objects.filter(superior=None, kind__in=[Kind.OFFICE, Kind.MILITARY_COMMAND])
    cast.appear(list(tops.order_by("path")))
    said(f"建立账号 {User.objects.count()} 个")
    text = files("yushui.demonstration").joinpath("notices/bayi.txt").read_bytes()
    said(season.take_in(story, "关于做好2026年八一期间双拥工作的通知.txt", text))
    said(season.dispatch(story))
    said(season.pass_on(story))
    counties = Unit.objects.within(story.issuer.region).filter(
        kind=Kind.OFFICE, region__level=Level.COUNTY
    )
    said(season.import_rosters(story, households=households // counties.count()))
    county = Region.objects.get(name="鹿鸣县")
    _register(said, story, county)
    _work(said, story, county)
    said(season.design_tables(story))
    said(_half_handed_in(story))
    said(_asked_by_the_county(story))


def _register(said: Said, story: Season, county: Region) -> None:
    """What the offices know of the families before anybody sets out."""
    said(_listed_by_troops(story))
    said(_settled_too_soon(story))
    said(yearly.keep(story, county))
    said(contacts.name_all(story.issuer.region, rng=random.Random(story.seed), by=story.by))
    said(gatherings.move_in(story, _bailu().region))
    said(conduct.place_villages(_bailu().region))


def _work(said: Said, story: Season, county: Region) -> None:
    """What is done for the families: visits, money, letters, citations, an event, discipline."""
    said(season.freeze_targets(story))
    said(money.provide(story))
    said(letters.write(story, county))
    said(_fieldwork(story))
    said(wishes.told())
    said(money.give_back(story))
    said(lives.go_on(story, county))
    said(events.happen(story, county))
    said(_paid_out(story))
    said(honours.come(story, county))
    office = Unit.objects.select_related("region").get(kind=Kind.OFFICE, region=county)
    said(stock.keep(story, office, _bailu()))
    said(gatherings.hold(story, office))
    said(conduct.keep(story, office, _bailu()))
    said(gatherings.plan(story, _bailu()))
    said(_corrected(story, county))


def _bailu() -> Unit:
    towns = Unit.objects.select_related("region").filter(kind=Kind.TOWNSHIP)
    return towns.get(name__startswith="白鹭镇")


def _listed_by_troops(story: Season) -> str:
    """What the troops say of families of 鹿鸣县: some of it has to be settled by hand."""
    office = Unit.objects.get(kind=Kind.OFFICE, region__name="鹿鸣县")
    known = Person.objects.within(office.region)
    listed = known.select_related("household__region__parent").order_by("pk")[::LISTED_EVERY]
    roster = people.stage_roster(
        unit=office,
        name="部队提报官兵家庭名单",
        upload=Upload(
            "部队提报.xlsx", troops.as_workbook(list(listed[:LISTED]), rng=story.rng), Source.TROOPS
        ),
        by=story.by,
    )
    people.check_roster(roster, mapping=roster.mapping, by=story.by)
    people.load_roster(roster, leave_out_wrong=True, by=story.by)
    return f"部队提报 {roster.row_count} 人，其中 {roster.outcome['asked']} 人等经办人认定"


def _settled_too_soon(story: Season) -> str:
    """Somebody took a few of them for new people: now they stand in the register twice."""
    waiting = Question.objects.open().filter(roster__unit__region__name="鹿鸣县")
    for question in waiting.select_related("roster__unit__region", "region").order_by("row")[::5]:
        people.settle_as_new(question, by=story.by)
    county = Region.objects.get(name="鹿鸣县")
    asked = people.note_doubles(county, doubling.find(county), by=story.by)
    return f"疑似重复的人员 {asked} 对"


def _paid_out(story: Season) -> str:
    """鹿鸣县's list of those who are paid waits for the head of its office."""
    office = Unit.objects.get(kind=Kind.OFFICE, region__name="鹿鸣县")
    return paying.pay(story, office.region, office)


def _corrected(story: Season, county: Region) -> str:
    """What the county knows better than its roster goes back, once the other lane signs too."""
    roster = Roster.objects.filter(unit__region=county).earliest("pk")
    reply = people.make_reply(roster, absences=not_found, by=story.by)
    people.sign_reply(reply, lane=Lane.CIVIL, by=story.by)
    return f"{roster.name}的更正表等人武部签认"


def _fieldwork(story: Season) -> str:
    """Every township is somewhere else: some nearly done, some hardly begun."""
    work = Field(story.round, story.by, story.rng, clock.today())
    made = 0
    townships = Unit.objects.filter(kind=Kind.TOWNSHIP).order_by("path")
    for number, township in enumerate(townships):
        share = min(0.97, SHARE_VISITED + (number % 7 - 3) * 0.13)
        targets = Target.objects.filter(campaign=story.round, unit=township).for_listing()
        made += work.visit(list(targets), share=share)
    offices = Unit.objects.filter(kind=Kind.OFFICE, region__level=Level.COUNTY)
    troops = work.visit_troops(offices.select_related("region").order_by("path")[:3])
    return f"走访 {made} 户，慰问部队 {troops} 次"


def _half_handed_in(story: Season) -> str:
    """A few tables are in already: one accepted, one returned, two waiting for the reviewer."""
    owed = Filing.objects.filter(edition__in=story.editions).select_related("edition", "unit")
    offices = owed.filter(unit__kind=Kind.OFFICE).exclude(unit__region__name="鹿鸣县")
    handed = [
        *offices.order_by("unit__path")[:3],
        *owed.filter(unit__kind=Kind.GOVERNMENT_ORGAN).order_by("unit__path")[:1],
    ]
    for filing in handed:
        _hand_in(filing, story)
    filings.accept(handed[0], by=story.by)
    filings.send_back(handed[1], reason="慰问品折款与附单不符，请核对。", by=story.by)
    reports.draft(story.round, unit=handed[0].unit, by=story.by)
    return f"已报统计表 {len(handed)} 份，其中 1 份审核通过、1 份退回"


def _hand_in(filing: Filing, story: Season) -> None:
    filings.fill(filing, by=story.by)
    season.answer_by_hand(filing, story.by)
    filings.submit(filing, by=story.by)


def _asked_by_the_county(story: Season) -> str:
    """鹿鸣县 collects the same table from its townships; 白鹭镇 has yet to begin, for its clerk."""
    county = Unit.objects.get(kind=Kind.OFFICE, region__name="鹿鸣县")
    notice = Notice.objects.get(unit=county, based_on=story.document)
    (edition,) = filings.design(story.round, notice=notice, by=story.by)
    filings.open_edition(edition, by=story.by)
    townships = edition.filings.select_related("edition", "unit").order_by("unit__path")
    accepted, waiting, returned, checking, *_ = townships.exclude(unit__name="白鹭镇")
    for filing in (accepted, waiting, returned):
        _hand_in(filing, story)
    filings.accept(accepted, by=story.by)
    filings.send_back(returned, reason="备注栏没有写明未访户数，请补充。", by=story.by)
    filings.fill(checking, by=story.by)
    return f"{county.region.name}向乡镇收表，应报 {townships.count()} 份，已报 3 份"
