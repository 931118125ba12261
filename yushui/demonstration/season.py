"""A whole season of work from one notice, step by step, through the actions people use.

Each step answers with one sentence of what it did. `yushui tour` times and prints them; the
demonstration stops half-way.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from yushui.accounts.actor import Actor, system_actor
from yushui.campaigns import actions as campaigns
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Assignment, Campaign
from yushui.demonstration import rosters
from yushui.demonstration.fieldwork import Field
from yushui.filings import actions as filings
from yushui.filings.models import Edition, Filing
from yushui.filings.rules import is_own
from yushui.kernel import clock
from yushui.notices import actions as notices
from yushui.notices.models import Item, Notice, Role
from yushui.people import actions as people
from yushui.people.importing.columns import Upload
from yushui.people.models import Roster
from yushui.territory.actions import create_units, load_divisions
from yushui.territory.divisions import Division
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit
from yushui.visits import actions as visits
from yushui.visits.models import Target


HOUSEHOLDS_PER_VILLAGE = 4


@dataclass
class Season:
    """What the steps make, one after the other."""

    seed: int = 811
    by: Actor = field(default_factory=lambda: system_actor("演示"))
    office: Unit | None = None
    notice: Notice | None = None
    campaign: Campaign | None = None
    editions: list[Edition] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)

    @property
    def issuer(self) -> Unit:
        assert self.office is not None, "The territory comes first."
        return self.office

    @property
    def round(self) -> Campaign:
        assert self.campaign is not None, "The campaign comes first."
        return self.campaign

    @property
    def document(self) -> Notice:
        assert self.notice is not None, "The notice comes first."
        return self.notice


def settle_territory(
    season: Season, divisions: Sequence[Division], code: str, issuers: Sequence[str] = ()
) -> str:
    """Make places and units; the issuer is the unit that the document names, else the office."""
    added = load_divisions(divisions, by=season.by)
    place = Region.objects.current().get(code=code)
    made = create_units(place, by=season.by, with_garrison=True)
    here = Unit.objects.active().filter(region=place)
    season.office = here.filter(name__in=issuers).order_by("path").first() or here.get(
        kind=_office_kind(place)
    )
    return f"装入区划 {added} 处，建立单位 {made} 个，发文单位为“{season.office.name}”"


def _office_kind(place: Region) -> Kind:
    return Kind.TOWNSHIP if place.level == Level.TOWNSHIP else Kind.OFFICE


def take_in(season: Season, name: str, content: bytes) -> str:
    season.notice = notices.take_in(unit=season.issuer, name=name, content=content, by=season.by)
    items = season.notice.items
    return (
        f"读出《{season.notice.title}》：时限 {items.filter(kind=Item.Kind.DEADLINE).count()} 项，"
        f"任务 {items.filter(kind=Item.Kind.DUTY).count()} 项，"
        f"统计表 {items.filter(kind=Item.Kind.TABLE).count()} 张"
    )


def dispatch(season: Season) -> str:
    """Confirm everything, settle the recipients, publish, open the campaign."""
    notice, by = season.document, season.by
    notices.confirm_all(notice, by=by)
    for item in notice.items.filter(must_confirm=True).order_by("pk"):
        notices.confirm(item, by=by)
    if not notice.items.filter(kind=Item.Kind.RECIPIENT).exists():
        _address_below(notice, by)
    unsettled = [one for one in notices.address(notice, by=by) if not one.is_settled]
    for addressee in unsettled:
        notices.settle(addressee, units=[], by=by)
    if not notice.receipts.exists():
        _address_below(notice, by)
        notices.address(notice, by=by)
    notices.publish(notice, by=by)
    season.campaign = campaigns.open_from(notice, by=by)
    for receipt in notice.receipts.select_related("unit", "notice"):
        notices.receive(receipt, by=by)
    assignments = Assignment.objects.filter(duty__campaign=season.campaign).count()
    return (
        f"下达 {notice.receipts.count()} 个单位并签收，"
        f"布置任务 {season.campaign.duties.count()} 项、落到单位 {assignments} 条；"
        f"主送表述待人工核定 {len(unsettled)} 条"
    )


def _address_below(notice: Notice, by: Actor) -> None:
    """A document without recipients of its own goes to the issuer's next level."""
    below = {Level.TOWNSHIP: "各村（社区）", Level.COUNTY: "各乡镇（街道）"}
    text = below.get(Level(notice.unit.region.level), "各县（市、区）双拥办")
    notices.add(notice, kind=Item.Kind.RECIPIENT, content={"text": text, "role": "main"}, by=by)


def pass_on(season: Season) -> str:
    """Every office that received the notice, or the bureau beside it, passes it on."""
    made = 0
    offices: dict[int, Unit] = {}
    for receipt in season.document.receipts.filter(role=Role.MAIN).select_related("unit__region"):
        unit = receipt.unit
        if unit.kind in (Kind.OFFICE, Kind.BUREAU) and unit.region.level < Level.TOWNSHIP:
            offices.setdefault(unit.node_id, unit)
    for unit in sorted(offices.values(), key=lambda office: office.path):
        child = notices.pass_on(season.document, unit=unit, by=season.by)
        for addressee in notices.address(child, by=season.by):
            if not addressee.is_settled:
                notices.settle(addressee, units=[], by=season.by)
        if child.receipts.exists():
            notices.publish(child, by=season.by)
            campaigns.open_from(child, by=season.by)
            made += 1
    return f"{made} 个单位向下转发，内部期限按层级提前"


def import_rosters(season: Season, *, households: int | None = None) -> str:
    """A roster for every county of the issuer's region, staged, checked and loaded."""
    loaded = 0
    for county, office in _counties(season.issuer):
        villages = list(
            Region.objects.current().within(county).filter(children=None).order_by("path")
        )
        lines = list(
            rosters.lines(
                county,
                villages,
                households=households or HOUSEHOLDS_PER_VILLAGE * len(villages),
                rng=season.rng,
                on=clock.today(),
            )
        )
        roster = people.stage_roster(
            unit=office,
            name=f"{county.name}优抚对象花名册",
            upload=Upload("花名册.xlsx", rosters.as_workbook(county, lines)),
            by=season.by,
        )
        loaded += _load(roster, season.by)
    return f"导入花名册，登记 {loaded} 人"


def _load(roster: Roster, by: Actor) -> int:
    people.check_roster(roster, mapping=roster.mapping, by=by)
    people.load_roster(roster, by=by)
    return int(roster.outcome["new"])


def _counties(issuer: Unit) -> Iterator[tuple[Region, Unit]]:
    """The lowest offices in the issuer's region with their places; the issuer itself if none."""
    offices = Unit.objects.active().within(issuer.region).filter(kind=Kind.OFFICE)
    lowest = offices.filter(region__level=Level.COUNTY).select_related("region")
    for office in lowest.order_by("path"):
        yield office.region, office
    if not lowest.exists():
        yield issuer.region, issuer


def freeze_targets(season: Season) -> str:
    count = visits.freeze_targets(season.round, by=season.by)
    return f"应访名单 {count} 户"


def do_fieldwork(season: Season, *, share: float = 0.93) -> str:
    work = Field(season.round, season.by, season.rng, _last_day(season))
    targets = Target.objects.filter(campaign=season.round).for_listing()
    made = work.visit(list(targets), share=share)
    offices = Unit.objects.active().within(season.issuer.region).filter(kind=Kind.OFFICE)
    troops = work.visit_troops(offices.select_related("region").order_by("path"))
    return f"走访 {made} 户，慰问部队 {troops} 次"


def _last_day(season: Season) -> date:
    return min(clock.today(), season.round.ends_on)


def design_tables(season: Season) -> str:
    """The notice's own tables, or the standard one where it brings none."""
    made = filings.design(season.round, notice=season.document, by=season.by)
    if not made:
        made = [filings.design_standard(season.round, notice=season.document, by=season.by)]
    for edition in made:
        filings.open_edition(edition, by=season.by)
    season.editions = made
    total = Filing.objects.filter(edition__in=made).count()
    return f"统计表 {len(made)} 张开始填报，应报 {total} 份"


def hand_in(season: Season, *, share: float = 1.0) -> str:
    """Units fill and submit; the first is returned once; all that came in are accepted."""
    waiting = Filing.objects.filter(edition__in=season.editions).select_related("edition", "unit")
    submitted = returned = 0
    for filing in waiting.order_by("pk"):
        if season.rng.random() >= share:
            continue
        filings.fill(filing, by=season.by)
        answer_by_hand(filing, season.by)
        filings.submit(filing, by=season.by)
        submitted += 1
        if is_own(filing.unit_id, issuer=filing.edition.unit_id):
            continue
        if not returned:
            filings.send_back(filing, reason="请核对备注栏后重报。", by=season.by)
            filings.submit(filing, by=season.by)
            returned += 1
        filings.accept(filing, by=season.by)
    if not submitted:
        return "没有应报的单位"
    return f"提交并审核通过 {submitted} 份，其中退回重报 {returned} 份"


def answer_by_hand(filing: Filing, by: Actor) -> None:
    """Where only a person knows the number, this made-up unit had none."""
    for cell in filing.cells.filter(number=None).exclude(column__type="text"):
        if cell.column.binding == "manual":
            filings.override(cell, number=0, by=by)


def finish(season: Season) -> str:
    if season.round.state == CampaignState.OPEN:
        campaigns.close(season.round, by=season.by)
    return f"活动“{season.round.name}”结束"
